package dev.fasynclens.eclipse.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.IRegion;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private final Document text = new Document("int a;\r\n\tu8 \uD83D\uDE00b;\nend");

  @Test
  void offsetsAndPositionsAreInverse() throws Exception {
    for (int offset = 0; offset <= text.getLength(); offset++) {
      Position position = Positions.position(text, offset);
      boolean withinLineEnd = offset == 7;
      assertEquals(withinLineEnd ? 6 : offset, Positions.offset(text, position));
    }
  }

  @Test
  void columnsCountHalvesOfAPair() throws Exception {
    assertEquals(new Position(1, 6), Positions.position(text, text.get().indexOf('b')));
  }

  @Test
  void whatLiesBehindALineIsItsEnd() throws Exception {
    assertEquals(6, Positions.offset(text, new Position(0, 99)));
    assertEquals(text.getLength(), Positions.offset(text, new Position(99, 0)));
  }

  @Test
  void aReversedRangeIsEmpty() throws Exception {
    IRegion region = Positions.region(text, new Range(new Position(1, 2), new Position(0, 0)));
    assertEquals(10, region.getOffset());
    assertEquals(0, region.getLength());
  }
}
