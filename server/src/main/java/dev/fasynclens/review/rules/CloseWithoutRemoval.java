package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.review.repair.ReleaseRemoval;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Set;

/** FA301: release does not take the file off its queue, which old kernels leave to the driver. */
public final class CloseWithoutRemoval implements Rule {
  /** Functions of the kernel that get the file at close and leave its queues alone. */
  private static final Set<String> NEVER_REMOVING =
      Set.of(
          "single_release",
          "seq_release",
          "seq_release_private",
          "nonseekable_open",
          "stream_open",
          "simple_transaction_release",
          "simple_attr_release",
          "video_ioctl2",
          "module_put",
          "IS_ERR");

  private static final String EFFECT =
      "nobody takes the closed file off the queue, and the next kill_fasync() uses freed memory";

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      for (OperationTable table : facts.tables(file)) {
        for (CFunction handler : facts.methods(table, Handlers.MEMBER)) {
          if (!Handlers.adding(facts, handler).isEmpty()) {
            check(facts, table, handler, findings);
          }
        }
      }
    }
  }

  private static void check(
      Facts facts, OperationTable table, CFunction handler, Findings findings) {
    if (table.variants("release").isEmpty()) {
      if (table.isOpaque() || table.entry("release").isPresent()) {
        return;
      }
      OperationTable.Entry entry = table.entry(Handlers.MEMBER).orElseThrow();
      findings
          .at(
              entry.place(),
              "This table has no .release, so nothing takes a closing file off the queue of %s()."
                  .formatted(handler.name()))
          .consequence(
              KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE), Severity.ERROR, EFFECT)
          .before(handler.place(), "the handler that registers")
          .after(Queues.joinedThrough(facts, table).notifiedAt(facts), Queues.NEXT_NOTIFICATION)
          .fix(ReleaseRemoval.by(facts, table, handler))
          .report();
      return;
    }
    List<CFunction> releases = facts.methods(table, "release");
    if (releases.isEmpty() || releases.stream().anyMatch(r -> mayRemove(facts, r))) {
      return;
    }
    CFunction release = releases.get(0);
    findings
        .at(
            release.place(),
            "%s() does not take the file off the queue that %s() put it on."
                .formatted(release.name(), handler.name()))
        .consequence(
            KernelRange.before(ChangePoint.VFS_UNREGISTERS_ON_CLOSE), Severity.ERROR, EFFECT)
        .before(handler.place(), "the handler that registers")
        .after(Queues.joinedThrough(facts, table).notifiedAt(facts), Queues.NEXT_NOTIFICATION)
        .fix(ReleaseRemoval.by(facts, table, handler))
        .report();
  }

  /** Whether a release function removes, or hands the file to code that may. */
  private static boolean mayRemove(Facts facts, CFunction release) {
    for (Registration registration : facts.registrations(release)) {
      boolean off =
          registration.on().stream()
              .anyMatch(
                  v ->
                      v.isZero()
                          || v.kind() == Value.Kind.UNKNOWN
                          || v.kind() == Value.Kind.PARAMETER);
      if (off) {
        return true;
      }
    }
    for (int call : release.calls()) {
      if (isHandlerMethod(release.tree(), call) || mayRemoveElsewhere(facts, release, call)) {
        return true;
      }
    }
    return false;
  }

  /** {@code ops->fasync(...)}. */
  private static boolean isHandlerMethod(SyntaxTree tree, int call) {
    int callee = Expressions.unwrapped(tree, tree.part(call, Field.FUNCTION));
    return tree.kind(callee) == Kind.FIELD_EXPRESSION
        && tree.is(tree.part(callee, Field.FIELD), Handlers.MEMBER);
  }

  /** The file is handed to code that is not in view, and not just to be printed. */
  private static boolean mayRemoveElsewhere(Facts facts, CFunction release, int call) {
    String callee = Expressions.callee(release.tree(), call);
    return facts.callees(release, call).isEmpty()
        && !facts.primitives().contains(callee)
        && !NEVER_REMOVING.contains(callee)
        && !prints(release.tree(), call)
        && FileArgument.isHandedOn(release, call);
  }

  private static boolean prints(SyntaxTree tree, int call) {
    int looked = 0;
    for (int argument : Expressions.arguments(tree, call)) {
      int kind = tree.kind(argument);
      if (kind == Kind.STRING_LITERAL || kind == Kind.CONCATENATED_STRING) {
        return true;
      }
      if (++looked == 3) {
        return false;
      }
    }
    return false;
  }
}
