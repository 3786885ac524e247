package dev.fasynclens.cli;

import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.project.BaselineFile;
import dev.fasynclens.project.ChangedLines;
import dev.fasynclens.project.Compilations;
import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.Patch;
import dev.fasynclens.project.SourceSearch;
import dev.fasynclens.report.Palette;
import dev.fasynclens.report.PrintableText;
import dev.fasynclens.report.Report;
import dev.fasynclens.report.Reporter;
import dev.fasynclens.review.Baseline;
import dev.fasynclens.review.FailOn;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.FixPlan;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One run of {@code lint}. */
final class LintCommand {
  private final Console console;
  private final LintOptions options;
  private final RuleCatalog catalog;
  private final Review review;
  private final FileNames names;
  private final DiskFiles files;
  private final ConfigurationLookup configurations;
  private final RunStatistics statistics = new RunStatistics();
  private final List<Problem> told = new ArrayList<>();
  private int worst = ExitCode.CLEAN;

  LintCommand(
      Console console,
      LintOptions options,
      RuleCatalog catalog,
      Review review,
      Compilations compilations) {
    this.console = console;
    this.options = options;
    this.catalog = catalog;
    this.review = review;
    this.names = new FileNames(console.workingDirectory());
    this.files = new DiskFiles(names);
    this.configurations =
        new ConfigurationLookup(names, catalog.ids(), options.kernels(), options.severities())
            .compiledAs(compilations);
  }

  /** Runs it. */
  int run() throws UsageException, InterruptedException {
    Optional<BaselineFile> known = Optional.empty();
    if (options.baseline().isPresent()) {
      known = Optional.of(readBaseline(options.baseline().get()));
    }
    Optional<ChangedLines> changed = changedLines();
    changed.ifPresent(lines -> lines.problems().forEach(this::tell));
    Inputs inputs;
    List<String> misconfigured;
    Optional<ReviewResult> reviewed = Optional.empty();
    try (ProgressLine progress = ProgressLine.start(console, !options.quiet())) {
      inputs = options.stdinName().isPresent() ? standardInput() : search(paths(changed), progress);
      misconfigured = configurationProblems(inputs);
      if (misconfigured.isEmpty()) {
        progress.tell("checking %d files", inputs.texts()::size);
        reviewed = Optional.of(review(inputs));
      }
    }
    misconfigured.forEach(console::say);
    if (reviewed.isEmpty()) {
      return ExitCode.USAGE;
    }
    ReviewResult result = reviewed.get();
    inputs.problems().forEach(this::tell);
    if (options.repair() == LintOptions.Repair.FIX) {
      int fixed = fix(compare(result.findings(), known).fresh(), inputs);
      if (fixed > 0) {
        result = review(reloaded(inputs));
      }
      if (!options.quiet()) {
        console.say(fixed == 1 ? "fixed 1 finding" : "fixed " + fixed + " findings");
      }
    }
    result.problems().forEach(this::tell);
    if (options.prune() && known.isPresent()) {
      prune(known.get(), result, inputs);
    }
    if (options.writeBaseline().isPresent()) {
      BaselineFile written = writeBaseline(options.writeBaseline().get(), result.findings());
      known = known.isPresent() ? known : Optional.of(written);
    }
    Baseline.Comparison compared = compare(wanted(result.findings(), changed), known);
    List<Finding> fresh = compared.fresh();
    if (options.repair() == LintOptions.Repair.DIFF) {
      writeDiff(fresh, inputs);
    } else {
      writeReports(
          new Report(
              Version.current(),
              target(inputs),
              result.examined(),
              fresh,
              wanted(result.suppressed(), changed),
              compared.known(),
              List.copyOf(told)));
    }
    if (options.stats()) {
      statistics.count("examined", result.examined());
      statistics.count("places not parsed", result.unread());
      statistics.count(fresh);
      statistics.print(console);
    }
    if (isBadEnough(fresh)) {
      note(ExitCode.FINDINGS);
    }
    return worst;
  }

  /**
   * What is checked.
   *
   * @param texts in the order of their names
   * @param paths where each of them comes from; empty for standard input
   */
  private record Inputs(List<SourceText> texts, Map<String, Path> paths, List<Problem> problems) {}

  private Inputs standardInput() throws UsageException {
    String name = names.nameOf(names.pathOf(options.stdinName().orElseThrow()));
    try {
      SourceText text = SourceText.of(name, DiskFiles.readAll(console.in()));
      files.put(text);
      return new Inputs(List.of(text), Map.of(), List.of());
    } catch (DiskFiles.UnusableFileException e) {
      return new Inputs(
          List.of(), Map.of(), List.of(new Problem(name, e.reason(), Problem.Kind.NOT_EXAMINED)));
    } catch (IOException e) {
      throw new UsageException("cannot read standard input: " + DiskFiles.reason(e));
    }
  }

