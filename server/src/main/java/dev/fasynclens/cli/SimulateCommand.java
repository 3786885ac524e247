package dev.fasynclens.cli;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.report.Palette;
import dev.fasynclens.report.PrintableText;
import dev.fasynclens.report.StoryJson;
import dev.fasynclens.report.StoryList;
import dev.fasynclens.report.StoryMarkdown;
import dev.fasynclens.report.StoryMermaid;
import dev.fasynclens.report.StoryPage;
import dev.fasynclens.report.StoryText;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioException;
import dev.fasynclens.scenario.ScenarioFile;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.story.Comparison;
import dev.fasynclens.scenario.story.Storyboard;
import dev.fasynclens.source.Position;
import dev.fasynclens.source.PositionEncoding;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of {@code simulate}. */
final class SimulateCommand {
  private static final int DEFAULT_WIDTH = 100;
  private static final int WIDEST = 400;

  private final Console console;
  private final SimulateOptions options;
  private final FileNames names;
  private final DiskFiles files;
  private int worst = ExitCode.CLEAN;
  private int unusable;

  SimulateCommand(Console console, SimulateOptions options) {
    this.console = console;
    this.options = options;
    this.names = new FileNames(console.workingDirectory());
    this.files = new DiskFiles(names);
  }

  /** A file and how it went on each version. */
  private record Told(String file, List<Storyboard> stories) {
    boolean isAsExpected() {
      return stories.stream()
          .noneMatch(each -> each.verdict() == Storyboard.Verdict.NOT_AS_EXPECTED);
    }

    Optional<Comparison> comparison() {
      return stories.size() == 2
          ? Optional.of(Comparison.of(stories.getFirst(), stories.getLast()))
          : Optional.empty();
    }
  }

  /** Runs it. */
  int run() throws UsageException {
    ScenarioSearch search = new ScenarioSearch(names);
    search.search(options.paths());
    search.problems().forEach(this::cannotUse);
    boolean single =
        options.format() == SimulateOptions.Format.HTML
            || options.format() == SimulateOptions.Format.MERMAID;
    if (single && search.files().size() > 1) {
      throw new UsageException(
          "--format "
              + (options.format() == SimulateOptions.Format.HTML ? "html" : "mermaid")
              + " shows one scenario, and there are "
              + search.files().size());
    }
    boolean listed = search.files().size() > 1 || options.quiet();
    List<Told> all = new ArrayList<>();
    for (Map.Entry<String, Path> file : search.files().entrySet()) {
      Optional<Scenario> scenario = read(file.getKey(), file.getValue());
      if (scenario.isPresent()) {
        tell(file.getKey(), scenario.get(), needsTrace(listed)).ifPresent(all::add);
      }
    }
    for (Told told : all) {
      if (!told.isAsExpected()) {
        note(ExitCode.FINDINGS);
      }
    }
    if (!all.isEmpty()) {
      new ReportSink(console, options.output().map(names::resolve))
          .write(out -> write(all, listed, out));
    }
    return worst;
  }

  private boolean needsTrace(boolean listed) {
    return options.format() != SimulateOptions.Format.TEXT || !listed || options.verbose();
  }

  private Optional<Scenario> read(String name, Path path) {
    if (DiskFiles.isSource(name)) {
      cannotUse(name + ": drivers cannot be run yet, only scenario files (see samples/scenarios)");
      return Optional.empty();
    }
    try {
      ScenarioFile.Reading reading = ScenarioFile.read(files.load(path, name));
      for (ScenarioFile.Problem problem : reading.problems()) {
        Position at =
            problem
                .place()
                .text()
                .positionAt(problem.place().span().start(), PositionEncoding.UTF_32);
        note(ExitCode.USAGE);
        console.say(
            PrintableText.of(
                name + ":" + (at.line() + 1) + ":" + (at.column() + 1) + ": " + problem.message()));
      }
      unusable += reading.scenario().isEmpty() ? 1 : 0;
      return reading.scenario();
    } catch (DiskFiles.UnusableFileException e) {
      cannotUse(name + ": " + e.reason());
      return Optional.empty();
    }
  }

