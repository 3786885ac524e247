package dev.fasynclens.lsp;

import dev.fasynclens.driver.AnalysisCancelledException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.review.ModuleReview;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reviews open documents on one thread. The newest text wins: a review of a text that has changed
 * is given up. Requests go first, in the order in which they came; then the document that was
 * edited; then, when the typing pauses, those that are linked with it.
 */
final class Reviews implements AutoCloseable {
  private static final Duration LONGEST_REVIEW = Duration.ofSeconds(10);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final long MILLI = 1_000_000L;

  /** Documents beside the edited one wait for a pause. */
  private static final long PAUSE = 150 * MILLI;

  /** A review that takes longer than this, in a row of keystrokes, is not begun for each. */
  private static final long QUICK = 25 * MILLI;

  private static final long LONGEST_WAIT = 300 * MILLI;

  private final RuleCatalog catalog;
  private final Documents documents;
  private final Workspace workspace;
  private final FolderFiles folderFiles;
  private final Projects projects;
  private final Client client;
  private final ParsedFiles parsed;
  private final Consumer<DocumentReview> listener;
  private final AtomicLong stamp = new AtomicLong();
  private final Map<String, DocumentReview> latest = new ConcurrentHashMap<>();
  private final Map<String, Long> durations = new ConcurrentHashMap<>();
  private final Thread thread;

  private final Agenda agenda = new Agenda();
  private volatile boolean closed;

  /**
   * Begins to wait for work.
   *
   * @param listener told of every review that nobody asked for, on the thread of the reviews
   */
  Reviews(
      RuleCatalog catalog,
      Documents documents,
      Workspace workspace,
      FolderFiles folderFiles,
      Projects projects,
      Client client,
      ParsedFiles parsed,
      Consumer<DocumentReview> listener) {
    this.catalog = catalog;
    this.documents = documents;
    this.workspace = workspace;
    this.folderFiles = folderFiles;
    this.projects = projects;
    this.client = client;
    this.parsed = parsed;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("reviews").start(this::work);
  }

  /** A document was opened or edited. */
  void edited(String name) {
    stamp.incrementAndGet();
    long took = durations.getOrDefault(name, 0L);
    long wait = took > QUICK && latest.containsKey(name) ? Math.min(took, LONGEST_WAIT) : 0;
    agenda.schedule(name, wait);
    for (String other : linkedWith(name)) {
      agenda.schedule(other, PAUSE);
    }
  }

  /** A document was closed: what is on disk counts again. */
  void closed(String name) {
    stamp.incrementAndGet();
    List<String> others = linkedWith(name);
    latest.remove(name);
    durations.remove(name);
    agenda.drop(name);
    agenda.request(() -> parsed.expectNoEdits(name));
    others.forEach(other -> agenda.schedule(other, PAUSE));
  }

  /** Configuration, settings or files on disk changed. */
  void everythingChanged() {
    stamp.incrementAndGet();
    documents.all().stream()
        .filter(Documents.Document::isSource) // a configuration has diagnostics of its own
        .forEach(document -> agenda.schedule(document.name(), 0));
  }

  /**
   * A document was saved: a moment to see whether other files changed on disk, too, because not
   * every client says so, and none of files outside its folders.
   *
   * @param changed told whether they did, on the thread of the reviews
   */
  void saved(Consumer<Boolean> changed) {
    agenda.request(() -> changed.accept(workspace.changedOnDisk()));
  }

  /** Counts the states of everything that reviews depend on. */
  long stamp() {
    return stamp.get();
  }

  /** Open documents whose findings may change with a file. */
  List<String> linkedWith(String name) {
    int slash = name.lastIndexOf('/') + 1;
    return latest.values().stream()
        .filter(
            review ->
                review.inView().contains(name)
                    || review.document().name().regionMatches(0, name, 0, slash))
        .map(review -> review.document().name())
        .filter(other -> !other.equals(name))
        .toList();
  }

