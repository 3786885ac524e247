package dev.fasynclens.lsp;

import dev.fasynclens.driver.AnalysisCancelledException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.ReviewResult;
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
import java.util.concurrent.CompletableFuture;
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

  /** The other processors are for who types meanwhile. */
  private static final int JOBS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final RuleCatalog catalog;
  private final FileNames names;
  private final FolderFiles folderFiles;
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

  /** What is known of every file, and of which state of the workspace. */
  private record Outcome(long stamp, Map<String, List<Diagnostic>> files) {}

  WorkspaceDiagnostics(
      RuleCatalog catalog,
      FileNames names,
      FolderFiles folderFiles,
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
    this.folderFiles = folderFiles;
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
    folderFiles.forget();
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
    long stamp = reviews.stamp();
    Set<String> found =
        folderFiles.of(
            folder,
            scope,
            search -> {
              task.whenCancelled(search::cancel);
              task.tell("searching " + folder.getFileName());
            });
    if (limits.cancelled().getAsBoolean() || stamp != reviews.stamp()) {
      folderFiles.forget(folder); // it may have ended early, or before something changed
    }
    limits.checkCancelled();
    List<SourceText> texts = new ArrayList<>();
    for (String file : found) {
      limits.checkCancelled();
      workspace.read(file).ifPresent(texts::add);
    }
    if (texts.isEmpty()) {
      return;
    }
    task.tell("checking " + texts.size() + " files");
    ReviewResult result =
        new Reviewer(catalog, workspace, projects::configurationOf, JOBS, parsed.anywhere(), limits)
            .review(texts);
    List<Finding> findings = result.findings();
    texts.forEach(text -> files.putIfAbsent(text.name(), new ArrayList<>()));
    for (Problem problem : result.problems()) {
      List<Diagnostic> here = files.get(problem.file()); // a rule that was given up is no file
      if (here != null) {
        here.addAll(converter.of(problem));
      }
    }
    Set<Finding> known = projects.known(name, findings);
    for (Finding finding : findings) {
      files
          .computeIfAbsent(finding.place().text().name(), _ -> new ArrayList<>())
          .add(converter.of(finding, known.contains(finding)));
    }
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
