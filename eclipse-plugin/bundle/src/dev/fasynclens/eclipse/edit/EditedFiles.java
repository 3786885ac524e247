package dev.fasynclens.eclipse.edit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CreateFile;
import org.eclipse.lsp4j.ResourceOperation;
import org.eclipse.lsp4j.SnippetTextEdit;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** An edit of the protocol by files, in the order in which it names them. */
record EditedFiles(Map<String, Edited> files) {
  /**
   * What happens to a file.
   *
   * @param created whether it is to be made first
   * @param version what the edits are meant for; null if it does not matter
   */
  record Edited(boolean created, Integer version, List<TextEdit> edits) {}

  static EditedFiles of(WorkspaceEdit edit) {
    Map<String, Edited> files = new LinkedHashMap<>();
    if (edit.getDocumentChanges() != null) {
      edit.getDocumentChanges().forEach(each -> add(files, each));
    } else if (edit.getChanges() != null) {
      edit.getChanges().forEach((uri, edits) -> add(files, uri, false, null, edits));
    }
    return new EditedFiles(files);
  }

  private static void add(
      Map<String, Edited> files, Either<TextDocumentEdit, ResourceOperation> each) {
    if (each.isLeft()) {
      List<TextEdit> edits = new ArrayList<>();
      for (Either<TextEdit, SnippetTextEdit> edit : each.getLeft().getEdits()) {
        if (edit.isRight()) {
          throw new IllegalArgumentException("snippets were not offered");
        }
        edits.add(edit.getLeft());
      }
      var document = each.getLeft().getTextDocument();
      add(files, document.getUri(), false, document.getVersion(), edits);
    } else if (each.getRight() instanceof CreateFile create) {
      add(files, create.getUri(), true, null, List.of());
    } else {
      throw new IllegalArgumentException(each.getRight().getKind() + " was not offered");
    }
  }

  private static void add(
      Map<String, Edited> files,
      String uri,
      boolean created,
      Integer version,
      List<TextEdit> edits) {
    Edited before = files.getOrDefault(uri, new Edited(false, null, List.of()));
    List<TextEdit> all = new ArrayList<>(before.edits());
    all.addAll(edits);
    files.put(
        uri,
        new Edited(before.created() || created, version == null ? before.version() : version, all));
  }
}
