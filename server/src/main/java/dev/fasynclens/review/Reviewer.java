package dev.fasynclens.review;

import dev.fasynclens.driver.AnalysisCancelledException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Definitions;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reviews files: reads them and what they are linked with, runs the rules, applies suppressions.
 */
public final class Reviewer {
  private static final String UNUSED_SUPPRESSION = "FA901";
  private static final int MOST_PLACES_NAMED = 5;

  private final RuleCatalog catalog;
  private final SourceFiles files;
  private final Function<String, Configuration> configurationOf;
  private final int jobs;
  private final Parsing parsing;
  private final AnalysisLimits limits;

  /** Whether this review depends on the texts alone so far. */
  private boolean repeatable = true;

  /**
   * A reviewer that parses every file anew and takes its time.
   *
   * @param files how files beside the given ones are read
   * @param configurationOf the configuration of a file, by its path; asked from one thread
   * @param jobs how many files are parsed at once, at least 1
   */
  public Reviewer(
      RuleCatalog catalog,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs) {
    this(catalog, files, configurationOf, jobs, Parsing.FRESH, AnalysisLimits.DEFAULT);
  }

  /**
   * A reviewer.
   *
   * @param files how files beside the given ones are read
   * @param configurationOf the configuration of a file, by its path; asked from one thread
   * @param jobs how many files are parsed at once, at least 1
   * @param parsing how texts become files
   * @param limits of each review
   */
  public Reviewer(
      RuleCatalog catalog,
      SourceFiles files,
      Function<String, Configuration> configurationOf,
      int jobs,
      Parsing parsing,
      AnalysisLimits limits) {
    this.catalog = catalog;
    this.files = files;
    this.configurationOf = configurationOf;
    this.jobs = Math.max(1, jobs);
    this.parsing = parsing;
    this.limits = limits;
  }

  /**
   * Reviews some files; findings are in these only.
   *
   * @throws AnalysisCancelledException if the limits say so
   */
  public ReviewResult review(List<SourceText> texts) {
    return reviewModule(texts).result();
  }

  /**
   * Reviews some files, for somebody who wants to know more about them; findings are in these only.
   *
   * @throws AnalysisCancelledException if the limits say so
   */
  public ModuleReview reviewModule(List<SourceText> texts) {
    return reviewModule(texts, List.of());
  }

  /**
   * Reviews some files as they would be reviewed together with others; findings are in these only.
   *
   * @param beside the others
   * @throws AnalysisCancelledException if the limits say so
   */
  public ModuleReview reviewModule(List<SourceText> texts, List<SourceText> beside) {
    repeatable = true;
    List<Problem> problems = new ArrayList<>();
    Map<SourceText, CFile> read = parse(texts, problems);
    List<SourceText> given = new ArrayList<>(texts);
    given.addAll(beside);
    Surroundings surroundings = new Surroundings(files, given);
    List<CFile> all = new ArrayList<>(read.values());
    all.addAll(parse(beside, new ArrayList<>()).values());
    for (List<SourceText> more = surroundings.around(all);
        !more.isEmpty();
        more = surroundings.around(all)) {
      limits.checkCancelled();
      all.addAll(parse(more, new ArrayList<>()).values());
    }
    if (surroundings.isCut()) {
      problems.add(
          new Problem(
              texts.get(0).name(),
              "has more neighbours and headers than are looked at; queues may be used in those left out",
              Problem.Kind.PARTLY_READ));
    }
    Primitives primitives = primitives(given);
    Supplier<DriverModule> linked =
        () -> new DriverModule(all, new HashSet<>(read.values()), primitives, limits);
    DriverModule module = linked.get();
    List<Finding> findings = new ArrayList<>();
    List<Finding> suppressed = new ArrayList<>();
    int unread = 0;
    Map<SourceText, List<Finding>> byFile = new HashMap<>();
    Map<SourceText, List<Finding>> elsewhere = new HashMap<>();
    RuleRun run = new RuleRun(catalog, configurations(read.values()), limits);
    for (RuleRun.Outcome outcome : run.over(module, linked, jobs)) {
      sort(outcome.findings(), byFile);
      sort(outcome.elsewhere(), elsewhere);
      problems.addAll(outcome.problems());
      repeatable &= outcome.problems().isEmpty();
    }
    for (CFile file : read.values()) {
      unread += reportUnread(file, problems);
      List<Finding> here = byFile.getOrDefault(file.source(), List.of());
      findings.addAll(
          unsuppressed(file, here, elsewhere.getOrDefault(file.source(), List.of()), suppressed));
    }
    Collections.sort(findings);
    Collections.sort(suppressed);
    problems.sort(Comparator.comparing(Problem::file).thenComparing(Problem::message));
    ReviewResult result =
        new ReviewResult(
            List.copyOf(findings),
            List.copyOf(suppressed),
            List.copyOf(problems),
            read.size(),
            unread,
            repeatable);
    return new ModuleReview(result, module);
  }

