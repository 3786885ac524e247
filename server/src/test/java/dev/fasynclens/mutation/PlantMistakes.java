package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.SourceSearch;
import dev.fasynclens.review.Parsing;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plants every class of mistake in the drivers of a tree, one at a time, and tells which the rules
 * found. Run by {@code scripts/plant-mistakes}, not by the build.
 */
public final class PlantMistakes {
  private PlantMistakes() {}

  private record Options(
      List<Path> paths, String only, List<String> show, Optional<Path> json, int jobs, int most) {
    static Options of(String[] arguments) {
      List<Path> paths = new ArrayList<>();
      String only = "";
      List<String> show = new ArrayList<>();
      Optional<Path> json = Optional.empty();
      int jobs = Runtime.getRuntime().availableProcessors();
      int most = Integer.MAX_VALUE;
      for (int i = 0; i < arguments.length; i++) {
        boolean option = arguments[i].startsWith("--");
        if (!option) {
          paths.add(Path.of(arguments[i]));
          continue;
        }
        if (i + 1 == arguments.length) {
          throw new IllegalArgumentException(arguments[i] + " needs a value");
        }
        String value = arguments[i + 1];
        switch (arguments[i]) {
          case "--only" -> only = value;
          case "--show" -> show.add(value);
          case "--json" -> json = Optional.of(Path.of(value));
          case "--jobs" -> jobs = Integer.parseInt(value);
          case "--most" -> most = Integer.parseInt(value);
          default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
        }
        i++;
      }
      if (paths.isEmpty()) {
        throw new IllegalArgumentException("name the folders to look in");
      }
      return new Options(paths, only, show, json, jobs, most);
    }

    /** The plantings to show, or those whose name or rule the filter names. */
    List<Planting> plantings() {
      return Plantings.ALL.stream()
          .filter(
              p ->
                  show.isEmpty()
                      ? p.name().contains(only) || p.expected().contains(only)
                      : show.contains(p.name()))
          .toList();
    }
  }

  /** Arguments: folders, and the options that {@code scripts/plant-mistakes} explains. */
  public static void main(String[] arguments) throws Exception {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException e) {
      out.println("plant-mistakes: " + e.getMessage());
      out.flush();
      System.exit(2);
      return;
    }
    long started = System.nanoTime();
    List<MutationRun.Subject> subjects = subjects(options);
    List<Verdict> verdicts =
        new MutationRun(options.plantings(), options.most(), options.jobs()).of(subjects);
    MutationReport report = new MutationReport(Tally.of(options.plantings(), verdicts), verdicts);
    options.show().forEach(name -> out.print(report.failures(name)));
    out.print(report.text());
    out.printf(
        "%n%d mutants of %d files, %.0f s%n",
        verdicts.size(), subjects.size(), (System.nanoTime() - started) / 1e9);
    out.flush();
    if (options.json().isPresent()) {
      report.writeJson(Files.newBufferedWriter(options.json().get()));
    }
  }

  /** The C files that use fasync, each with its module. */
  private static List<MutationRun.Subject> subjects(Options options) throws Exception {
    FileNames names = FileNames.absolute(Path.of(""));
    DiskFiles disk = new DiskFiles(names);
    RuleCatalog catalog = RuleCatalog.load();
    ConfigurationLookup lookup =
        new ConfigurationLookup(names, catalog.ids(), Optional.empty(), Map.of());
    Map<String, Path> found =
        new SourceSearch(names, lookup, options.jobs()).search(options.paths()).files();
    Map<SourceText, CFile> parsed = new ConcurrentHashMap<>();
    Parsing parsing =
        (text, definitions) -> {
          CFile known = parsed.get(text);
          CFile file = known != null ? known : new CFile(SyntaxTree.parse(text, definitions));
          parsed.put(text, file);
          return file;
        };
    List<MutationRun.Subject> subjects = new ArrayList<>();
    for (Map.Entry<String, Path> file : found.entrySet()) {
      SourceText text = disk.load(file.getValue(), file.getKey());
      boolean uses =
          text.indexOf("fasync_helper", 0) >= 0
              || text.indexOf("kill_fasync", 0) >= 0
              || text.indexOf(".fasync", 0) >= 0;
      if (file.getKey().endsWith(".c") && uses) {
        Unit unit = Unit.around(catalog, disk, parsing, List.of(text));
        subjects.add(new MutationRun.Subject(unit, unit.sameText(text)));
      }
    }
    return subjects;
  }
}
