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
import java.util.List;
import java.util.function.Function;

/** Entry point of the {@code fasync-lens} command. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits. */
  public static void main(String[] args) {
    // Not System.out: a PrintStream swallows write errors, and its encoding is the locale's.
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, Terminal.charset(2));
    Console console =
        new Console(
            Path.of("").toAbsolutePath(),
            System.in,
            new FileOutputStream(FileDescriptor.out),
            err,
            Terminal.charset(1),
            System::getenv,
            Terminal.isTerminal(1),
            Terminal.isTerminal(2));
    int code = new Program(console, Main::review, Version.build()).run(args);
    err.flush();
    exit(code);
  }

  /** Everything is flushed and no hook waits, so the runtime's orderly end only takes time. */
  private static void exit(int code) {
    if (Boolean.getBoolean("fasynclens.training")) {
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
