package dev.fasynclens.eclipse.server;

import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.document.Folders;
import java.util.List;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionKindCapabilities;
import org.eclipse.lsp4j.CodeActionLiteralSupportCapabilities;
import org.eclipse.lsp4j.CodeActionResolveSupportCapabilities;
import org.eclipse.lsp4j.CodeLensCapabilities;
import org.eclipse.lsp4j.DidChangeWatchedFilesCapabilities;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InlayHintCapabilities;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.PositionEncodingKind;
import org.eclipse.lsp4j.PublishDiagnosticsCapabilities;
import org.eclipse.lsp4j.ResourceOperationKind;
import org.eclipse.lsp4j.SynchronizationCapabilities;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;

/** What the server is told about this client before anything else. */
public final class Hello {
  private Hello() {}

  static InitializeParams params() {
    InitializeParams params = new InitializeParams();
    params.setProcessId((int) ProcessHandle.current().pid());
    params.setWorkspaceFolders(Folders.open());
    params.setCapabilities(capabilities());
    return params;
  }

  /** Which of our own requests and commands this client deals with. */
  public static JsonObject experimental() {
    JsonObject ours = new JsonObject();
    ours.addProperty("showReferences", false);
    ours.addProperty("kernelPages", true);
    ours.addProperty("preview", true);
    JsonObject experimental = new JsonObject();
    experimental.add("fasyncLens", ours);
    return experimental;
  }

  private static ClientCapabilities capabilities() {
    GeneralClientCapabilities general = new GeneralClientCapabilities();
    general.setPositionEncodings(List.of(PositionEncodingKind.UTF16));
    ClientCapabilities capabilities = new ClientCapabilities();
    capabilities.setGeneral(general);
    capabilities.setTextDocument(textDocument());
    capabilities.setWorkspace(workspace());
    capabilities.setExperimental(experimental());
    return capabilities;
  }

  private static TextDocumentClientCapabilities textDocument() {
    CodeActionCapabilities actions = new CodeActionCapabilities();
    actions.setCodeActionLiteralSupport(
        new CodeActionLiteralSupportCapabilities(
            new CodeActionKindCapabilities(
                List.of(CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite))));
    actions.setDataSupport(true);
    actions.setIsPreferredSupport(true);
    actions.setDisabledSupport(true);
    actions.setResolveSupport(new CodeActionResolveSupportCapabilities(List.of("edit")));
    SynchronizationCapabilities synchronization = new SynchronizationCapabilities();
    synchronization.setDidSave(true);
    TextDocumentClientCapabilities text = new TextDocumentClientCapabilities();
    text.setSynchronization(synchronization);
    text.setPublishDiagnostics(new PublishDiagnosticsCapabilities(false));
    text.setHover(new HoverCapabilities(List.of(MarkupKind.MARKDOWN, MarkupKind.PLAINTEXT), false));
    text.setCodeAction(actions);
    text.setCodeLens(new CodeLensCapabilities());
    text.setInlayHint(new InlayHintCapabilities());
    return text;
  }

  private static WorkspaceClientCapabilities workspace() {
    WorkspaceEditCapabilities edits = new WorkspaceEditCapabilities();
    edits.setDocumentChanges(true);
    edits.setResourceOperations(List.of(ResourceOperationKind.Create));
    WorkspaceClientCapabilities workspace = new WorkspaceClientCapabilities();
    workspace.setWorkspaceEdit(edits);
    workspace.setApplyEdit(true);
    workspace.setConfiguration(true);
    workspace.setWorkspaceFolders(true);
    workspace.setDidChangeWatchedFiles(new DidChangeWatchedFilesCapabilities(true));
    return workspace;
  }
}
