package dev.fasynclens.eclipse.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.eclipse.jface.text.Document;
import org.eclipse.lsp4j.CreateFile;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.StringValue;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.text.edits.MalformedTreeException;
import org.junit.jupiter.api.Test;

class TextEditsTest {
  private static TextEdit edit(int line, int from, int to, String text) {
    return new TextEdit(new Range(new Position(line, from), new Position(line, to)), text);
  }

  @Test
  void allEditsMeanTheTextAsItWas() throws Exception {
    Document document = new Document("one\ntwo\nthree\n");
    TextEdits.of(document, List.of(edit(2, 0, 5, "3"), edit(0, 0, 0, "0\n"), edit(0, 0, 3, "1")))
        .apply(document);
    assertEquals("0\n1\ntwo\n3\n", document.get());
  }

  @Test
  void insertionsAtOnePlaceKeepTheirOrder() throws Exception {
    Document document = new Document("x");
    TextEdits.of(document, List.of(edit(0, 0, 0, "a"), edit(0, 0, 0, "b"))).apply(document);
    assertEquals("abx", document.get());
  }

  @Test
  void overlappingEditsAreRefused() {
    Document document = new Document("one two");
    assertThrows(
        MalformedTreeException.class,
        () -> TextEdits.of(document, List.of(edit(0, 0, 5, "a"), edit(0, 3, 7, "b"))));
  }

  @Test
  void filesAndTheirVersionsAreReadFromBothForms() {
    var versioned =
        new WorkspaceEdit(
            List.of(
                Either.forRight(new CreateFile("file:///new.json")),
                Either.forLeft(
                    new TextDocumentEdit(
                        new VersionedTextDocumentIdentifier("file:///new.json", null),
                        List.of(Either.forLeft(edit(0, 0, 0, "{}"))))),
                Either.forLeft(
                    new TextDocumentEdit(
                        new VersionedTextDocumentIdentifier("file:///a.c", 7),
                        List.of(Either.forLeft(edit(0, 0, 1, "b")))))));
    Map<String, EditedFiles.Edited> files = EditedFiles.of(versioned).files();
    assertTrue(files.get("file:///new.json").created());
    assertEquals(1, files.get("file:///new.json").edits().size());
    assertEquals(7, files.get("file:///a.c").version());

    var plain = new WorkspaceEdit(Map.of("file:///a.c", List.of(edit(0, 0, 1, "b"))));
    assertEquals(1, EditedFiles.of(plain).files().get("file:///a.c").edits().size());
  }

  @Test
  void whatWasNotOfferedIsRefused() {
    var snippet =
        new SnippetTextEdit(edit(0, 0, 0, "").getRange(), new StringValue("snippet", "x"));
    var edit =
        new WorkspaceEdit(
            List.of(
                Either.forLeft(
                    new TextDocumentEdit(
                        new VersionedTextDocumentIdentifier("file:///a.c", 1),
                        List.of(Either.forRight(snippet))))));
    assertThrows(IllegalArgumentException.class, () -> EditedFiles.of(edit));
  }
}
