package dev.fasynclens.lsp;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.jspecify.annotations.Nullable;

/** Takes what concerns one document and hands it on. Runs on the thread that reads messages. */
final class DocumentRequests implements TextDocumentService {
  private Session.@Nullable Parts parts;

  void start(Session.Parts made) {
    parts = made;
  }

  private Session.Parts parts() {
    return Objects.requireNonNull(parts);
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams opened) {
    TextDocumentItem item = opened.getTextDocument();
    String language = item.getLanguageId() == null ? "" : item.getLanguageId();
    changed(
        parts()
            .documents()
            .open(item.getUri(), language, item.getVersion(), String.valueOf(item.getText())));
  }

  @Override
  public void didChange(DidChangeTextDocumentParams change) {
    String uri = change.getTextDocument().getUri();
    Integer version = change.getTextDocument().getVersion();
    Optional<Documents.Document> document =
        parts()
            .documents()
            .change(
                uri,
                version == null ? 0 : version,
                change.getContentChanges(),
                parts().positions());
    if (document.isPresent()) {
      changed(document.get());
    } else {
      parts().client().trace("a change of " + uri + ", which is not open");
    }
  }

  @Override
  public void didClose(DidCloseTextDocumentParams closing) {
    Optional<Documents.Document> closed =
        parts().documents().close(closing.getTextDocument().getUri());
    if (closed.isEmpty()) {
      return;
    }
    String name = closed.get().name();
    parts().workspace().forget(name);
    if (!parts().client().pullsDiagnostics()) {
      parts().publisher().clear(closed.get());
    }
    if (ConfigurationDiagnostics.isConfiguration(name)) {
      parts().everythingChanged();
    } else {
      parts().reviews().closed(name);
      parts().workspaceDiagnostics().somethingChanged();
    }
  }

  @Override
  public void didSave(DidSaveTextDocumentParams saved) {
    parts().workspace().forget(DocumentUris.nameOf(saved.getTextDocument().getUri()));
    parts().workspaceDiagnostics().filesChanged();
    parts()
        .reviews()
        .saved(
            changed -> {
              if (!parts().client().watchesFiles()) {
                parts().everythingChanged(); // a configuration or a baseline may differ as well
              } else if (changed) {
                parts().filesChanged();
              }
            });
  }

  private void changed(Documents.Document document) {
    String name = document.name();
    if (ConfigurationDiagnostics.isConfiguration(name)) {
      if (!parts().client().pullsDiagnostics()) {
        parts().publisher().publishConfiguration(document);
      }
      parts().everythingChanged();
    } else if (document.isSource()) {
      parts().reviews().edited(name);
      parts().workspaceDiagnostics().somethingChanged();
    }
  }

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams asked) {
    return parts().pulled().answer(asked);
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams asked) {
    return parts().hovers().answer(asked);
  }

  @Override
  public CompletableFuture<List<? extends CodeLens>> codeLens(CodeLensParams asked) {
    return parts().lenses().answer(asked);
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams asked) {
    return parts().outlines().answer(asked);
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams asked) {
    return parts().hints().answer(asked);
  }

  @Override
  public CompletableFuture<SignatureHelp> signatureHelp(SignatureHelpParams asked) {
    return parts().signatures().answer(asked);
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams asked) {
    return parts().completions().answer(asked);
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams asked) {
    return parts().links().definition(asked);
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams asked) {
    return parts().links().references(asked);
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams asked) {
    return parts().links().highlight(asked);
  }

  @Override
  public CompletableFuture<List<CallHierarchyItem>> prepareCallHierarchy(
      CallHierarchyPrepareParams asked) {
    return parts().calls().prepare(asked);
  }

  @Override
  public CompletableFuture<List<CallHierarchyOutgoingCall>> callHierarchyOutgoingCalls(
      CallHierarchyOutgoingCallsParams asked) {
    return parts().calls().outgoing(asked);
  }

  @Override
  public CompletableFuture<List<CallHierarchyIncomingCall>> callHierarchyIncomingCalls(
      CallHierarchyIncomingCallsParams asked) {
    return parts().calls().incoming(asked);
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams asked) {
    return parts().codeActions().answer(asked);
  }

  @Override
  public CompletableFuture<CodeAction> resolveCodeAction(CodeAction action) {
    return parts().codeActions().resolve(action);
  }
}
