package dev.fasynclens.eclipse.document;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Region;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/** Offsets of a document as positions of the protocol, and back. Both count UTF-16 units. */
public final class Positions {
  private Positions() {}

  /** The position of an offset. */
  public static Position position(IDocument document, int offset) throws BadLocationException {
    int line = document.getLineOfOffset(offset);
    return new Position(line, offset - document.getLineOffset(line));
  }

  /** The range of a region. */
  public static Range range(IDocument document, int offset, int length)
      throws BadLocationException {
    return new Range(position(document, offset), position(document, offset + length));
  }

  /** The offset of a position; what lies behind the end of its line, or of the text, is there. */
  public static int offset(IDocument document, Position position) throws BadLocationException {
    int line = position.getLine();
    if (line >= document.getNumberOfLines()) {
      return document.getLength();
    }
    IRegion content = document.getLineInformation(line);
    return content.getOffset()
        + Math.min(Math.max(position.getCharacter(), 0), content.getLength());
  }

  /** The region of a range. */
  public static IRegion region(IDocument document, Range range) throws BadLocationException {
    int start = offset(document, range.getStart());
    return new Region(start, Math.max(0, offset(document, range.getEnd()) - start));
  }
}
