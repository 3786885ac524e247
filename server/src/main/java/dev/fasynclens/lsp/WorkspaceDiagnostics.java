package dev.fasynclens.lsp;

import dev.fasynclens.driver.AnalysisCancelledException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FasyncScanner;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.project.SourceSearch;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PreviousResultId;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.WorkspaceUnchangedDocumentDiagnosticReport;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code workspace/diagnostic}: what {@code lint} says of each folder, with unsaved text in
 * place of saved. On a thread of its own, so that nobody who types waits for it.
 *
 * <p>Some clients ask again as soon as they have an answer. Those that can take answers in parts
 * are kept waiting until something changed, as the protocol suggests.
 */
final class WorkspaceDiagnostics implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int JOBS = 2;

  /** Not every client says when a file changes. */
  private static final long TRUSTED_NANOS = 30_000_000_000L;

  private final RuleCatalog catalog;
  private final FileNames names;
  private final Documents documents;
  private final Workspace workspace;
  private final Projects projects;
  private final Reviews reviews;
  private final ParsedFiles parsed;
  private final DiagnosticConverter converter;
  private final ConfigurationDiagnostics configurations;
  private final Progress progress;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("workspace").factory());

  private @Nullable Outcome latest;
  private final List<Runnable> waiting = new ArrayList<>();

  /** What each folder's files on disk were found to be, until the client says they changed. */
  private final Map<Path, Found> searched = new ConcurrentHashMap<>();

  private record Found(long when, Set<String> files) {}

  /** What is known of every file, and of which state of the workspace. */
  private record Outcome(long stamp, Map<String, List<Diagnostic>> files) {}

  WorkspaceDiagnostics(
      RuleCatalog catalog,
      FileNames names,
      Documents documents,
      Workspace workspace,
      Projects projects,
      Reviews reviews,
      ParsedFiles parsed,
      DiagnosticConverter converter,
      ConfigurationDiagnostics configurations,
      Progress progress) {
    this.catalog = catalog;
    this.names = names;
    this.documents = documents;
    this.workspace = workspace;
    this.projects = projects;
    this.reviews = reviews;
    this.parsed = parsed;
    this.converter = converter;
    this.configurations = configurations;
    this.progress = progress;
  }

  CompletableFuture<WorkspaceDiagnosticReport> answer(WorkspaceDiagnosticParams asked) {
    CompletableFuture<WorkspaceDiagnosticReport> answer = new CompletableFuture<>();
    boolean patient = asked.getPartialResultToken() != null;
    synchronized (this) {
      Outcome known = latest;
      boolean seen = !asked.getPreviousResultIds().isEmpty();
      if (patient && seen && known != null && known.stamp() == reviews.stamp()) {
        waiting.add(() -> begin(asked, answer));
        return answer;
      }
    }
    begin(asked, answer);
    return answer;
  }

  /** Files on disk, or what decides which of them count, changed. */
  void filesChanged() {
    searched.clear();
    somethingChanged();
  }

  /** Something changed: who was kept waiting gets an answer. */
  void somethingChanged() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(waiting);
      waiting.clear();
    }
    all.forEach(Runnable::run);
  }

  private void begin(
      WorkspaceDiagnosticParams asked, CompletableFuture<WorkspaceDiagnosticReport> answer) {
    thread.execute(
        () -> {
          if (answer.isDone()) {
            return;
          }
          try {
            Outcome outcome;
            try (Progress.Task task =
                progress.begin(asked.getWorkDoneToken(), "Fasync Lens: checking the workspace")) {
              outcome = outcome(answer, task);
            }
            answer.complete(report(outcome, asked.getPreviousResultIds()));
          } catch (AnalysisCancelledException e) {
            answer.cancel(false);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(false);
          } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            answer.completeExceptionally(e);
          }
        });
  }

  private Outcome outcome(CompletableFuture<?> answer, Progress.Task task)
      throws InterruptedException {
    long stamp = reviews.stamp();
    synchronized (this) {
      if (latest != null && latest.stamp() == stamp) {
        return latest;
      }
    }
    AnalysisLimits limits =
        new AnalysisLimits(LONGEST, () -> answer.isDone() || task.isCancelled());
    Map<String, List<Diagnostic>> files = new TreeMap<>();
    for (Path folder : projects.folders()) {
      check(folder, limits, task, files);
    }
    for (ConfigurationLookup.Mistake mistake : projects.mistakes()) {
      files.computeIfAbsent(mistake.file(), _ -> new ArrayList<>()).add(configurations.of(mistake));
    }
    Outcome outcome = new Outcome(stamp, files);
    synchronized (this) {
      latest = outcome;
    }
    return outcome;
  }

  private void check(
      Path folder, AnalysisLimits limits, Progress.Task task, Map<String, List<Diagnostic>> files)
      throws InterruptedException {
    String name = names.nameOf(folder);
    Projects.Scope scope = projects.scopeOf(name);
    if (!scope.settings().enabled()) {
      return;
    }
    Set<String> found = new TreeSet<>(onDisk(folder, scope, limits, task));
    for (Documents.Document document : documents.all()) {
      if (document.name().startsWith(name + "/")) {
        boolean counts =
            DiskFiles.isSource(document.name())
                && FasyncScanner.isSought(document.text())
                && projects.isWanted(document.name());
        if (counts) {
          found.add(document.name());
        } else {
          found.remove(document.name());
        }
      }
    }
    List<SourceText> texts = new ArrayList<>();
    for (String file : found) {
      limits.checkCancelled();
      workspace.read(file).ifPresent(texts::add);
    }
    if (texts.isEmpty()) {
      return;
    }
    task.tell("checking " + texts.size() + " files");
    List<Finding> findings =
        new Reviewer(catalog, workspace, projects::configurationOf, JOBS, parsed.anywhere(), limits)
            .review(texts)
            .findings();
    texts.forEach(text -> files.putIfAbsent(text.name(), new ArrayList<>()));
    Set<Finding> known = projects.known(name, findings);
    for (Finding finding : findings) {
      files
          .computeIfAbsent(finding.place().text().name(), _ -> new ArrayList<>())
          .add(converter.of(finding, known.contains(finding)));
    }
  }

  /** The files of a folder that are to be looked at, as they are on disk. */
  private Set<String> onDisk(
      Path folder, Projects.Scope scope, AnalysisLimits limits, Progress.Task task)
      throws InterruptedException {
    Found known = searched.get(folder);
    if (known != null && System.nanoTime() - known.when() < TRUSTED_NANOS) {
      return known.files();
    }
    long stamp = reviews.stamp();
    SourceSearch search = new SourceSearch(names, scope.configurations(), JOBS);
    task.whenCancelled(search::cancel);
    task.tell("searching " + folder.getFileName());
    Found found =
        new Found(System.nanoTime(), Set.copyOf(search.search(List.of(folder)).files().keySet()));
    limits.checkCancelled();
    if (stamp == reviews.stamp()) {
      searched.put(folder, found);
    }
    return found.files();
  }

  private WorkspaceDiagnosticReport report(Outcome outcome, List<PreviousResultId> seen) {
    Map<String, String> previous = new HashMap<>();
    seen.forEach(one -> previous.put(DocumentUris.nameOf(one.getUri()), one.getValue()));
    List<WorkspaceDocumentDiagnosticReport> items = new ArrayList<>();
    outcome.files().forEach((name, all) -> items.add(item(name, all, previous.get(name))));
    Set<String> gone = new HashSet<>(previous.keySet());
    gone.removeAll(outcome.files().keySet());
    gone.forEach(name -> items.add(item(name, List.of(), null)));
    return new WorkspaceDiagnosticReport(items);
  }

  private WorkspaceDocumentDiagnosticReport item(
      String name, List<Diagnostic> diagnostics, @Nullable String previous) {
    String uri = documents.uriOf(name);
    @Nullable Integer version = documents.named(name).map(Documents.Document::version).orElse(null);
    String id = ResultId.of(diagnostics);
    if (id.equals(previous)) {
      return new WorkspaceDocumentDiagnosticReport(
          new WorkspaceUnchangedDocumentDiagnosticReport(id, uri, version));
    }
    WorkspaceFullDocumentDiagnosticReport full =
        new WorkspaceFullDocumentDiagnosticReport(diagnostics, uri, version);
    full.setResultId(id);
    return new WorkspaceDocumentDiagnosticReport(full);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
