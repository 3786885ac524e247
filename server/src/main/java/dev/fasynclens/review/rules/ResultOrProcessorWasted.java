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
import java.util.Set;

/** FA512: nobody looks whether the signals were set up, or a loop burns a processor for them. */
public final class ResultOrProcessorWasted implements Rule {
  private static final Set<String> SETTING_UP =
      Set.of(
          "F_SETOWN", "F_SETOWN_EX", "F_SETSIG", "F_SETFL", "FIOASYNC", "FIOSETOWN", "SIOCSPGRP");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      SyntaxTree tree = program.file().tree();
      program.commands().stream()
          .filter(command -> SETTING_UP.contains(command.command()))
          .filter(command -> UserSide.isDropped(tree, command.site().node()))
          .findFirst()
          .ifPresent(command -> dropped(command, findings));
      for (CFunction function : program.interrupted()) {
        for (int node = function.body(); node < tree.subtreeEnd(function.body()); node++) {
          if (burns(tree, node)) {
            int condition = tree.part(node, Field.CONDITION);
            Place place =
                Place.of(
                    tree.source(),
                    tree.start(node),
                    condition < 0 ? tree.start(node) + 3 : tree.end(condition));
            findings
                .at(place, "This loop waits for the signal by burning a processor.")
                .always(Severity.INFO, "loses nothing; pause() or sigsuspend() would sleep")
                .report();
          }
        }
      }
    }
  }

  private static void dropped(Act.Command command, Findings findings) {
    findings
        .at(
            command.site().place(),
            "Nobody looks whether %s succeeded.".formatted(command.command()))
        .always(Severity.INFO, "if it fails, no signal comes and nothing tells why")
        .report();
  }

  /** Whether a loop has nothing to do and does not end by itself. */
  private static boolean burns(SyntaxTree tree, int node) {
    int kind = tree.kind(node);
    boolean endless =
        switch (kind) {
          case Kind.WHILE_STATEMENT -> isConstant(tree, tree.part(node, Field.CONDITION));
          case Kind.FOR_STATEMENT -> tree.part(node, Field.CONDITION) < 0;
          default -> false;
        };
    int body = endless ? tree.part(node, Field.BODY) : -1;
    return body >= 0
        && (tree.kind(body) == Kind.EXPRESSION_STATEMENT
            || tree.kind(body) == Kind.COMPOUND_STATEMENT)
        && tree.firstNamed(body) < 0;
  }

  private static boolean isConstant(SyntaxTree tree, int condition) {
    int bare = Expressions.bare(tree, condition);
    return tree.kind(bare) == Kind.TRUE
        || (tree.kind(bare) == Kind.NUMBER_LITERAL && !tree.is(bare, "0"));
  }
}
