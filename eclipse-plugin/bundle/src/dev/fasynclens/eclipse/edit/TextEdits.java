package dev.fasynclens.eclipse.edit;

import dev.fasynclens.eclipse.document.Positions;
import java.util.List;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.text.edits.MultiTextEdit;
import org.eclipse.text.edits.ReplaceEdit;

/** Edits of the protocol as one edit of a document: all of them mean the text as it was before. */
final class TextEdits {
  private TextEdits() {}

  /**
   * One edit for all.
   *
   * @throws org.eclipse.text.edits.MalformedTreeException if two edits overlap
   */
  static MultiTextEdit of(IDocument document, List<TextEdit> edits) throws BadLocationException {
    MultiTextEdit whole = new MultiTextEdit();
    for (TextEdit edit : edits) {
      IRegion region = Positions.region(document, edit.getRange());
      whole.addChild(new ReplaceEdit(region.getOffset(), region.getLength(), edit.getNewText()));
    }
    return whole;
  }
}