  private Inputs search(Collection<Path> paths, ProgressLine progress) throws InterruptedException {
    long started = System.nanoTime();
    SourceSearch search = new SourceSearch(names, configurations, options.jobs());
    progress.tell("searching, %d files so far", search::searched);
    SourceSearch.Outcome outcome = search.search(paths);
    files.put(outcome.directories());
    List<SourceText> texts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(outcome.problems());
    for (Map.Entry<String, Path> file : outcome.files().entrySet()) {
      try {
        texts.add(files.load(file.getValue(), file.getKey()));
      } catch (DiskFiles.UnusableFileException e) {
        problems.add(new Problem(file.getKey(), e.reason(), Problem.Kind.NOT_EXAMINED));
      }
    }
    statistics.count("searched", outcome.searched());
    statistics.time("search", started);
    return new Inputs(texts, outcome.files(), problems);
  }

  private List<String> configurationProblems(Inputs inputs) {
    configurations.in(names.workingDirectory());
    for (SourceText text : inputs.texts()) {
      configurations.forFile(text.name());
    }
    return configurations.problems().stream().map(Located::message).toList();
  }

  private ReviewResult review(Inputs inputs) {
    long started = System.nanoTime();
    List<SourceText> texts = new ArrayList<>();
    List<SourceText> beside = new ArrayList<>();
    for (SourceText text : inputs.texts()) {
      boolean ours = options.shard().isEmpty() || options.shard().get().holds(text.name());
      (ours ? texts : beside).add(text);
    }
    if (texts.isEmpty()) {
      return new ReviewResult(List.of(), List.of(), List.of(), 0, 0, true);
    }
    ReviewResult result =
        review.review(
            catalog,
            files,
            name -> configurations.forFile(name).effective(),
            options.jobs(),
            texts,
            beside);
    statistics.time("review", started);
    return result;
  }

  private int fix(List<Finding> findings, Inputs inputs) {
    FixPlan plan = FixPlan.of(findings, inputs.texts(), options.least());
    Set<String> changed = new HashSet<>();
    for (String file : plan.files()) {
      try {
        Path path = inputs.paths().getOrDefault(file, names.pathOf(file));
        FileReplacement.replace(path, plan.before(file), plan.after(file));
        changed.add(file);
      } catch (IOException e) {
        tell(
            new Problem(
                file, "cannot be fixed: " + DiskFiles.reason(e), Problem.Kind.NOT_EXAMINED));
      }
    }
    return plan.findings(changed);
  }

  private Inputs reloaded(Inputs inputs) {
    List<SourceText> texts = new ArrayList<>();
    for (SourceText text : inputs.texts()) {
      Path path = inputs.paths().getOrDefault(text.name(), names.pathOf(text.name()));
      try {
        texts.add(files.load(path, text.name()));
      } catch (DiskFiles.UnusableFileException e) {
        tell(new Problem(text.name(), e.reason(), Problem.Kind.NOT_EXAMINED));
      }
    }
    return new Inputs(texts, inputs.paths(), inputs.problems());
  }

  private void writeDiff(List<Finding> findings, Inputs inputs) throws UsageException {
    FixPlan plan = FixPlan.of(findings, inputs.texts(), options.least());
    sink(options.output())
        .writeBytes(
            (OutputStream out) -> {
              for (String file : plan.files()) {
                out.write(UnifiedDiff.of(file, plan.before(file).copyBytes(), plan.edits(file)));
              }
            });
  }

