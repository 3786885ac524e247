package dev.fasynclens.cli;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.project.Compilations;
import dev.fasynclens.project.CompileCommands;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.NearestCompileCommands;
import dev.fasynclens.report.MarkdownPage;
import dev.fasynclens.report.Palette;
import dev.fasynclens.report.PrintableText;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.FailOn;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import dev.fasynclens.review.Spelling;
import dev.fasynclens.syntax.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs a command line and tells the exit code. */
final class Program {
  private static final int MOST_JOBS = 256;
  private static final int LARGEST_PORT = 65_535;
  private static final int PAGE_WIDTH = 80;

  private final Console console;
  private final Review review;
  private final Optional<String> build;

  /** A program that keeps no results, because it does not know what it was built from. */
  Program(Console console, Review review) {
    this(console, review, Optional.empty());
  }

  /**
   * @param build what tells this program from others that review differently
   */
  Program(Console console, Review review, Optional<String> build) {
    this.console = console;
    this.review = review;
    this.build = build;
  }

  /** Runs a command line. Nothing gets out of here but the exit code. */
  int run(String... args) {
    try {
      return dispatch(args);
    } catch (UsageException e) {
      console.say(PrintableText.of(e.reason()));
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERNAL;
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
      return internalError(e);
    }
  }

  private int dispatch(String[] args) throws UsageException, InterruptedException {
    String command = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    return switch (command) {
      case "lint" -> lint(rest);
      case "check" -> check(rest);
      case "merge" -> merge(rest);
      case "explain" -> explain(rest);
      case "rules" -> rules(rest);
      case "server" -> server(rest);
      case "simulate" -> simulate(rest);
      case "trace" -> trace(rest);
      case "--version", "-V" -> {
        print(Commands.PROGRAM + " " + Version.current() + "\n");
        yield ExitCode.CLEAN;
      }
      case "--help", "-h" -> {
        print(usage(Commands.program(), colours(ColorChoice.AUTO)));
        yield ExitCode.CLEAN;
      }
      case "" -> {
        console.tell(usage(Commands.program(), Palette.PLAIN).stripTrailing());
        yield ExitCode.USAGE;
      }
      default -> throw unknownCommand(command);
    };
  }

  private static UsageException unknownCommand(String word) {
    boolean option = word.startsWith("-");
    return new UsageException(
        (option ? "unknown option " : "unknown command ")
            + word
            + Spelling.hint(word, option ? List.of("--help", "--version") : Commands.NAMES)
            + "; see "
            + Commands.PROGRAM
            + " --help");
  }

  private int lint(String[] args) throws UsageException, InterruptedException {
    return lint(args, Optional.empty());
  }

