package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionCapabilities;
import org.eclipse.lsp4j.CompletionCapabilities;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.DiagnosticsTagSupport;
import org.eclipse.lsp4j.HoverCapabilities;
import org.eclipse.lsp4j.LogTraceParams;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsCapabilities;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.ResourceOperationKind;
import org.eclipse.lsp4j.ShowDocumentCapabilities;
import org.eclipse.lsp4j.ShowDocumentParams;
import org.eclipse.lsp4j.TextDocumentClientCapabilities;
import org.eclipse.lsp4j.Unregistration;
import org.eclipse.lsp4j.UnregistrationParams;
import org.eclipse.lsp4j.WindowClientCapabilities;
import org.eclipse.lsp4j.WorkspaceClientCapabilities;
import org.eclipse.lsp4j.WorkspaceEditCapabilities;
import org.eclipse.lsp4j.services.LanguageClient;

/** The editor: what it can do, and what it is told. */
final class Client {
  private static final int LONGEST_MESSAGE = 4000;

  private final LanguageClient remote;
  private volatile ClientCapabilities capabilities = new ClientCapabilities();
  private volatile boolean traced;
  private volatile boolean gone;

  Client(LanguageClient remote) {
    this.remote = remote;
  }

  /** What the client said it can do. */
  void can(ClientCapabilities what) {
    capabilities = what;
  }

  /** Whether the client wants to know what happens. */
  void setTraced(boolean wanted) {
    traced = wanted;
  }

  /** Nobody listens any more. */
  void isGone() {
    gone = true;
  }

  /** Whether it asks for diagnostics, and does not want to be sent any. */
  boolean pullsDiagnostics() {
    return text().map(TextDocumentClientCapabilities::getDiagnostic).isPresent();
  }

  boolean refreshesDiagnostics() {
    return workspace()
        .map(WorkspaceClientCapabilities::getDiagnostics)
        .map(d -> Boolean.TRUE.equals(d.getRefreshSupport()))
        .orElse(false);
  }

  boolean hasSettings() {
    return workspace().map(w -> Boolean.TRUE.equals(w.getConfiguration())).orElse(false);
  }

  boolean watchesFiles() {
    return workspace()
        .map(WorkspaceClientCapabilities::getDidChangeWatchedFiles)
        .map(d -> Boolean.TRUE.equals(d.getDynamicRegistration()))
        .orElse(false);
  }

  /** Whether what it watches may lie in a folder of its own. */
  boolean watchesRelativePatterns() {
    return workspace()
        .map(WorkspaceClientCapabilities::getDidChangeWatchedFiles)
        .map(d -> Boolean.TRUE.equals(d.getRelativePatternSupport()))
        .orElse(false);
  }

  /** Whether a completion may have places to fill in. */
  boolean hasSnippetCompletions() {
    return text()
        .map(TextDocumentClientCapabilities::getCompletion)
        .map(CompletionCapabilities::getCompletionItem)
        .map(item -> Boolean.TRUE.equals(item.getSnippetSupport()))
        .orElse(false);
  }

  boolean hasVersionedEdits() {
    return edits().map(e -> Boolean.TRUE.equals(e.getDocumentChanges())).orElse(false);
  }

  boolean createsFiles() {
    return hasVersionedEdits()
        && edits()
            .map(WorkspaceEditCapabilities::getResourceOperations)
            .map(all -> all.contains(ResourceOperationKind.Create))
            .orElse(false);
  }

  boolean hasSnippetEdits() {
    return hasVersionedEdits()
        && edits().map(e -> Boolean.TRUE.equals(e.getSnippetEditSupport())).orElse(false);
  }

  /** Whether code actions are objects to it; if not, it knows commands only. */
  boolean hasCodeActionLiterals() {
    return codeAction().map(CodeActionCapabilities::getCodeActionLiteralSupport).isPresent();
  }

  /** Whether the edit of an action may be left out until somebody wants it. */
  boolean resolvesEdits() {
    return codeAction()
        .filter(c -> Boolean.TRUE.equals(c.getDataSupport()))
        .map(CodeActionCapabilities::getResolveSupport)
        .map(r -> r.getProperties() != null && r.getProperties().contains("edit"))
        .orElse(false);
  }

  /** Whether an action that cannot be made may be offered with the reason. */
  boolean showsDisabledActions() {
    return codeAction().map(c -> Boolean.TRUE.equals(c.getDisabledSupport())).orElse(false);
  }

  /** What a client can do that has an extension of ours, by its {@code experimental} capability. */
  enum Extension {
    /** Has the command that shows places. */
    SHOW_REFERENCES("showReferences"),
    /** Opens documents of the scheme {@code fasync-lens}. */
    KERNEL_PAGES("kernelPages"),
    /** Has the command that shows what happens, and a view for it. */
    PREVIEW("preview");

    private final String key;

    Extension(String key) {
      this.key = key;
    }
  }

  boolean knows(Extension extension) {
    return capabilities.getExperimental() instanceof JsonObject experimental
        && Parameters.object(experimental, Settings.SECTION)
            .filter(ours -> Parameters.flag(ours, extension.key))
            .isPresent();
  }

