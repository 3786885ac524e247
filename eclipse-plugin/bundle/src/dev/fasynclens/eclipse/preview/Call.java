package dev.fasynclens.eclipse.preview;

import dev.fasynclens.eclipse.document.Positions;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Position;

/** A call in a text that is being edited; it stays where it is in the text. */
final class Call {
  private final String uri;
  private final IDocument document;
  private final IDocumentListener listener;
  private final Position place;

  Call(String uri, IDocument document, int offset, IDocumentListener listener)
      throws BadLocationException {
    this.uri = uri;
    this.document = document;
    this.listener = listener;
    place = new Position(offset);
    document.addPosition(place);
    document.addDocumentListener(listener);
  }

  String uri() {
    return uri;
  }

  /** Where it is now. */
  org.eclipse.lsp4j.Position position() throws BadLocationException {
    return Positions.position(document, Math.min(place.getOffset(), document.getLength()));
  }

  /** Where the code of its line begins: who points at the line means what is on it. */
  org.eclipse.lsp4j.Position startOfLine() throws BadLocationException {
    IRegion line =
        document.getLineInformationOfOffset(Math.min(place.getOffset(), document.getLength()));
    String text = document.get(line.getOffset(), line.getLength());
    int indent = text.length() - text.stripLeading().length();
    return Positions.position(document, line.getOffset() + indent);
  }

  /** The server says where it really begins. */
  void isAt(org.eclipse.lsp4j.Position position) throws BadLocationException {
    place.setOffset(Positions.offset(document, position));
  }

  /** The text is no longer followed. */
  void forget() {
    document.removeDocumentListener(listener);
    document.removePosition(place);
  }
}
