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
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;

/** FA501: the flags that F_SETFL writes were not read from the file with F_GETFL. */
public final class FlagsReadWrongly implements Rule {
  private static final String LOST =
      "O_NONBLOCK, O_APPEND and all other status flags are replaced by bits that mean something else";
  private static final String NOT_ON = "O_ASYNC is not switched on and no signal comes";

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      for (Act.Command command : program.commands()) {
        if (command.function().equals("fcntl")) {
          check(program, command, findings);
        }
      }
    }
  }

  private static void check(SignalDrivenProgram program, Act.Command command, Findings findings) {
    SyntaxTree tree = program.file().tree();
    FlagWord word = command.argument().word();
    boolean async = word.has("O_ASYNC");
    if (mentionsAsync(tree, command.commandNode())) {
      swapped(tree, command, findings);
    } else if (command.command().equals("F_SETFL")) {
      written(program, command, findings);
    } else if (async && List.of("F_SETFD", "F_GETFL", "F_GETFD").contains(command.command())) {
      Place place = tree.place(command.commandNode());
      findings
          .at(place, "%s does not set status flags: F_SETFL does.".formatted(command.command()))
          .always(Severity.ERROR, NOT_ON)
          .fix(Fix.replacing("Use F_SETFL", place, "F_SETFL"))
          .report();
    }
  }

  /** Whether a descriptor surely is none of the others: opened here, or standard input. */
  private static boolean isSomethingElse(SignalDrivenProgram program, String descriptor) {
    return descriptor.equals("STDIN_FILENO") || !program.openings(descriptor).isEmpty();
  }

  private static boolean mentionsAsync(SyntaxTree tree, int node) {
    return Expressions.mentions(tree, node, "O_ASYNC")
        || Expressions.mentions(tree, node, "FASYNC");
  }

  private static void swapped(SyntaxTree tree, Act.Command command, Findings findings) {
    findings
        .at(tree.place(command.commandNode()), "O_ASYNC stands where fcntl() takes the command.")
        .always(Severity.ERROR, "fcntl() fails or does something else, and no signal comes")
        .report();
  }

  private static void written(SignalDrivenProgram program, Act.Command command, Findings findings) {
    SyntaxTree tree = program.file().tree();
    FlagWord word = command.argument().word();
    Place argument = tree.place(command.argumentNode());
    switch (word.origin()) {
      case DESCRIPTOR_FLAGS -> {
        int read = Expressions.arguments(tree, word.node()).get(1);
        Place place = tree.place(read);
        findings
            .at(place, "F_GETFD reads the close-on-exec flag, but F_SETFL takes the status flags.")
            .always(Severity.ERROR, LOST)
            .after(tree.place(command.site().node()), "written as status flags here")
            .fix(Fix.replacing("Use F_GETFL", place, "F_GETFL"))
            .report();
      }
      case STATUS_FLAGS -> {
        if (!word.of().equals(command.descriptor())
            && isSomethingElse(program, word.of())
            && isSomethingElse(program, command.descriptor())) {
          findings
              .at(argument, "These are the status flags of another descriptor.")
              .always(
                  Severity.ERROR,
                  "this one gets the other's O_NONBLOCK and O_APPEND, or loses its own")
              .before(tree.place(word.node()), "read from the other descriptor here")
              .report();
        }
      }
      case COMPARISON ->
          findings
              .at(
                  tree.place(word.node()),
                  "The result of this comparison, 0 or 1, is stored as status flags.")
              .always(Severity.ERROR, LOST)
              .after(argument, "written as status flags here")
              .report();
      case OPENED ->
          findings
              .at(argument, "The number of a descriptor is used as status flags.")
              .always(Severity.ERROR, LOST)
              .report();
      case CONSTANT -> {
        if (word.has("F_GETFL") || word.has("F_GETFD")) {
          findings
              .at(argument, "F_GETFL is the name of a command; the flags are what fcntl() returns.")
              .always(Severity.ERROR, LOST)
              .report();
        }
      }
      case UNKNOWN -> {}
    }
  }
}