  private Primitives primitives(List<SourceText> texts) {
    Set<String> registering = new HashSet<>();
    Set<String> notifying = new HashSet<>();
    Map<String, Primitives.Wrapper> wrappers = new LinkedHashMap<>();
    for (SourceText text : texts) {
      Configuration configuration = configurationOf.apply(text.name());
      registering.addAll(configuration.registering());
      notifying.addAll(configuration.notifying());
      wrappers.putAll(configuration.wrappers());
    }
    return new Primitives(List.copyOf(registering), List.copyOf(notifying), wrappers);
  }

  /** The configurations of files; rules may ask from any thread. */
  private Function<String, Configuration> configurations(Collection<CFile> files) {
    Map<String, Configuration> known = new HashMap<>();
    files.forEach(file -> known.put(file.name(), configurationOf.apply(file.name())));
    return file -> known.getOrDefault(file, Configuration.DEFAULT);
  }

  private Map<SourceText, CFile> parse(List<SourceText> texts, List<Problem> problems) {
    Map<SourceText, CFile> parsed = new LinkedHashMap<>();
    if (texts.size() == 1 || jobs == 1) {
      for (SourceText text : texts) {
        limits.checkCancelled();
        Definitions definitions = definitions(text);
        collect(text, () -> parsing.parse(text, definitions), parsed, problems);
      }
      return parsed;
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
      Map<SourceText, Future<CFile>> pending = new LinkedHashMap<>();
      for (SourceText text : texts) {
        Definitions definitions = definitions(text);
        pending.put(text, pool.submit(() -> parsing.parse(text, definitions)));
      }
      pending.forEach((text, future) -> collect(text, future::get, parsed, problems));
    }
    return parsed;
  }

  private Definitions definitions(SourceText text) {
    return configurationOf.apply(text.name()).definitions();
  }

  private interface Parse {
    CFile result() throws Exception;
  }

  private void collect(
      SourceText text, Parse parse, Map<SourceText, CFile> into, List<Problem> problems) {
    try {
      into.put(text, parse.result());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      repeatable = false;
      problems.add(new Problem(text.name(), "interrupted", Problem.Kind.NOT_EXAMINED));
    } catch (Exception e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      repeatable &= cause instanceof UnreadableSourceException unreadable && unreadable.isForGood();
      problems.add(
          cause instanceof UnreadableSourceException
              ? new Problem(
                  text.name(), String.valueOf(cause.getMessage()), Problem.Kind.NOT_EXAMINED)
              : new Problem(text.name(), cause.toString(), Problem.Kind.INTERNAL));
    }
  }

  private static void sort(List<Finding> findings, Map<SourceText, List<Finding>> byFile) {
    for (Finding finding : findings) {
      byFile.computeIfAbsent(finding.place().text(), _ -> new ArrayList<>()).add(finding);
    }
  }

  private List<Finding> unsuppressed(
      CFile file, List<Finding> findings, List<Finding> elsewhere, List<Finding> suppressed) {
    SourceText text = file.source();
    Configuration configuration = configurationOf.apply(text.name());
    Suppressions suppressions =
        Suppressions.in(text, file.tree().comments(), catalog, configuration);
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : findings) {
      (suppressions.suppresses(finding) ? suppressed : kept).add(finding);
    }
    // A comment against a finding of other kernels is of use there.
    elsewhere.forEach(suppressions::suppresses);
    if (catalog.info(UNUSED_SUPPRESSION).isPresent()) {
      for (Finding unused : suppressions.unused(catalog.info(UNUSED_SUPPRESSION).get())) {
        // What is not compiled here may be of use where it is.
        if (file.tree().isKept(unused.place().span().start())) {
          kept.add(unused);
        }
      }
    }
    return kept;
  }

  private static int reportUnread(CFile file, List<Problem> problems) {
    List<Span> unread = file.tree().unread();
    if (unread.isEmpty()) {
      return 0;
    }
    List<Place> named =
        unread.stream()
            .limit(MOST_PLACES_NAMED)
            .map(span -> new Place(file.source(), span))
            .toList();
    String lines =
        named.stream()
            .map(place -> String.valueOf(place.lineNumber()))
            .collect(Collectors.joining(", "));
    String more = unread.size() > MOST_PLACES_NAMED ? ", ..." : "";
    String places = unread.size() == 1 ? "1 place" : unread.size() + " places";
    problems.add(
        new Problem(
            file.name(),
            places + " could not be parsed and may hide mistakes (line " + lines + more + ")",
            Problem.Kind.PARTLY_READ,
            named));
    return unread.size();
  }
}