  /** Whether the outline may be a tree. */
  boolean showsTrees() {
    return text()
        .map(TextDocumentClientCapabilities::getDocumentSymbol)
        .map(d -> Boolean.TRUE.equals(d.getHierarchicalDocumentSymbolSupport()))
        .orElse(false);
  }

  /** Whether hovers may be Markdown: what it names first is what it likes best. */
  boolean showsMarkdown() {
    return text()
        .map(TextDocumentClientCapabilities::getHover)
        .map(HoverCapabilities::getContentFormat)
        .filter(formats -> !formats.isEmpty())
        .map(formats -> formats.getFirst().equals(MarkupKind.MARKDOWN))
        .orElse(false);
  }

  boolean showsRelatedInformation() {
    boolean pushed =
        published().map(p -> Boolean.TRUE.equals(p.getRelatedInformation())).orElse(false);
    boolean pulled =
        text()
            .map(TextDocumentClientCapabilities::getDiagnostic)
            .map(d -> Boolean.TRUE.equals(d.getRelatedInformation()))
            .orElse(false);
    return pushed || pulled;
  }

  boolean showsTag(DiagnosticTag tag) {
    return published()
        .map(PublishDiagnosticsCapabilities::getTagSupport)
        .map(
            support ->
                support.isLeft()
                    ? Boolean.TRUE.equals(support.getLeft())
                    : knows(support.getRight(), tag))
        .orElse(false);
  }

  private static boolean knows(DiagnosticsTagSupport support, DiagnosticTag tag) {
    return support.getValueSet() != null && support.getValueSet().contains(tag);
  }

  private Optional<TextDocumentClientCapabilities> text() {
    return Optional.ofNullable(capabilities.getTextDocument());
  }

  private Optional<WorkspaceClientCapabilities> workspace() {
    return Optional.ofNullable(capabilities.getWorkspace());
  }

  private Optional<WorkspaceEditCapabilities> edits() {
    return workspace().map(WorkspaceClientCapabilities::getWorkspaceEdit);
  }

  private Optional<CodeActionCapabilities> codeAction() {
    return text().map(TextDocumentClientCapabilities::getCodeAction);
  }

  private Optional<PublishDiagnosticsCapabilities> published() {
    return text().map(TextDocumentClientCapabilities::getPublishDiagnostics);
  }

  /** The client itself, for what is told only once. */
  LanguageClient remote() {
    return remote;
  }

  void publish(PublishDiagnosticsParams diagnostics) {
    if (!gone) {
      remote.publishDiagnostics(diagnostics);
    }
  }

  void progress(ProgressParams progress) {
    if (!gone) {
      remote.notifyProgress(progress);
    }
  }

  /** Asks for diagnostics to be pulled again. */
  void refreshDiagnostics() {
    if (!gone && refreshesDiagnostics()) {
      ignore(remote.refreshDiagnostics());
    }
  }

  boolean showsDocuments() {
    return Optional.ofNullable(capabilities.getWindow())
        .map(WindowClientCapabilities::getShowDocument)
        .map(ShowDocumentCapabilities::isSupport)
        .orElse(false);
  }

  /** Shows a message to the user. */
  void show(MessageType type, String message) {
    if (!gone) {
      remote.showMessage(new MessageParams(type, message));
    }
  }

  /** Opens a document outside the editor; if that fails, shows a message instead. */
  void showDocument(String uri, String otherwise) {
    if (!gone) {
      ShowDocumentParams shown = new ShowDocumentParams(uri);
      shown.setExternal(true);
      var _ =
          remote
              .showDocument(shown)
              .handle(
                  (result, failure) -> {
                    if (failure != null || result == null || !result.isSuccess()) {
                      show(MessageType.Info, otherwise);
                    }
                    return null;
                  });
    }
  }

  /** Writes to the client's log. */
  void log(MessageType type, String message) {
    if (!gone) {
      String shown =
          message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) : message;
      remote.logMessage(new MessageParams(type, shown));
    }
  }

  /** Tells what happens, if somebody wants to know. */
  void trace(String message) {
    if (traced && !gone) {
      remote.logTrace(new LogTraceParams(message));
    }
  }

  /** Asks for settings, one answer for each scope; the empty scope is the window. */
  CompletableFuture<List<Object>> settings(String section, List<String> scopes) {
    List<ConfigurationItem> items =
        scopes.stream()
            .map(
                scope -> {
                  ConfigurationItem item = new ConfigurationItem();
                  item.setSection(section);
                  if (!scope.isEmpty()) {
                    item.setScopeUri(scope);
                  }
                  return item;
                })
            .toList();
    return remote.configuration(new ConfigurationParams(items));
  }

  void register(Registration registration) {
    ignore(remote.registerCapability(new RegistrationParams(List.of(registration))));
  }

  void unregister(Unregistration registration) {
    ignore(remote.unregisterCapability(new UnregistrationParams(List.of(registration))));
  }

  /** What a client answers to something it was only told does not matter. */
  private static void ignore(CompletableFuture<?> answer) {
    var _ = answer.exceptionally(_ -> null);
  }
}
