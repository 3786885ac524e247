package dev.fasynclens.cli;

import dev.fasynclens.project.Compilation;
import dev.fasynclens.project.Compilations;
import dev.fasynclens.project.CompilerArguments;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.KernelBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of {@code check}, which kbuild starts for every file it compiles in the place of sparse.
 * Findings go where the compiler's warnings go.
 */
final class CheckCommand {
  /** Our own options; everything else is the compiler's. */
  private static final Set<String> WITH_VALUE =
      Set.of("--kernel", "--rule", "--fail-on", "--baseline");

  private static final String TERSE = "--terse";

  private final Console console;
  private final FileNames names;

  CheckCommand(Console console) {
    this.console = console;
    this.names = new FileNames(console.workingDirectory());
  }

  /** Starts {@code lint} with the arguments it is given. */
  interface Lint {
    /** Runs it and tells the exit code. */
    int run(Console console, List<String> arguments, Compilations compilations)
        throws UsageException, InterruptedException;
  }

  /** Runs it. */
  int run(String[] arguments, Lint lint) throws UsageException, InterruptedException {
    List<String> own = new ArrayList<>();
    List<String> compilers = new ArrayList<>();
    boolean terse = split(Arrays.asList(arguments), own, compilers);
    CompilerArguments compiler = CompilerArguments.parse(compilers);
    if (compiler.source().isEmpty()) {
      throw new UsageException("check needs a C file; see fasync-lens check --help");
    }
    Path source = names.resolve(OptionReader.pathOf(compiler.source().get()));
    if (Files.isRegularFile(source) && !new DiskFiles(names).mentionsFasync(names.nameOf(source))) {
      return ExitCode.CLEAN;
    }
    List<String> lintArguments = new ArrayList<>(own);
    if (!isGiven("--fail-on", own)) {
      lintArguments.addAll(List.of("--fail-on", "error"));
    }
    lintArguments.addAll(List.of("--format", terse ? "terse" : "gcc", "--quiet", "--jobs", "1"));
    lintArguments.add(compiler.source().get());
    Console toErrors =
        new Console(
            console.workingDirectory(),
            console.in(),
            console.err(),
            console.err(),
            console.charset(),
            console.environment(),
            console.errTerminal(),
            console.errTerminal());
    Compilation how = new KernelBuild().compilation(compiler, console.workingDirectory());
    return lint.run(
        toErrors, lintArguments, file -> file.equals(source) ? Optional.of(how) : Optional.empty());
  }

  private static boolean split(List<String> all, List<String> own, List<String> compilers) {
    boolean terse = false;
    for (int i = 0; i < all.size(); i++) {
      String argument = all.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (argument.equals(TERSE)) {
        terse = true;
      } else if (!WITH_VALUE.contains(name)) {
        compilers.add(argument);
      } else {
        own.add(argument);
        if (equals < 0 && i + 1 < all.size()) {
          i++;
          own.add(all.get(i));
        }
      }
    }
    return terse;
  }

  private static boolean isGiven(String option, List<String> own) {
    return own.stream().anyMatch(each -> each.equals(option) || each.startsWith(option + "="));
  }
}
