package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.review.RuleCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.GeneralClientCapabilities;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.SignatureHelpOptions;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.TraceValue;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/**
 * A session with one client, from {@code initialize} to {@code exit}. Puts the parts together; each
 * capability has a class of its own, which {@link DocumentRequests} and {@link WorkspaceRequests}
 * hand its requests to.
 */
final class Session implements LanguageServer, FasyncLensRequests {
  private final About about;
  private final Documents documents = new Documents();
  private final DocumentRequests documentRequests = new DocumentRequests();
  private final WorkspaceRequests workspaceRequests = new WorkspaceRequests();
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private @Nullable Client client;
  private @Nullable Parts parts;
  private volatile boolean down;

  Session(About about) {
    this.about = about;
  }

  /** What there is once the client has said what it can do. */
  record Parts(
      RuleCatalog catalog,
      Client client,
      WatchedFiles watched,
      Documents documents,
      Workspace workspace,
      FolderFiles folderFiles,
      Projects projects,
      ParsedFiles parsed,
      Reviews reviews,
      Positions positions,
      Progress progress,
      DiagnosticsPublisher publisher,
      PulledDiagnostics pulled,
      WorkspaceDiagnostics workspaceDiagnostics,
      CodeActions codeActions,
      HoverTexts hovers,
      CodeLenses lenses,
      Outlines outlines,
      Hints hints,
      SignatureHelps signatures,
      CompletionItems completions,
      QueueLinks links,
      KernelDocuments kernel,
      CallHierarchies calls,
      Previews previews,
      Commands commands) {

    /** Configuration, settings or files changed. */
    void everythingChanged() {
      projects.forget();
      watched.follow(projects.baselines());
      filesChanged();
    }

    /** Source files on disk changed. */
    void filesChanged() {
      reviews.everythingChanged();
      workspaceDiagnostics.filesChanged();
      if (client.pullsDiagnostics()) {
        client.refreshDiagnostics();
      }
    }
  }

  void connect(LanguageClient remote) {
    client = new Client(remote);
  }

  Client client() {
    return Objects.requireNonNull(client);
  }

  /** Completed with the exit code. */
  CompletableFuture<Integer> ended() {
    return ended;
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams asked) {
    ClientCapabilities capabilities =
        asked.getCapabilities() == null ? new ClientCapabilities() : asked.getCapabilities();
    client().can(capabilities);
    client().setTraced(isTraced(asked.getTrace()));
    Positions positions =
        Positions.negotiated(
            Optional.ofNullable(capabilities.getGeneral())
                .map(GeneralClientCapabilities::getPositionEncodings)
                .orElse(null));
    Parts made = make(positions);
    parts = made;
    documentRequests.start(made);
    folders(asked).forEach(made.projects()::add);
    workspaceRequests.start(
        made, Settings.read(asked.getInitializationOptions(), made.catalog(), this::complain));
    if (asked.getProcessId() != null) {
      ParentWatch.watch(asked.getProcessId(), this::clientIsGone);
    }
    InitializeResult result = new InitializeResult(capabilities(positions));
    if (!client().knows(Client.Extension.PREVIEW)) {
      // a command can have one owner only
      result
          .getCapabilities()
          .setExecuteCommandProvider(new ExecuteCommandOptions(List.of(Commands.WHAT_HAPPENS)));
    }
    result.setServerInfo(new ServerInfo("Fasync Lens", about.version()));
    return CompletableFuture.completedFuture(result);
  }

  private Parts make(Positions positions) {
    RuleCatalog catalog = RuleCatalog.load();
    Client editor = client();
    FileNames names = FileNames.absolute(about.directory());
    Workspace workspace = new Workspace(documents, names);
    Projects projects = new Projects(catalog, names, documents, editor);
    FolderFiles folderFiles = new FolderFiles(names, documents, workspace, projects);
    ParsedFiles parsed = new ParsedFiles();
    Progress progress = new Progress(editor);
    DiagnosticConverter converter =
        new DiagnosticConverter(catalog, documents, editor, positions, about.pages());
    ConfigurationDiagnostics configurations = new ConfigurationDiagnostics(catalog, converter);
    DiagnosticsPublisher publisher =
        new DiagnosticsPublisher(editor, projects, documents, converter, configurations);
    Reviews reviews =
        new Reviews(
            catalog,
            documents,
            workspace,
            folderFiles,
            projects,
            editor,
            parsed,
            editor.pullsDiagnostics() ? _ -> {} : publisher::publish);
    PulledDiagnostics pulled = new PulledDiagnostics(documents, reviews, converter, configurations);
    WorkspaceDiagnostics workspaceDiagnostics =
        new WorkspaceDiagnostics(
            catalog,
            names,
            folderFiles,
            documents,
            workspace,
            projects,
            reviews,
            parsed,
            converter,
            configurations,
            progress);
    CodeActions codeActions =
        new CodeActions(editor, documents, workspace, projects, reviews, positions, converter);
    KernelDocuments kernel = new KernelDocuments(reviews);
    CallHierarchies calls =
        new CallHierarchies(
            documents, reviews, positions, kernel, new KernelPlaces(editor, kernel, about.store()));
    Previews previews = new Previews(reviews, positions);
    return new Parts(
        catalog,
        editor,
        new WatchedFiles(editor),
        documents,
        workspace,
        folderFiles,
        projects,
        parsed,
        reviews,
        positions,
        progress,
        publisher,
        pulled,
        workspaceDiagnostics,
        codeActions,
        new HoverTexts(editor, reviews, positions),
        new CodeLenses(editor, documents, reviews, positions),
        new Outlines(editor, reviews, positions),
        new Hints(reviews, positions),
        new SignatureHelps(reviews, positions),
        new CompletionItems(editor, reviews, positions),
        new QueueLinks(editor, documents, reviews, positions, kernel),
        kernel,
        calls,
        previews,
        new Commands(editor, previews, about.store()));
  }

