package dev.fasynclens.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SourceTextTest {
  /** a, 2 bytes, 3 bytes, 4 bytes, b; then a line with CR LF, one with a lone CR, one with LF. */
  private static final String MIXED = "aä€😀b\r\nc\rd\n😀";

  @ParameterizedTest
  @CsvSource({
    // offset, line, columns in UTF-8, UTF-16, UTF-32
    "0, 0, 0, 0, 0",
    "1, 0, 1, 1, 1",
    "3, 0, 3, 2, 2",
    "6, 0, 6, 3, 3",
    "10, 0, 10, 5, 4",
    "11, 0, 11, 6, 5",
    "12, 0, 12, 7, 6",
    "13, 1, 0, 0, 0",
    "14, 1, 1, 1, 1",
    "15, 2, 0, 0, 0",
    "17, 3, 0, 0, 0",
    "21, 3, 4, 2, 1",
  })
  void columnsAreCountedInTheUnitAskedFor(int offset, int line, int utf8, int utf16, int utf32) {
    SourceText text = SourceText.of("x.c", MIXED);

    assertThat(text.positionAt(offset, PositionEncoding.UTF_8)).isEqualTo(new Position(line, utf8));
    assertThat(text.positionAt(offset, PositionEncoding.UTF_16))
        .isEqualTo(new Position(line, utf16));
    assertThat(text.positionAt(offset, PositionEncoding.UTF_32))
        .isEqualTo(new Position(line, utf32));
  }

  @Test
  void anOffsetInsideACharacterIsTheStartOfTheCharacterUnlessBytesAreCounted() {
    SourceText text = SourceText.of("x.c", "a😀b");

    for (int inside = 2; inside <= 4; inside++) {
      assertThat(text.positionAt(inside, PositionEncoding.UTF_16)).isEqualTo(new Position(0, 1));
      assertThat(text.positionAt(inside, PositionEncoding.UTF_32)).isEqualTo(new Position(0, 1));
      assertThat(text.positionAt(inside, PositionEncoding.UTF_8))
          .isEqualTo(new Position(0, inside));
    }
  }

  @Test
  void aColumnInsideASurrogatePairIsTheStartOfTheCharacter() {
    SourceText text = SourceText.of("x.c", "a😀b");

    assertThat(text.offsetOf(new Position(0, 2), PositionEncoding.UTF_16)).isEqualTo(1);
    assertThat(text.offsetOf(new Position(0, 3), PositionEncoding.UTF_16)).isEqualTo(5);
    assertThat(text.offsetOf(new Position(0, 3), PositionEncoding.UTF_8)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(PositionEncoding.class)
  void whatLiesBeyondTheTextIsPulledBackToIt(PositionEncoding encoding) {
    SourceText text = SourceText.of("x.c", "ab\r\ncd\r\n");

    assertThat(text.offsetOf(new Position(-1, 5), encoding)).isZero();
    assertThat(text.offsetOf(new Position(0, -3), encoding)).isZero();
    assertThat(text.offsetOf(new Position(0, 99), encoding)).isEqualTo(2);
    assertThat(text.offsetOf(new Position(1, Integer.MAX_VALUE), encoding)).isEqualTo(6);
    assertThat(text.offsetOf(new Position(2, 1), encoding)).isEqualTo(8);
    assertThat(text.offsetOf(new Position(3, 0), encoding)).isEqualTo(8);
    assertThat(text.offsetOf(new Position(Integer.MAX_VALUE, 0), encoding)).isEqualTo(8);
    assertThat(text.offsetOf(new Position(Integer.MIN_VALUE, 0), encoding)).isZero();
  }

  @Test
  void anOffsetOutsideTheTextIsRefused() {
    SourceText text = SourceText.of("x.c", "ab");

    assertThat(text.positionAt(2, PositionEncoding.UTF_16)).isEqualTo(new Position(0, 2));
    assertThatThrownBy(() -> text.positionAt(3, PositionEncoding.UTF_16))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("offset 3 in 2 bytes");
    assertThatThrownBy(() -> text.positionAt(-1, PositionEncoding.UTF_8))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** 0xC3 without its second byte, a lone continuation byte, a byte that no character starts. */
  @Test
  void bytesThatAreNotUtf8CountAsOneCharacterEach() {
    SourceText text = SourceText.of("x.c", bytes('a', 0xC3, 'b', 0x80, 0xFF, 'c'));

    for (int offset = 0; offset <= text.length(); offset++) {
      Position same = new Position(0, offset);
      assertThat(text.positionAt(offset, PositionEncoding.UTF_16)).isEqualTo(same);
      assertThat(text.positionAt(offset, PositionEncoding.UTF_32)).isEqualTo(same);
      assertThat(text.offsetOf(same, PositionEncoding.UTF_16)).isEqualTo(offset);
    }
    assertThat(text.slice(0, text.length())).isEqualTo("a\uFFFDb\uFFFD\uFFFDc");
  }

  /** A character cut off by the end of the line or of the text does not swallow what follows. */
  @Test
  void aTruncatedCharacterEndsBeforeTheLineEnd() {
    SourceText text = SourceText.of("x.c", bytes('a', 0xF0, 0x9F, '\n', 'b', 0xE2, 0x82));

    assertThat(text.positionAt(3, PositionEncoding.UTF_32)).isEqualTo(new Position(0, 3));
    assertThat(text.positionAt(4, PositionEncoding.UTF_32)).isEqualTo(new Position(1, 0));
    assertThat(text.positionAt(7, PositionEncoding.UTF_32)).isEqualTo(new Position(1, 3));
  }

  @Test
  void aTextInAnEncodingOfItsOwnKeepsItsBytes() {
    byte[] gbk = bytes('/', '*', 0xD6, 0xD0, 0xCE, 0xC4, '*', '/');
    SourceText text = SourceText.of("x.c", gbk);

    assertThat(text.copyBytes()).isEqualTo(gbk);
    assertThat(text.byteAt(2)).isEqualTo(0xD6);
  }

  @Test
  void aLineIsGivenWithoutItsEnd() {
    SourceText text = SourceText.of("x.c", MIXED);

    assertThat(text.lineCount()).isEqualTo(4);
    assertThat(text.slice(text.lineSpan(0))).isEqualTo("aä€😀b");
    assertThat(text.slice(text.lineSpan(1))).isEqualTo("c");
    assertThat(text.slice(text.lineSpan(2))).isEqualTo("d");
    assertThat(text.slice(text.lineSpan(3))).isEqualTo("😀");
  }

  @Test
  void anEmptyTextHasOneEmptyLine() {
    SourceText text = SourceText.of("x.c", "");

    assertThat(text.lineCount()).isEqualTo(1);
    assertThat(text.lineSpan(0)).isEqualTo(new Span(0, 0));
    assertThat(text.positionAt(0, PositionEncoding.UTF_16)).isEqualTo(new Position(0, 0));
    assertThat(text.indexOf("a", 0)).isEqualTo(-1);
  }

  @Test
  void findsWordsAndComparesThem() {
    SourceText text = SourceText.of("x.c", "on one only on");

    assertThat(text.indexOf("on", 0)).isZero();
    assertThat(text.indexOf("on", 1)).isEqualTo(3);
    assertThat(text.indexOf("only", 1)).isEqualTo(7);
    assertThat(text.indexOf("on", 9)).isEqualTo(12);
    assertThat(text.indexOf("on", 13)).isEqualTo(-1);
    assertThat(text.matches(3, 6, "one")).isTrue();
    assertThat(text.matches(3, 5, "one")).isFalse();
    assertThat(text.matches(3, 6, "two")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, x, xabc", // in front
    "3, 3, x, abcx", // at the end
    "1, 2, '', ac", // taken out
    "1, 2, ä😀, aä😀c", // other characters
    "0, 3, '', ''", // everything
  })
  void anEditMakesANewTextOfTheSameName(int start, int end, String replacement, String result) {
    SourceText before = SourceText.of("x.c", "abc");

    SourceText after = before.with(new TextEdit(new Span(start, end), replacement));

    assertThat(after).isEqualTo(SourceText.of("x.c", result));
    assertThat(before).isEqualTo(SourceText.of("x.c", "abc"));
  }

  @Test
  void linesAreCountedAnewAfterAnEdit() {
    SourceText before = SourceText.of("x.c", "a\nb");
    assertThat(before.lineCount()).isEqualTo(2);

    SourceText after = before.with(new TextEdit(new Span(1, 2), "\r\n\r\n"));

    assertThat(after.lineCount()).isEqualTo(3);
    assertThat(after.lineAt(5)).isEqualTo(2);
  }

  @Test
  void textsAreEqualIfNameAndBytesAre() {
    SourceText text = SourceText.of("x.c", "a");

    assertThat(text)
        .isEqualTo(SourceText.of("x.c", bytes('a')))
        .hasSameHashCodeAs(SourceText.of("x.c", bytes('a')))
        .isNotEqualTo(SourceText.of("y.c", "a"))
        .isNotEqualTo(SourceText.of("x.c", "b"));
  }

  @ParameterizedTest
  @EnumSource(PositionEncoding.class)
  void everyCharacterIsFoundAgainByItsPosition(PositionEncoding encoding) {
    Random random = new Random(20250101);
    String[] characters = {"a", " ", "\t", "ß", "中", "\uFFFD", "😀", "\n", "\r\n", "\r"};
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append(characters[random.nextInt(characters.length)]);
      }
      assertRoundTrips(text.toString(), encoding);
    }
  }

  private static void assertRoundTrips(String characters, PositionEncoding encoding) {
    SourceText text = SourceText.of("x.c", characters);
    int offset = 0;
    for (int i = 0; i < characters.length(); ) {
      int codePoint = characters.codePointAt(i);
      boolean insideCrLf = codePoint == '\n' && i > 0 && characters.charAt(i - 1) == '\r';
      Position position = text.positionAt(offset, encoding);
      if (!insideCrLf) {
        assertThat(text.offsetOf(position, encoding)).as(characters).isEqualTo(offset);
      }
      assertThat(position.line()).isEqualTo(text.lineAt(offset));
      offset += Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
      i += Character.charCount(codePoint);
    }
    Position end = text.positionAt(text.length(), encoding);
    assertThat(text.offsetOf(end, encoding)).as(characters).isEqualTo(text.length());
  }

  /** UTF-16 columns are what Java's own strings count. */
  @Test
  void utf16ColumnsAgreeWithStrings() {
    Random random = new Random(4711);
    String[] characters = {"a", "ß", "中", "😀"};
    for (int round = 0; round < 200; round++) {
      StringBuilder before = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        before.append(characters[random.nextInt(characters.length)]);
      }
      String line = before.toString();
      SourceText text = SourceText.of("x.c", line + "x");
      int offset = line.getBytes(StandardCharsets.UTF_8).length;

      assertThat(text.positionAt(offset, PositionEncoding.UTF_16).column())
          .isEqualTo(line.length());
      assertThat(text.positionAt(offset, PositionEncoding.UTF_32).column())
          .isEqualTo(line.codePointCount(0, line.length()));
      assertThat(text.positionAt(offset, PositionEncoding.UTF_8).column()).isEqualTo(offset);
    }
  }

  /** Whatever the bytes are: a position exists, and is found again or lies inside a character. */
  @ParameterizedTest
  @EnumSource(PositionEncoding.class)
  void positionsOfAnyBytesComeBackToTheSamePosition(PositionEncoding encoding) {
    Random random = new Random(99);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(50)];
      random.nextBytes(bytes);
      SourceText text = SourceText.of("x.c", bytes);
      for (int offset = 0; offset <= bytes.length; offset++) {
        int back = text.offsetOf(text.positionAt(offset, encoding), encoding);

        assertThat(back).isBetween(offset - 3, offset);
        boolean betweenCrAndLf =
            offset > 0 && offset < bytes.length && bytes[offset - 1] == 13 && bytes[offset] == 10;
        if (encoding != PositionEncoding.UTF_8 && !betweenCrAndLf) {
          assertThat(text.positionAt(back, encoding)).isEqualTo(text.positionAt(offset, encoding));
        }
      }
    }
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void findsWordsWhereverTheyStand() {
    String letters = "ab_";
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      StringBuilder chars = new StringBuilder();
      int length = random.nextInt(60);
      for (int i = 0; i < length; i++) {
        chars.append(letters.charAt(random.nextInt(letters.length())));
      }
      String string = chars.toString();
      SourceText text = SourceText.of("a.c", string);
      String word = List.of("a", "ab", "aab", "_b_a", "abababab").get(random.nextInt(5));
      int from = random.nextInt(length + 1);
      int to = from + random.nextInt(length + 1 - from);

      assertThat(text.indexOf(word, from)).isEqualTo(string.indexOf(word, from));
      assertThat(text.indexOf(word, from, to))
          .as("%s in %s from %d to %d", word, string, from, to)
          .isEqualTo(string.substring(0, to).indexOf(word, from));
    }
  }
}
