package dev.fasynclens.cli;

import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Entry point of the {@code fasync-lens} command. */
public final class Main {
  private static final String NEXT = "--next";

  private Main() {}

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    // Not System.out: a PrintStream swallows write errors, and its encoding is the locale's.
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, Terminal.charset(2));
    Console console = console(err);
    int code = ExitCode.CLEAN;
    for (String[] command : commands(args)) {
      code = Math.max(code, new Program(console, Main::review, Version.build()).run(command));
    }
    err.flush();
    exit(code);
  }

  private static Console console(PrintStream err) {
    return new Console(
        Path.of("").toAbsolutePath(),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        err,
        Terminal.charset(1),
        System::getenv,
        Terminal.isTerminal(1),
        Terminal.isTerminal(2));
  }

  /** One command; several, with {@value #NEXT} between them, where an AOT cache is made of them. */
  private static List<String[]> commands(String[] args) {
    if (!isTraining()) {
      return List.<String[]>of(args);
    }
    List<String[]> commands = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= args.length; at++) {
      if (at == args.length || args[at].equals(NEXT)) {
        commands.add(Arrays.copyOfRange(args, from, at));
        from = at + 1;
      }
    }
    return commands;
  }

  private static boolean isTraining() {
    return Boolean.getBoolean("fasynclens.training");
  }

  /** Everything is flushed and no hook waits, so the runtime's orderly end only takes time. */
  private static void exit(int code) {
    if (isTraining()) {
      System.exit(code); // writes what the AOT cache is made from
    }
    Runtime.getRuntime().halt(code);
  }

  private static ReviewResult review(
      RuleCatalog catalog,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs,
      List<SourceText> texts,
      List<SourceText> beside) {
    return new Reviewer(catalog, files, configurationOf, jobs).reviewModule(texts, beside).result();
  }
}