  private int lint(String[] args, Optional<Compilations> compiled)
      throws UsageException, InterruptedException {
    CommandSpec spec = Commands.lint();
    Optional<ParseResult> parsed = parse(spec, args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    RuleCatalog catalog = RuleCatalog.load();
    LintOptions options = lintOptions(parsed.get(), catalog);
    Compilations compilations =
        compiled.isPresent() ? compiled.get() : compilations(options, console);
    return new LintCommand(console, options, catalog, review(options), compilations).run();
  }

  /** What is asked for must be there; what lies about is only used. */
  private static Compilations compilations(LintOptions options, Console console)
      throws UsageException {
    FileNames names = new FileNames(console.workingDirectory());
    if (options.compileCommands().isEmpty()) {
      return new NearestCompileCommands(
          (file, reason) -> {
            if (!options.quiet()) {
              console.say(PrintableText.of(names.nameOf(file) + ": is not used: " + reason));
            }
          });
    }
    Path given = names.resolve(options.compileCommands().get());
    Path file = Files.isDirectory(given) ? given.resolve(CompileCommands.NAME) : given;
    try {
      return CompileCommands.read(file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + names.nameOf(file) + ": " + DiskFiles.reason(e));
    }
  }

  private Review review(LintOptions options) {
    if (options.cache().isEmpty() || build.isEmpty()) {
      return review;
    }
    Path folder = new FileNames(console.workingDirectory()).resolve(options.cache().get());
    return new CachedReview(
        review,
        new ReviewCache(folder, ReviewCache.Limits.DEFAULT),
        build.get(),
        complaint -> {
          if (!options.quiet()) {
            console.say(PrintableText.of(complaint));
          }
        });
  }

  private LintOptions lintOptions(ParseResult parsed, RuleCatalog catalog) throws UsageException {
    OptionReader read = new OptionReader(parsed);
    boolean fix = read.isGiven("--fix");
    boolean diff = read.isGiven("--diff");
    boolean unsafe = read.isGiven("--unsafe");
    boolean stdin = read.isGiven("--stdin-filename");
    read.path("--stdin-filename"); // says so if it is none
    List<Path> paths = new ArrayList<>();
    for (String text : parsed.matchedPositionalValue(0, List.<String>of())) {
      paths.add(OptionReader.pathOf(text));
    }
    if (fix && diff) {
      throw new UsageException("--fix and --diff cannot be used together");
    }
    if (unsafe && !fix && !diff) {
      throw new UsageException(
          "--unsafe says which fixes --fix and --diff make, and needs one of them");
    }
    if (diff && read.isGiven("--format")) {
      throw new UsageException("--diff prints no report, so --format cannot be used with it");
    }
    if (stdin && fix) {
      throw new UsageException("--fix cannot change standard input; --diff prints the changes");
    }
    if (stdin && !paths.isEmpty()) {
      throw new UsageException("--stdin-filename cannot be used together with paths");
    }
    return new LintOptions(
        paths,
        diff ? List.of() : reports(read),
        read.path("--output"),
        kernels(read),
        severities(read, catalog),
        failOn(read),
        read.path("--baseline"),
        read.path("--write-baseline"),
        prune(read),
        fix ? LintOptions.Repair.FIX : diff ? LintOptions.Repair.DIFF : LintOptions.Repair.NONE,
        unsafe ? Fix.Safety.UNSAFE : Fix.Safety.SAFE,
        changes(read, fix || stdin || read.isGiven("--write-baseline") || prune(read)),
        shard(read),
        read.text("--stdin-filename"),
        read.path("--compile-commands"),
        cache(read, stdin),
        read.number("--jobs", 1, MOST_JOBS, Runtime.getRuntime().availableProcessors()),
        read.isGiven("--stats"),
        read.isGiven("--quiet"),
        color(read));
  }

  private static boolean prune(OptionReader read) throws UsageException {
    boolean prune = read.isGiven("--prune-baseline");
    if (prune && !read.isGiven("--baseline")) {
      throw new UsageException("--prune-baseline needs the --baseline to prune");
    }
    if (prune && read.isGiven("--write-baseline")) {
      throw new UsageException("--prune-baseline and --write-baseline cannot be used together");
    }
    if (prune && read.isGiven("--stdin-filename")) {
      throw new UsageException("--prune-baseline cannot be used with --stdin-filename");
    }
    return prune;
  }

  /** Texts that an editor has not saved are seldom seen again. */
  private Optional<Path> cache(OptionReader read, boolean stdin) throws UsageException {
    boolean off = read.isGiven("--no-cache");
    Optional<Path> folder = read.path("--cache-dir");
    if (off && folder.isPresent()) {
      throw new UsageException("--cache-dir and --no-cache cannot be used together");
    }
    if (off || stdin) {
      return Optional.empty();
    }
    return folder.isPresent() ? folder : CacheFolder.usual(console.environment()::get);
  }

  private static Optional<LintOptions.Changes> changes(OptionReader read, boolean allNeeded)
      throws UsageException {
    boolean patch = read.isGiven("--patch");
    boolean since = read.isGiven("--new-since");
    if (!patch && !since) {
      return Optional.empty();
    }
    if (patch && since) {
      throw new UsageException("--patch and --new-since cannot be used together");
    }
    if (allNeeded) {
      throw new UsageException(
          (patch ? "--patch" : "--new-since")
              + " cannot be used with --fix, --write-baseline, --prune-baseline or --stdin-filename");
    }
    if (since) {
      return read.text("--new-since").map(LintOptions.Changes.SinceRevision::new);
    }
    return read.text("--patch").equals(Optional.of("-"))
        ? Optional.of(new LintOptions.Changes.PatchInput())
        : read.path("--patch").map(LintOptions.Changes.PatchFile::new);
  }

  private static Optional<Shard> shard(OptionReader read) throws UsageException {
    Optional<String> text = read.text("--shard");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (String whole : List.of("--write-baseline", "--prune-baseline")) {
      if (read.isGiven(whole)) {
        throw new UsageException("--shard cannot be used with " + whole);
      }
    }
    Optional<Shard> shard = Shard.parse(text.get());
    if (shard.isEmpty()) {
      throw new UsageException("--shard takes a part and their number, such as 2/7");
    }
    return shard;
  }

  private int check(String[] args) throws UsageException, InterruptedException {
    if (Arrays.asList(args).contains("--help") || Arrays.asList(args).contains("-h")) {
      print(usage(Commands.check(), colours(ColorChoice.AUTO)));
      return ExitCode.CLEAN;
    }
    return new CheckCommand(console)
        .run(
            args,
            (to, arguments, compilations) ->
                new Program(to, review, build)
                    .lint(arguments.toArray(String[]::new), Optional.of(compilations)));
  }

  private int merge(String[] args) throws UsageException {
    Optional<ParseResult> parsed = parse(Commands.merge(), args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    List<Path> reports = new ArrayList<>();
    for (String text : parsed.get().matchedPositionalValue(0, List.<String>of())) {
      reports.add(OptionReader.pathOf(text));
    }
    OptionReader read = new OptionReader(parsed.get());
    return new MergeCommand(console, reports, read.path("--output")).run();
  }

  /** One report a format; the one that names no file goes where {@code --output} says. */
  private static List<LintOptions.Destination> reports(OptionReader read) throws UsageException {
    Optional<Path> output = read.path("--output");
    List<LintOptions.Destination> reports = new ArrayList<>();
    boolean unnamed = false;
    for (String text : read.isGiven("--format") ? read.texts("--format") : List.of("text")) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      ReportFormat format = OptionReader.choiceOf("--format", name, ReportFormat.values());
      if (equals == text.length() - 1) {
        throw new UsageException("--format " + text + " names no file");
      }
      unnamed |= equals < 0;
      Optional<Path> file =
          equals < 0 ? output : Optional.of(OptionReader.pathOf(text.substring(equals + 1)));
      for (LintOptions.Destination other : reports) {
        if (other.file().equals(file)) {
          throw new UsageException(
              "only one report can go to one place; --format NAME=FILE writes one to a file");
        }
      }
      reports.add(new LintOptions.Destination(format, file));
    }
    if (output.isPresent() && !unnamed) {
      throw new UsageException("--output has no report to write; every --format names a file");
    }
    return reports;
  }

  private static ColorChoice color(OptionReader read) throws UsageException {
    return read.choice("--color", ColorChoice.values(), ColorChoice.AUTO);
  }

  private static Optional<FailOn> failOn(OptionReader read) throws UsageException {
    return read.isGiven("--fail-on")
        ? Optional.of(read.choice("--fail-on", FailOn.values(), FailOn.WARNING))
        : Optional.empty();
  }

  private static Optional<TargetKernels> kernels(OptionReader read) throws UsageException {
    Optional<String> text = read.text("--kernel");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TargetKernels.parse(text.get()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--kernel" + e.getMessage());
    }
  }

  private static Map<String, Optional<Severity>> severities(OptionReader read, RuleCatalog catalog)
      throws UsageException {
    Map<String, Optional<Severity>> severities = new HashMap<>();
    for (String text : read.texts("--rule")) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new UsageException("--rule takes a rule and a severity, such as FA202=off");
      }
      String id = text.substring(0, equals);
      String setting = text.substring(equals + 1);
      RuleInfo rule = rule(id, catalog);
      if (!ConfigurationFile.RULE_SETTINGS.contains(setting)) {
        throw OptionReader.notPossible("--rule " + id, setting, ConfigurationFile.RULE_SETTINGS);
      }
      severities.put(rule.id(), Severity.of(setting));
    }
    return severities;
  }

  private int explain(String[] args) throws UsageException {
    CommandSpec spec = Commands.explain();
    Optional<ParseResult> parsed = parse(spec, args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    String wanted = parsed.get().matchedPositionalValue(0, "");
    RuleCatalog catalog = RuleCatalog.load();
    RuleInfo rule = rule(wanted, catalog);
    Palette palette = colours(color(new OptionReader(parsed.get())));
    print(MarkdownPage.render(catalog.page(rule), palette, PAGE_WIDTH));
    return ExitCode.CLEAN;
  }

  private static RuleInfo rule(String wanted, RuleCatalog catalog) throws UsageException {
    Optional<RuleInfo> found = catalog.find(wanted);
    if (found.isPresent()) {
      return found.get();
    }
    String hint = Spelling.hint(wanted, catalog.ids());
    if (hint.isEmpty()) {
      hint = Spelling.hint(wanted, catalog.infos().stream().map(RuleInfo::name).toList());
    }
    throw new UsageException(
        "there is no rule " + wanted + hint + "; fasync-lens rules lists them");
  }

  private int rules(String[] args) throws UsageException {
    CommandSpec spec = Commands.rules();
    Optional<ParseResult> parsed = parse(spec, args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    OptionReader read = new OptionReader(parsed.get());
    RulesCommand rules = new RulesCommand(RuleCatalog.load());
    ListFormat format = read.choice("--format", ListFormat.values(), ListFormat.TEXT);
    Palette palette = colours(color(read));
    new ReportSink(console, Optional.empty())
        .write(
            out -> {
              switch (format) {
                case TEXT -> rules.writeText(palette, out);
                case JSON -> rules.writeJson(out);
              }
            });
    return ExitCode.CLEAN;
  }

  private int simulate(String[] args) throws UsageException {
    Optional<ParseResult> parsed = parse(Commands.simulate(), args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    OptionReader read = new OptionReader(parsed.get());
    List<Path> paths = new ArrayList<>();
    for (String text : parsed.get().matchedPositionalValue(0, List.<String>of())) {
      paths.add(OptionReader.pathOf(text));
    }
    SimulateOptions options =
        new SimulateOptions(
            paths,
            read.choice("--format", SimulateOptions.Format.values(), SimulateOptions.Format.TEXT),
            read.path("--output"),
            read.versions("--kernel"),
            read.isGiven("--verbose"),
            read.isGiven("--quiet"),
            color(read));
    return new SimulateCommand(console, options).run();
  }

  private int trace(String[] args) throws UsageException {
    Optional<ParseResult> parsed = parse(Commands.trace(), args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    OptionReader read = new OptionReader(parsed.get());
    String function = parsed.get().matchedPositionalValue(0, "");
    TraceCommand.Format format =
        read.choice("--format", TraceCommand.Format.values(), TraceCommand.Format.TEXT);
    Palette palette = colours(color(read));
    return new TraceCommand(console, palette, format).run(function, read.versions("--kernel"));
  }

  private int server(String[] args) throws UsageException, InterruptedException {
    // The usual ways to start one, without the cost of reading options.
    if (args.length == 0 || (args.length == 1 && args[0].equals("--stdio"))) {
      return new ServerCommand(console).runOnStreams();
    }
    Optional<ParseResult> parsed = parse(Commands.server(), args);
    if (parsed.isEmpty()) {
      return ExitCode.CLEAN;
    }
    OptionReader read = new OptionReader(parsed.get());
    ServerCommand server = new ServerCommand(console);
    return read.isGiven("--socket")
        ? server.runOnSocket(read.number("--socket", 0, LARGEST_PORT, 0))
        : server.runOnStreams();
  }

  private enum ListFormat {
    TEXT,
    JSON
  }

  /** The parsed arguments; empty if help was asked for and given. */
  private Optional<ParseResult> parse(CommandSpec spec, String[] args) throws UsageException {
    CommandLine line = new CommandLine(spec).setExpandAtFiles(false);
    try {
      ParseResult parsed = line.parseArgs(args);
      if (parsed.isUsageHelpRequested()) {
        print(usage(spec, colours(ColorChoice.AUTO)));
        return Optional.empty();
      }
      return Optional.of(parsed);
    } catch (ParameterException e) {
      throw new UsageException(describe(e) + "; see " + spec.name() + " --help");
    }
  }

  private static String describe(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      List<String> known = Commands.optionNames(e.getCommandLine().getCommandSpec());
      return word.startsWith("-")
          ? "unknown option " + word + Spelling.hint(word, known)
          : "unexpected argument " + word;
    }
    String message = String.valueOf(e.getMessage());
    int lineEnd = message.indexOf('\n');
    String first = lineEnd < 0 ? message : message.substring(0, lineEnd);
    return first.isEmpty()
        ? "bad arguments"
        : Character.toLowerCase(first.charAt(0)) + first.substring(1);
  }

  private static String usage(CommandSpec spec, Palette palette) {
    return new CommandLine(spec).getUsageMessage(palette.isColoured() ? Ansi.ON : Ansi.OFF);
  }

  private Palette colours(ColorChoice choice) {
    return choice.palette(console, console.outTerminal());
  }

  private void print(String text) throws UsageException {
    new ReportSink(console, Optional.empty()).write(out -> out.write(text));
  }

  private int internalError(Throwable e) {
    String message = e.getMessage();
    String hint =
        e instanceof OutOfMemoryError
            ? "FASYNC_LENS_JAVA_OPTS=-Xmx1g gives it more memory"
            : "please report it with the output of FASYNC_LENS_DEBUG=1";
    console.say(
        PrintableText.of(
            "internal error: "
                + e.getClass().getName()
                + (message == null ? "" : ": " + message)
                + "; "
                + hint));
    if ("1".equals(console.environment().get("FASYNC_LENS_DEBUG"))) {
      e.printStackTrace(console.err());
      console.err().flush();
    }
    return ExitCode.INTERNAL;
  }
}
