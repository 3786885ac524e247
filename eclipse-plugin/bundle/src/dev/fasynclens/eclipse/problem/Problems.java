package dev.fasynclens.eclipse.problem;

import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.OpenDocuments;
import dev.fasynclens.eclipse.document.Uris;
import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.server.ServerListener;
import dev.fasynclens.eclipse.server.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.swt.widgets.Display;

/**
 * What the server found in each file. The actions for a finding are asked for before it is shown,
 * so that whoever looks at it need not wait for the server.
 */
public final class Problems implements ServerListener {
  private static final int PATIENCE_SECONDS = 3;
  private static final Range EVERYTHING =
      new Range(new Position(0, 0), new Position(Integer.MAX_VALUE, 0));

  private final LensHost host;
  private final OpenDocuments documents;
  private final Display display;
  private final ProblemMarkers markers = new ProblemMarkers();
  private final ProblemAnnotations annotations = new ProblemAnnotations();
  private final Map<String, List<Problem>> found = new ConcurrentHashMap<>();
  private final Map<String, Integer> rounds = new ConcurrentHashMap<>();

  /** Nothing found yet. */
  public Problems(LensHost host, OpenDocuments documents, Display display) {
    this.host = host;
    this.documents = documents;
    this.display = display;
  }

  /** Takes what the server says of a file. */
  public void publish(PublishDiagnosticsParams published) {
    String uri = published.getUri();
    int round = rounds.merge(uri, 1, Integer::sum);
    actions(published)
        .completeOnTimeout(List.of(), PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(failure -> List.of())
        .thenAccept(actions -> onWorkbench(() -> take(published, round, actions)));
  }

  private CompletableFuture<List<CodeAction>> actions(PublishDiagnosticsParams published) {
    if (published.getDiagnostics().isEmpty() || documents.named(published.getUri()).isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    CodeActionParams asked =
        new CodeActionParams(
            new TextDocumentIdentifier(published.getUri()),
            EVERYTHING,
            new CodeActionContext(List.of(), List.of(CodeActionKind.QuickFix)));
    return host.ask(server -> server.getTextDocumentService().codeAction(asked))
        .thenApply(Problems::literal);
  }

  private static List<CodeAction> literal(List<Either<Command, CodeAction>> answered) {
    List<CodeAction> actions = new ArrayList<>();
    if (answered != null) {
      answered.stream().filter(Either::isRight).map(Either::getRight).forEach(actions::add);
    }
    return actions;
  }

  private void take(PublishDiagnosticsParams published, int round, List<CodeAction> actions) {
    String uri = published.getUri();
    if (rounds.getOrDefault(uri, 0) != round) {
      return; // newer ones are on their way
    }
    show(
        uri,
        published.getDiagnostics().stream()
            .map(diagnostic -> Problem.of(diagnostic, actions))
            .filter(Problem::isShown)
            .toList());
  }

  private void show(String uri, List<Problem> problems) {
    if (problems.isEmpty()) {
      found.remove(uri);
    } else {
      found.put(uri, problems);
    }
    Optional<OpenDocument> open = documents.named(uri);
    IFile[] files = Uris.files(uri);
    markers.show(files, problems, open.map(OpenDocument::document));
    if (files.length == 0) {
      open.ifPresent(document -> annotations.show(document, problems));
    }
  }

  /** The finding that a marker of ours stands for. */
  public Optional<Problem> of(IMarker marker) {
    if (marker.getResource() == null || marker.getResource().getLocationURI() == null) {
      return Optional.empty();
    }
    List<Problem> here = in(Uris.of(marker.getResource().getLocationURI()));
    return here.stream().filter(problem -> ProblemMarkers.stands(marker, problem)).findFirst();
  }

  /** What was found in a file. */
  public List<Problem> in(String uri) {
    return found.getOrDefault(uri, List.of());
  }

  @Override
  public void started(Session session) {
    // it publishes what it finds
  }

  @Override
  public void stopped() {
    onWorkbench(() -> List.copyOf(found.keySet()).forEach(uri -> show(uri, List.of())));
  }

  private void onWorkbench(Runnable action) {
    if (!display.isDisposed()) {
      display.asyncExec(action);
    }
  }
}