  /**
   * Answers from the review of the newest text of a document.
   *
   * @param answer called on the thread of the reviews
   * @return completed with {@code otherwise} if the document is not open; its cancellation ends the
   *     review
   */
  <T> CompletableFuture<T> ask(String name, Function<DocumentReview, T> answer, T otherwise) {
    CompletableFuture<T> future = new CompletableFuture<>();
    agenda.request(
        () -> {
          if (future.isDone()) {
            return;
          }
          try {
            Optional<DocumentReview> review = newest(name, future::isDone);
            future.complete(review.map(answer).orElse(otherwise));
          } catch (AnalysisCancelledException e) {
            future.cancel(false);
          } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  /**
   * Answers from the facts about the newest text of a document. What goes wrong is told in the log,
   * and the answer is {@code otherwise}: these are questions that an editor asks by itself.
   *
   * @param what the request
   * @param answer called on the thread of the reviews; it has some time, and no more
   * @return completed with {@code otherwise} if the document is not open or cannot be read
   */
  <T> CompletableFuture<T> askFacts(
      String what, String name, Function<Examined, T> answer, T otherwise) {
    AtomicReference<@Nullable CompletableFuture<T>> asked = new AtomicReference<>();
    BooleanSupplier unwanted =
        () -> {
          CompletableFuture<T> future = asked.get();
          return closed || (future != null && future.isDone());
        };
    CompletableFuture<T> result =
        ask(
            name,
            review -> {
              try {
                Optional<Examined> examined =
                    review.examined(projects.configurationOf(name).target());
                examined.ifPresent(
                    e -> e.module().begin(new AnalysisLimits(LONGEST_ANSWER, unwanted)));
                return examined.map(answer).orElse(otherwise);
              } catch (AnalysisCancelledException e) {
                throw e; // nobody waits
              } catch (RuntimeException | StackOverflowError e) {
                client.log(MessageType.Warning, what + " of " + name + " was given up: " + e);
                return otherwise;
              }
            },
            otherwise);
    asked.set(result);
    return result;
  }

  /** Computes what depends on no document, on the thread of the reviews. */
  <T> CompletableFuture<T> compute(String what, Supplier<T> answer, T otherwise) {
    CompletableFuture<T> future = new CompletableFuture<>();
    agenda.request(
        () -> {
          if (future.isDone()) {
            return;
          }
          try {
            future.complete(answer.get());
          } catch (RuntimeException | StackOverflowError e) {
            client.log(MessageType.Warning, what + " was given up: " + e);
            future.complete(otherwise);
          }
        });
    return future;
  }

  /** What the protocol calls null, as an answer. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T none() {
    return null;
  }

  private void work() {
    while (!closed) {
      try {
        switch (agenda.take()) {
          case Agenda.Request(Runnable action) -> action.run();
          case Agenda.Review(String name) -> newest(name, () -> false).ifPresent(listener);
        }
      } catch (InterruptedException e) {
        return;
      } catch (AnalysisCancelledException e) {
        // A newer text is waiting.
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        client.log(MessageType.Error, "a review failed: " + e);
      }
    }
  }

  /** The review of the newest text, whatever changes meanwhile. */
  private Optional<DocumentReview> newest(String name, BooleanSupplier unwanted) {
    while (true) {
      Optional<Documents.Document> document = documents.named(name);
      if (document.isEmpty()) {
        return Optional.empty();
      }
      DocumentReview known = latest.get(name);
      if (known != null
          && known.document().text().equals(document.get().text())
          && known.document().version() == document.get().version()
          && known.stamp() == stamp.get()) {
        return Optional.of(known);
      }
      try {
        DocumentReview review = review(document.get(), unwanted);
        latest.put(name, review);
        if (documents.named(name).isEmpty()) { // closed while it was reviewed
          latest.remove(name);
          durations.remove(name);
        }
        return Optional.of(review);
      } catch (AnalysisCancelledException e) {
        if (closed || unwanted.getAsBoolean()) {
          throw e;
        }
      }
    }
  }

  private DocumentReview review(Documents.Document document, BooleanSupplier unwanted) {
    long started = System.nanoTime();
    long state = stamp.get();
    SourceText text = document.text();
    Optional<String> refusal = refusal(text);
    if (refusal.isPresent() || !projects.isWanted(text.name())) {
      List<Problem> problems =
          refusal
              .map(why -> List.of(new Problem(text.name(), why, Problem.Kind.NOT_EXAMINED)))
              .orElse(List.of());
      ReviewResult nothing = new ReviewResult(List.of(), List.of(), problems, 0, 0, false);
      return new DocumentReview(document, nothing, Set.of(), Optional.empty(), state);
    }
    AnalysisLimits limits =
        new AnalysisLimits(LONGEST_REVIEW, new Outdated(document, unwanted)::isSo);
    Reviewer reviewer =
        new Reviewer(
            catalog,
            workspace,
            remembering(projects::configurationOf),
            1,
            parsed.followingEditsOf(text.name()),
            limits);
    ModuleReview reviewed =
        reviewer.reviewModule(List.of(text), folderFiles.beside(text.name(), this::foundBeside));
    limits.checkCancelled();
    DriverModule module = reviewed.module();
    DocumentReview review =
        new DocumentReview(
            document,
            reviewed.result(),
            projects.known(text.name(), reviewed.result().findings()),
            module.files().isEmpty() ? Optional.empty() : Optional.of(module),
            state);
    long took = System.nanoTime() - started;
    durations.put(text.name(), took);
    client.trace(
        "reviewed "
            + text.name()
            + " version "
            + document.version()
            + " in "
            + took / 1000
            + " us");
    return review;
  }

  /** More files are known that belong together. */
  private void foundBeside() {
    everythingChanged();
    if (client.pullsDiagnostics()) {
      client.refreshDiagnostics();
    }
  }

  /** Within one review the answer is the same. */
  private static <T> Function<String, T> remembering(Function<String, T> function) {
    Map<String, T> known = new HashMap<>();
    return name -> known.computeIfAbsent(name, function);
  }

  private static Optional<String> refusal(SourceText text) {
    return text.length() > DiskFiles.LARGEST
        ? Optional.of("too large to analyse (more than " + (DiskFiles.LARGEST >> 20) + " MiB)")
        : Optional.empty();
  }

  /** Whether a text is not the newest any more. Asked often, so it looks only after edits. */
  private final class Outdated {
    private final Documents.Document document;
    private final BooleanSupplier unwanted;
    private long seen = documents.edits();

    Outdated(Documents.Document document, BooleanSupplier unwanted) {
      this.document = document;
      this.unwanted = unwanted;
    }

    boolean isSo() {
      if (closed || unwanted.getAsBoolean()) {
        return true;
      }
      long now = documents.edits();
      if (now != seen && !documents.isCurrent(document)) {
        return true;
      }
      seen = now;
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
