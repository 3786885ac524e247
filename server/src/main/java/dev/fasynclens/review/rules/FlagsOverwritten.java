package dev.fasynclens.review.rules;

import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.FlagWord;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** FA502: F_SETFL writes O_ASYNC without the flags that are already set. */
public final class FlagsOverwritten implements Rule {
  private static final Set<String> KEPT_BY_NOBODY =
      Set.of("O_NONBLOCK", "O_APPEND", "O_DIRECT", "O_NOATIME");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      for (Act.Command command : program.commands()) {
        FlagWord word = command.argument().word();
        boolean bare = word.isConstant() && !word.has("F_GETFL") && !word.has("F_GETFD");
        if (command.command().equals("F_SETFL") && command.switchesOn() && bare) {
          judge(program, command, findings);
        }
      }
    }
  }

  private static void judge(SignalDrivenProgram program, Act.Command command, Findings findings) {
    FlagWord word = command.argument().word();
    Set<String> lost = new TreeSet<>();
    List<FlagWord> openings = program.openings(command.descriptor());
    openings.forEach(opening -> lost.addAll(opening.on()));
    program.commands().stream()
        .takeWhile(other -> other.site().node() != command.site().node())
        .filter(other -> other.command().equals("F_SETFL"))
        .filter(other -> other.descriptor().equals(command.descriptor()))
        .forEach(other -> lost.addAll(other.argument().word().on()));
    lost.retainAll(KEPT_BY_NOBODY);
    lost.removeAll(word.on());
    boolean unknown =
        openings.isEmpty()
            && !word.has("O_NONBLOCK")
            && !command.descriptor().startsWith("fileno(");
    if (lost.isEmpty() && !unknown) {
      return;
    }
    SyntaxTree tree = program.file().tree();
    String effect =
        lost.isEmpty()
            ? "O_NONBLOCK and O_APPEND are lost if whoever opened the file had set them"
            : String.join(" and ", lost) + (lost.size() > 1 ? " are lost" : " is lost");
    findings
        .at(
            tree.place(command.argumentNode()),
            "F_SETFL replaces all status flags, and those that are set were not read with F_GETFL.")
        .always(Severity.WARNING, effect)
        .fix(fix(tree, command))
        .report();
  }

  private static Optional<Fix> fix(SyntaxTree tree, Act.Command command) {
    int descriptor = Expressions.arguments(tree, command.site().node()).get(0);
    int argument = command.argumentNode();
    boolean simple =
        tree.kind(descriptor) == Kind.IDENTIFIER
            || tree.kind(descriptor) == Kind.FIELD_EXPRESSION
            || tree.kind(descriptor) == Kind.NUMBER_LITERAL;
    boolean joins =
        tree.kind(argument) != Kind.BINARY_EXPRESSION
            || Expressions.isOperator(tree, argument, "|");
    if (!simple || !joins || !command.function().equals("fcntl")) {
      return Optional.empty();
    }
    SourceText text = tree.source();
    Place before = Place.of(text, tree.start(argument), tree.start(argument));
    String read = "fcntl(" + tree.text(descriptor) + ", F_GETFL) | ";
    return Optional.of(Fix.replacing("Keep the flags that are set", before, read));
  }
}