  private Optional<Told> tell(String file, Scenario scenario, boolean trace) {
    List<KernelVersion> versions =
        options.kernels().isEmpty() ? List.of(scenario.kernels().newest()) : options.kernels();
    List<Storyboard> stories = new ArrayList<>();
    for (KernelVersion version : versions) {
      try {
        Storyboard story = Storyboard.of(ScenarioRunner.run(scenario, version, trace));
        if (story.verdict() == Storyboard.Verdict.NOT_JUDGED && !options.quiet()) {
          console.say(
              PrintableText.of(
                  file
                      + ": runs on "
                      + version
                      + ", but is not judged: it is about "
                      + scenario.kernels()));
        }
        stories.add(story);
      } catch (ScenarioException e) {
        cannotUse(file + ": " + e.reason());
        return Optional.empty();
      }
    }
    return Optional.of(new Told(file, stories));
  }

  private void write(List<Told> all, boolean listed, Writer out) throws IOException {
    switch (options.format()) {
      case TEXT -> writeText(all, listed, out);
      case JSON -> {
        List<StoryJson.Run> runs = new ArrayList<>();
        for (Told told : all) {
          told.stories().forEach(story -> runs.add(new StoryJson.Run(told.file(), story)));
        }
        new StoryJson(out).write(runs);
      }
      case MARKDOWN -> {
        StoryMarkdown markdown = new StoryMarkdown(options.verbose(), out);
        String between = "";
        for (Told told : all) {
          out.append(between);
          Optional<Comparison> comparison = told.comparison();
          if (comparison.isPresent()) {
            markdown.write(comparison.get());
          } else {
            markdown.write(told.stories().getFirst());
          }
          between = "\n";
        }
      }
      case MERMAID -> StoryMermaid.write(all.getFirst().stories(), options.verbose(), out);
      case HTML -> StoryPage.write(all.getFirst().stories(), out);
    }
  }

  private void writeText(List<Told> all, boolean listed, Writer out) throws IOException {
    boolean toTerminal = options.output().isEmpty() && console.outTerminal();
    Palette palette = options.color().palette(console, toTerminal);
    StoryText text = new StoryText(palette, width(), options.verbose(), out);
    StoryList list = new StoryList(palette, out);
    int asExpected = 0;
    int unjudged = 0;
    for (Told told : all) {
      asExpected += told.isAsExpected() ? 1 : 0;
      unjudged +=
          told.stories().stream().anyMatch(each -> each.verdict() == Storyboard.Verdict.NOT_JUDGED)
              ? 1
              : 0;
      if (options.quiet() && told.isAsExpected()) {
        continue;
      }
      if (listed && !options.verbose()) {
        for (Storyboard story : told.stories()) {
          list.write(told.file(), story);
        }
        continue;
      }
      Optional<Comparison> comparison = told.comparison();
      if (comparison.isPresent()) {
        text.write(comparison.get());
      } else {
        text.write(told.stories().getFirst());
      }
      if (listed) {
        out.append('\n');
      }
    }
    if (listed && !options.quiet()) {
      list.summary(all.size(), asExpected, unjudged, unusable);
    }
  }

  /** What the terminal says it has; nobody asks it for more than that. */
  private int width() {
    String columns = console.environment().get("COLUMNS");
    if (columns != null && columns.length() <= 3 && columns.chars().allMatch(Character::isDigit)) {
      return columns.isEmpty() ? DEFAULT_WIDTH : Math.min(WIDEST, Integer.parseInt(columns));
    }
    return DEFAULT_WIDTH;
  }

  private void cannotUse(String message) {
    note(ExitCode.USAGE);
    unusable++;
    console.say(PrintableText.of(message));
  }

  private void note(int exitCode) {
    worst = Math.max(worst, exitCode);
  }
}
