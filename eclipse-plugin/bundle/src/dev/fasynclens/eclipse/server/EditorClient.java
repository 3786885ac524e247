package dev.fasynclens.eclipse.server;

import dev.fasynclens.eclipse.document.Folders;
import dev.fasynclens.eclipse.edit.WorkspaceEdits;
import dev.fasynclens.eclipse.preference.Preferences;
import dev.fasynclens.eclipse.problem.Problems;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.core.runtime.ILog;
import org.eclipse.lsp4j.ApplyWorkspaceEditParams;
import org.eclipse.lsp4j.ApplyWorkspaceEditResponse;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.UnregistrationParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.swt.widgets.Display;

/** What the server tells and asks the editor. */
public final class EditorClient implements LanguageClient {
  private final Problems problems;
  private final WorkspaceEdits edits;
  private final Preferences preferences;
  private final Display display;

  /** Passes on to these. */
  public EditorClient(
      Problems problems, WorkspaceEdits edits, Preferences preferences, Display display) {
    this.problems = problems;
    this.edits = edits;
    this.preferences = preferences;
    this.display = display;
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    problems.publish(diagnostics);
  }

  @Override
  public CompletableFuture<List<Object>> configuration(ConfigurationParams asked) {
    return CompletableFuture.completedFuture(preferences.answers(asked));
  }

  @Override
  public CompletableFuture<ApplyWorkspaceEditResponse> applyEdit(ApplyWorkspaceEditParams asked) {
    CompletableFuture<ApplyWorkspaceEditResponse> answer = new CompletableFuture<>();
    display.asyncExec(
        () -> {
          try {
            String label = asked.getLabel() == null ? Words.title : asked.getLabel();
            edits.make(asked.getEdit(), label);
            answer.complete(new ApplyWorkspaceEditResponse(true));
          } catch (WorkspaceEdits.EditRefused e) {
            ApplyWorkspaceEditResponse refused = new ApplyWorkspaceEditResponse(false);
            refused.setFailureReason(e.getMessage());
            answer.complete(refused);
          }
        });
    return answer;
  }

  @Override
  public CompletableFuture<List<WorkspaceFolder>> workspaceFolders() {
    return CompletableFuture.completedFuture(Folders.open());
  }

  /** Files are watched whether the server asks or not. */
  @Override
  public CompletableFuture<Void> registerCapability(RegistrationParams asked) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletableFuture<Void> unregisterCapability(UnregistrationParams asked) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void showMessage(MessageParams message) {
    if (!display.isDisposed()) {
      display.asyncExec(
          () -> {
            if (message.getType() == MessageType.Error) {
              StatusLine.error(message.getMessage());
            } else {
              StatusLine.say(message.getMessage());
            }
          });
    }
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams asked) {
    showMessage(asked);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void logMessage(MessageParams message) {
    if (message.getType() == MessageType.Error) {
      ILog.get().error(message.getMessage());
    } else if (message.getType() == MessageType.Warning) {
      ILog.get().warn(message.getMessage());
    }
  }

  @Override
  public void telemetryEvent(Object event) {
    // there is none
  }
}
