package dev.fasynclens.review.repair;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes a closing file off its queue, where kernels leave that to the driver. */
public final class ReleaseRemoval {
  static final String MEMBER = "release";

  private ReleaseRemoval() {}

  /** Whether some of these kernels leave it to the driver. */
  static boolean isNeeded(TargetKernels target) {
    return target.reachBefore(ChangePoint.VFS_UNREGISTERS_ON_CLOSE);
  }

  /** Has the release function of a table call a handler, and writes one if there is none. */
  public static Optional<Fix> by(Facts facts, OperationTable table, CFunction handler) {
    List<CFunction> releases = facts.methods(table, MEMBER);
    boolean removes = facts.registrations(handler).stream().anyMatch(r -> !r.onlyAdds());
    if (!handler.file().equals(table.file()) || handler.parameters().size() != 3 || !removes) {
      return Optional.empty();
    }
    return releases.isEmpty() ? written(table, handler) : called(facts, releases, handler);
  }

  private static Optional<Fix> called(Facts facts, List<CFunction> releases, CFunction handler) {
    Optional<List<Fix.Edit>> calls =
        calls(
            facts,
            releases,
            handler.name(),
            other -> facts.methods(other, NewHandler.MEMBER).contains(handler));
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    CFunction first = releases.getFirst();
    List<Fix.Edit> edits = new ArrayList<>();
    int start = first.tree().start(first.node());
    if (handler.tree().start(handler.node()) > start
        && !first.file().prototypes().contains(handler.name())) {
      edits.add(Edits.declaration(first.tree(), Edits.prototype(handler), start));
    }
    edits.addAll(calls.get());
    return Optional.of(new Fix("Remove the file in " + first.name() + "()", List.copyOf(edits)));
  }

  private static Optional<Fix> written(OperationTable table, CFunction handler) {
    Optional<String> name = new Names(table).free(MEMBER);
    int before = table.file().tree().start(table.list());
    boolean known =
        handler.tree().end(handler.node()) < before
            || table.file().prototypes().contains(handler.name());
    if (name.isEmpty() || !known || table.name().isEmpty()) {
      return Optional.empty();
    }
    String file = handler.parameters().get(1).name();
    String text = function(name.get(), handler.name(), file, Edits.unit(handler));
    return Edits.newEntries(table, new Edits.Entry(MEMBER, name.get()))
        .map(
            entry ->
                new Fix(
                    "Write " + name.get() + "() to remove the file",
                    List.of(
                        Edits.declaration(table.file().tree(), text, table.place().span().start()),
                        entry)));
  }

  /**
   * Calls of a handler at the begin of release functions.
   *
   * @param ours the tables whose files may be given to the handler
   */
  static Optional<List<Fix.Edit>> calls(
      Facts facts, List<CFunction> releases, String handler, Predicate<OperationTable> ours) {
    List<Fix.Edit> edits = new ArrayList<>();
    for (CFunction release : releases) {
      boolean takesFile =
          release.parameters().size() > 1 && !release.parameters().get(1).name().isEmpty();
      if (!facts.tablesWith(MEMBER, release).stream().allMatch(ours)
          || !takesFile
          || release.isMacro()) {
        return Optional.empty();
      }
      String file = release.parameters().get(1).name();
      Optional<Fix.Edit> call = Edits.firstStatement(release, handler + "(-1, " + file + ", 0);");
      if (call.isEmpty()) {
        return Optional.empty();
      }
      edits.add(call.get());
    }
    return Optional.of(edits);
  }

  /** A release function that does nothing else. */
  static String function(String name, String handler, String file, String unit) {
    return """
        static int %s(struct inode *inode, struct file *%s)
        {
        %s%s(-1, %2$s, 0);
        %3$sreturn 0;
        }"""
        .formatted(name, file, unit, handler);
  }
}
