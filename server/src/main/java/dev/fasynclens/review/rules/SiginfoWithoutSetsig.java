package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** FA506: a handler looks at what siginfo_t does not hold, or does not get it at all. */
public final class SiginfoWithoutSetsig implements Rule {
  private static final List<String> CODES =
      List.of("POLL_IN", "POLL_OUT", "POLL_MSG", "POLL_ERR", "POLL_PRI", "POLL_HUP");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      boolean chosen = program.commands().stream().anyMatch(c -> c.command().equals("F_SETSIG"));
      boolean on = program.commands().stream().anyMatch(Act.Command::switchesOn);
      for (Act.Disposition disposition : program.dispositions()) {
        for (CFunction handler :
            program.file().functions().getOrDefault(disposition.handler(), List.of())) {
          if (handler.parameters().size() >= 2
              && handler.mentions(handler.parameters().get(1).name())) {
            notAsked(disposition, handler, findings);
            if (!chosen && on && isOnlyForSigio(program, handler)) {
              notFilled(handler, findings);
            }
          }
        }
      }
    }
  }

  private static boolean isOnlyForSigio(SignalDrivenProgram program, CFunction handler) {
    return program.dispositions().stream()
        .filter(d -> d.handler().equals(handler.name()))
        .allMatch(d -> d.signal().equals("SIGIO"));
  }

  private static void notAsked(Act.Disposition disposition, CFunction handler, Findings findings) {
    boolean missing =
        disposition.bySigaction()
            ? disposition.flags().isConstant() && !disposition.flags().has("SA_SIGINFO")
            : usesInfo(handler);
    if (missing && usesInfo(handler)) {
      findings
          .at(
              disposition.site().place(),
              "%s() takes a siginfo_t, but is installed without SA_SIGINFO."
                  .formatted(handler.name()))
          .always(Severity.ERROR, "its second argument points nowhere, and reading it crashes")
          .related(handler.place(), "the handler")
          .report();
    }
  }

  private static boolean usesInfo(CFunction handler) {
    return !uses(handler).isEmpty();
  }

  /** The members of the second parameter that are read. */
  private static List<Integer> uses(CFunction handler) {
    SyntaxTree tree = handler.tree();
    String info = handler.parameters().get(1).name();
    List<Integer> found = Expressions.below(tree, handler.body(), Kind.FIELD_EXPRESSION);
    found.removeIf(field -> !tree.is(tree.part(field, Field.ARGUMENT), info));
    return found;
  }

  private static void notFilled(CFunction handler, Findings findings) {
    SyntaxTree tree = handler.tree();
    Set<String> told = new HashSet<>();
    for (int field : uses(handler)) {
      String member = tree.text(tree.part(field, Field.FIELD));
      boolean unset =
          switch (member) {
            case "si_fd", "si_band" -> true;
            case "si_code" -> comparesWithCode(tree, field);
            default -> false;
          };
      if (unset && told.add(member)) {
        Place place = tree.place(field);
        findings
            .at(
                place,
                "%s tells nothing: no F_SETSIG asks the kernel to fill it in.".formatted(member))
            .always(
                Severity.ERROR,
                "a plain SIGIO carries si_code SI_KERNEL and zero in si_fd and si_band")
            .report();
      }
    }
  }

  /** Whether a use of si_code is compared with the code of an event, or switched over. */
  private static boolean comparesWithCode(SyntaxTree tree, int field) {
    int user = Expressions.user(tree, field);
    boolean comparison = tree.kind(user) == Kind.BINARY_EXPRESSION;
    int scope = comparison ? user : tree.enclosing(field, Kind.SWITCH_STATEMENT);
    boolean subject =
        comparison
            || (scope >= 0
                && tree.part(scope, Field.CONDITION) <= field
                && field < tree.subtreeEnd(tree.part(scope, Field.CONDITION)));
    return subject && CODES.stream().anyMatch(code -> Expressions.mentions(tree, scope, code));
  }
}