  private void writeReports(Report report) throws UsageException {
    @Nullable UsageException failure = null;
    for (LintOptions.Destination to : options.reports()) {
      boolean toTerminal = to.file().isEmpty() && console.outTerminal();
      Palette palette = options.color().palette(console, toTerminal);
      Reporter reporter = to.format().reporter(palette, options.quiet(), catalog);
      Charset charset =
          to.format().isForPeople() && to.file().isEmpty()
              ? console.charset()
              : StandardCharsets.UTF_8;
      try {
        sink(to.file()).write(charset, out -> reporter.write(report, out));
        reporter.remarks(report).forEach(console::say);
      } catch (UsageException e) {
        failure = e; // the others may be possible
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private ReportSink sink(Optional<Path> file) {
    return new ReportSink(console, file.map(names::resolve));
  }

  /** The kernels that all files are judged for, or those of the working directory. */
  private TargetKernels target(Inputs inputs) {
    @Nullable TargetKernels common = null;
    for (SourceText text : inputs.texts()) {
      TargetKernels target = configurations.forFile(text.name()).effective().target();
      if (common != null && !common.equals(target)) {
        common = null;
        break;
      }
      common = target;
    }
    return common != null
        ? common
        : configurations.in(names.workingDirectory()).effective().target();
  }

  private boolean isBadEnough(List<Finding> findings) {
    Map<String, FailOn> thresholds = new TreeMap<>();
    for (Finding finding : findings) {
      FailOn threshold = thresholds.computeIfAbsent(finding.place().text().name(), this::threshold);
      if (threshold.failsAt(finding.severity())) {
        return true;
      }
    }
    return false;
  }

  private FailOn threshold(String file) {
    return options
        .failOn()
        .or(() -> configurations.forFile(file).written().failOn())
        .orElse(FailOn.WARNING);
  }

  private BaselineFile readBaseline(Path path) throws UsageException {
    try {
      return BaselineFile.read(path, names);
    } catch (BaselineFile.UnusableBaselineException e) {
      if (e.place().isPresent()) {
        throw new UsageException(Located.message(e.place().get(), e.reason()));
      }
      throw new UsageException(
          "cannot read the baseline " + names.nameOf(names.resolve(path)) + ": " + e.reason());
    }
  }

  private BaselineFile writeBaseline(Path path, List<Finding> findings) throws UsageException {
    BaselineFile written = BaselineFile.of(path, findings, names);
    write(written);
    if (!options.quiet()) {
      console.say("wrote " + written.describe());
    }
    return written;
  }

  private void write(BaselineFile baseline) throws UsageException {
    try {
      byte[] json = baseline.toJson().getBytes(StandardCharsets.UTF_8);
      FileReplacement.write(baseline.path(), out -> out.write(json));
    } catch (IOException e) {
      throw new UsageException(
          "cannot write the baseline "
              + names.nameOf(baseline.path())
              + ": "
              + DiskFiles.reason(e));
    }
  }

  /** Takes out of a baseline what this run looked for and did not find. */
  private void prune(BaselineFile baseline, ReviewResult result, Inputs inputs)
      throws UsageException {
    if (!result.repeatable()) {
      console.say("the baseline is not pruned: not every rule could look at every file");
      return;
    }
    Set<Path> examined = new HashSet<>();
    inputs.texts().forEach(text -> examined.add(names.pathOf(text.name())));
    List<Path> unexamined = new ArrayList<>();
    for (Problem problem : told) {
      if (problem.kind() == Problem.Kind.NOT_EXAMINED) {
        unexamined.add(names.pathOf(problem.file()));
      }
    }
    List<Path> asked =
        (options.paths().isEmpty() ? List.of(Path.of("")) : options.paths())
            .stream().map(names::resolve).toList();
    BaselineFile left =
        baseline.pruned(
            result.findings(),
            file ->
                unexamined.stream().noneMatch(file::startsWith)
                    && (examined.contains(file) || asked.stream().anyMatch(file::startsWith)));
    int dropped = baseline.size() - left.size();
    if (dropped > 0) {
      write(left);
    }
    if (!options.quiet()) {
      console.say(
          "dropped "
              + (dropped == 1 ? "1 finding" : dropped + " findings")
              + " from "
              + names.nameOf(left.path())
              + ", which has "
              + left.size()
              + " left");
    }
  }

  private Baseline.Comparison compare(List<Finding> findings, Optional<BaselineFile> known) {
    if (known.isEmpty()) {
      return new Baseline.Comparison(findings, List.of(), 0);
    }
    Baseline.Comparison comparison = known.get().compare(findings);
    statistics.count("in the baseline", comparison.known().size());
    statistics.count("stale in the baseline", comparison.stale());
    return comparison;
  }

  private void tell(Problem problem) {
    told.add(problem);
    switch (problem.kind()) {
      case NOT_EXAMINED -> note(ExitCode.USAGE);
      case INTERNAL -> note(ExitCode.INTERNAL);
      case PARTLY_READ -> {
        if (options.quiet()) {
          return; // what could be read was examined, and people know from other runs
        }
      }
    }
    console.say(PrintableText.of(problem.file() + ": " + problem.message()));
  }

  private Optional<ChangedLines> changedLines() throws UsageException, InterruptedException {
    if (options.changes().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ChangedLines.of(Patch.parse(diff(options.changes().get())), names));
    } catch (Patch.MalformedPatchException e) {
      throw new UsageException("cannot read the patch: " + e.reason());
    }
  }

  private byte[] diff(LintOptions.Changes changes) throws UsageException, InterruptedException {
    try {
      return switch (changes) {
        case LintOptions.Changes.PatchFile(Path file) -> Files.readAllBytes(names.resolve(file));
        case LintOptions.Changes.PatchInput() -> console.in().readAllBytes();
        case LintOptions.Changes.SinceRevision(String revision) ->
            GitDiff.since(revision, names.workingDirectory());
      };
    } catch (IOException e) {
      throw new UsageException("cannot read the patch: " + DiskFiles.reason(e));
    }
  }

  /** What was asked for; else what changed, as far as the search would find it; else all. */
  private Collection<Path> paths(Optional<ChangedLines> changed) {
    if (!options.paths().isEmpty()) {
      return options.paths();
    }
    if (changed.isEmpty()) {
      return List.of(Path.of(""));
    }
    return changed.get().sources().stream()
        .filter(path -> files.mentionsFasync(names.nameOf(path)))
        .filter(
            path ->
                !ConfigurationLookup.isExcluded(path, configurations.forFile(names.nameOf(path))))
        .toList();
  }

  private static List<Finding> wanted(List<Finding> findings, Optional<ChangedLines> changed) {
    return changed.isPresent() ? changed.get().only(findings) : findings;
  }

  private void note(int exitCode) {
    worst = Math.max(worst, exitCode);
  }
}
