package dev.fasynclens.eclipse.fix;

import dev.fasynclens.eclipse.edit.WorkspaceEdits;
import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.swt.widgets.Display;

/** Asks the server for actions and makes them. */
public final class Actions {
  private static final int PATIENCE_SECONDS = 10;

  private final LensHost host;
  private final WorkspaceEdits edits;
  private final Display display;

  /** Makes actions by these. */
  public Actions(LensHost host, WorkspaceEdits edits, Display display) {
    this.host = host;
    this.edits = edits;
    this.display = display;
  }

  /** What could be done in a range, of the kinds given. */
  public CompletableFuture<List<CodeAction>> in(String uri, Range range, List<String> kinds) {
    CodeActionParams asked =
        new CodeActionParams(
            new TextDocumentIdentifier(uri), range, new CodeActionContext(List.of(), kinds));
    return host.ask(server -> server.getTextDocumentService().codeAction(asked))
        .thenApply(
            answer -> {
              List<CodeAction> actions = new ArrayList<>();
              for (Either<Command, CodeAction> each :
                  answer == null ? List.<Either<Command, CodeAction>>of() : answer) {
                if (each.isRight()) {
                  actions.add(each.getRight());
                }
              }
              return actions;
            });
  }

  /** Makes an action when the server has said how; does not wait for that. */
  public void make(CodeAction action, String uri) {
    CompletableFuture<CodeAction> complete =
        action.getEdit() != null
            ? CompletableFuture.completedFuture(action)
            : host.ask(server -> server.getTextDocumentService().resolveCodeAction(action));
    complete
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .whenComplete(
            (resolved, failure) -> {
              if (!display.isDisposed()) {
                display.asyncExec(
                    () ->
                        make(
                            resolved == null ? null : resolved.getEdit(),
                            action.getTitle(),
                            failure));
              }
            });
  }

  private void make(WorkspaceEdit edit, String title, Throwable failure) {
    if (failure != null) {
      StatusLine.error(String.valueOf(failure.getMessage()));
    } else if (edit == null) {
      StatusLine.error(Words.nothingToDo);
    } else {
      try {
        edits.make(edit, title);
      } catch (WorkspaceEdits.EditRefused e) {
        StatusLine.error(e.getMessage());
      }
    }
  }
}
