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
import java.nio.charset.StandardCharsets;
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
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Console console =
        new Console(
            Path.of("").toAbsolutePath(),
            System.in,
            new FileOutputStream(FileDescriptor.out),
            err,
            Terminal.charset(),
            System::getenv,
            Terminal.isTerminal(1),
            Terminal.isTerminal(2));
    int code = new Program(console, Main::review).run(args);
    err.flush();
    System.exit(code);
  }

  private static ReviewResult review(
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs,
      List<SourceText> texts) {
    return new Reviewer(RuleCatalog.load(), files, configurationOf, jobs).review(texts);
  }
}
