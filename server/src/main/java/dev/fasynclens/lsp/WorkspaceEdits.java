package dev.fasynclens.lsp;

import dev.fasynclens.review.Fix;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CreateFile;
import org.eclipse.lsp4j.CreateFileOptions;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ResourceOperation;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.StringValue;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Says edits as the client can make them: with the version they are meant for, if it can. */
final class WorkspaceEdits {
  private final Client client;
  private final Documents documents;
  private final Positions positions;

  WorkspaceEdits(Client client, Documents documents, Positions positions) {
    this.client = client;
    this.documents = documents;
    this.positions = positions;
  }

  /** The edits of a fix, in whatever files they are. */
  WorkspaceEdit of(Fix fix) {
    Map<SourceText, List<TextEdit>> byText = new LinkedHashMap<>();
    for (Fix.Edit edit : fix.edits()) {
      SourceText text = edit.place().text();
      byText
          .computeIfAbsent(text, _ -> new ArrayList<>())
          .add(edit(text, edit.place().span(), withLineEndsOf(text, edit.replacement())));
    }
    return of(byText);
  }

  /** Edits of one text. */
  WorkspaceEdit of(SourceText text, List<dev.fasynclens.source.TextEdit> edits) {
    return of(
        Map.of(text, edits.stream().map(e -> edit(text, e.span(), e.replacement())).toList()));
  }

  /** An insertion with a place for the cursor to go, marked as in {@code ${1:reason}}. */
  WorkspaceEdit snippet(SourceText text, dev.fasynclens.source.TextEdit edit) {
    SnippetTextEdit snippet =
        new SnippetTextEdit(
            positions.range(text, edit.span()), new StringValue("snippet", edit.replacement()));
    return new WorkspaceEdit(
        List.of(
            Either.forLeft(
                new TextDocumentEdit(identifier(text.name()), List.of(Either.forRight(snippet))))));
  }

  /** A new file with some text in it. */
  WorkspaceEdit creation(String name, String content) {
    String uri = documents.uriOf(name);
    TextEdit edit = new TextEdit(new Range(new Position(0, 0), new Position(0, 0)), content);
    Either<TextDocumentEdit, ResourceOperation> create =
        Either.forRight(new CreateFile(uri, new CreateFileOptions(false, true)));
    Either<TextDocumentEdit, ResourceOperation> write =
        Either.forLeft(new TextDocumentEdit(identifier(name), List.of(Either.forLeft(edit))));
    return new WorkspaceEdit(List.of(create, write));
  }

  private WorkspaceEdit of(Map<SourceText, List<TextEdit>> byText) {
    if (!client.hasVersionedEdits()) {
      Map<String, List<TextEdit>> changes = new LinkedHashMap<>();
      byText.forEach((text, edits) -> changes.put(documents.uriOf(text.name()), edits));
      return new WorkspaceEdit(changes);
    }
    List<Either<TextDocumentEdit, ResourceOperation>> all = new ArrayList<>();
    byText.forEach(
        (text, edits) -> {
          List<Either<TextEdit, SnippetTextEdit>> plain = new ArrayList<>();
          edits.forEach(edit -> plain.add(Either.forLeft(edit)));
          all.add(Either.forLeft(new TextDocumentEdit(identifier(text.name()), plain)));
        });
    return new WorkspaceEdit(all);
  }

  /** An open document with its version, a file on disk without. */
  private VersionedTextDocumentIdentifier identifier(String name) {
    return new VersionedTextDocumentIdentifier(
        documents.uriOf(name), documents.named(name).map(Documents.Document::version).orElse(null));
  }

  private TextEdit edit(SourceText text, Span span, String replacement) {
    return new TextEdit(positions.range(text, span), replacement);
  }

  private static String withLineEndsOf(SourceText text, String replacement) {
    int lineEnd = text.indexOf("\n", 0);
    boolean windows = lineEnd > 0 && text.byteAt(lineEnd - 1) == '\r';
    return windows ? replacement.replace("\r\n", "\n").replace("\n", "\r\n") : replacement;
  }
}