  private static ServerCapabilities capabilities(Positions positions) {
    ServerCapabilities capabilities = new ServerCapabilities();
    capabilities.setPositionEncoding(positions.kind());
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    capabilities.setTextDocumentSync(sync);
    DiagnosticRegistrationOptions diagnostics = new DiagnosticRegistrationOptions(true, true);
    diagnostics.setIdentifier(DiagnosticConverter.SOURCE);
    capabilities.setDiagnosticProvider(diagnostics);
    CodeActionOptions actions =
        new CodeActionOptions(
            List.of(CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActions.FIX_ALL));
    actions.setResolveProvider(true);
    capabilities.setCodeActionProvider(actions);
    capabilities.setHoverProvider(true);
    capabilities.setCodeLensProvider(new CodeLensOptions(false));
    capabilities.setDocumentSymbolProvider(true);
    capabilities.setInlayHintProvider(true);
    capabilities.setSignatureHelpProvider(new SignatureHelpOptions(List.of("(", ",")));
    capabilities.setCompletionProvider(new CompletionOptions(false, List.of(",", "=")));
    capabilities.setDefinitionProvider(true);
    capabilities.setReferencesProvider(true);
    capabilities.setDocumentHighlightProvider(true);
    capabilities.setCallHierarchyProvider(true);
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    capabilities.setWorkspace(new WorkspaceServerCapabilities(folders));
    return capabilities;
  }

  @SuppressWarnings("deprecation") // older clients know only these
  private static List<String> folders(InitializeParams asked) {
    List<String> folders = new ArrayList<>();
    if (asked.getWorkspaceFolders() != null) {
      asked.getWorkspaceFolders().stream().map(WorkspaceFolder::getUri).forEach(folders::add);
    } else if (asked.getRootUri() != null) {
      folders.add(asked.getRootUri());
    } else if (asked.getRootPath() != null) {
      folders.add(DocumentUris.uriOf(asked.getRootPath().replace('\\', '/')));
    }
    return folders;
  }

  @Override
  public void initialized(@Nullable InitializedParams nothing) {
    Objects.requireNonNull(parts).watched().begin();
    workspaceRequests.fetchSettings();
  }

  @Override
  public void setTrace(SetTraceParams asked) {
    client().setTraced(isTraced(asked.getValue()));
  }

  private static boolean isTraced(@Nullable String value) {
    return value != null && !value.equals(TraceValue.Off);
  }

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams asked) {
    Parts made = parts;
    if (made != null) {
      made.progress().cancel(asked.getToken());
    }
  }

  @Override
  public CompletableFuture<JsonObject> kernelPage(JsonObject asked) {
    return Objects.requireNonNull(parts).kernel().answer(asked);
  }

  @Override
  public CompletableFuture<JsonObject> preview(JsonObject asked) {
    return Objects.requireNonNull(parts).previews().answer(asked);
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    down = true;
    about.store().close(); // some editors end the process before it has ended itself
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    ended.complete(down ? 0 : 1);
  }

  /** The client closed its end, or its process ended. */
  void clientIsGone() {
    client().isGone();
    ended.complete(down ? 0 : 1);
  }

  void close() {
    client().isGone();
    about.store().close();
    Parts made = parts;
    if (made != null) {
      made.reviews().close();
      made.folderFiles().close();
      made.workspaceDiagnostics().close();
    }
  }

  private void complain(String what) {
    client().log(MessageType.Warning, what);
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return documentRequests;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return workspaceRequests;
  }
}
