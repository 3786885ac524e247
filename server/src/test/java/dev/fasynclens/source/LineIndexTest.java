package dev.fasynclens.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LineIndexTest {
  private record Sample(String text, List<Integer> starts) {}

  static List<Sample> samples() {
    return List.of(
        new Sample("", List.of(0)),
        new Sample("a", List.of(0)),
        new Sample("a\n", List.of(0, 2)),
        new Sample("a\nb", List.of(0, 2)),
        new Sample("a\r\nb", List.of(0, 3)),
        new Sample("a\rb", List.of(0, 2)),
        new Sample("a\r", List.of(0, 2)),
        new Sample("\n\n", List.of(0, 1, 2)),
        new Sample("\r\r", List.of(0, 1, 2)),
        new Sample("\r\n\r\n", List.of(0, 2, 4)),
        new Sample("\n\r", List.of(0, 1, 2)),
        new Sample("a\r\r\nb", List.of(0, 2, 4)),
        new Sample("ä\n€\r\n😀\r", List.of(0, 3, 8, 13)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void linesEndWithLfCrLfOrALoneCr(Sample sample) {
    LineIndex lines = index(sample.text());

    List<Integer> starts = new ArrayList<>();
    for (int line = 0; line < lines.lineCount(); line++) {
      starts.add(lines.startOf(line));
    }
    assertThat(starts).isEqualTo(sample.starts());
  }

  @Test
  void aLineEndBelongsToTheLineItEnds() {
    LineIndex lines = index("ab\r\ncd\ne");

    assertThat(new int[] {lines.lineAt(0), lines.lineAt(2), lines.lineAt(3)})
        .containsExactly(0, 0, 0);
    assertThat(new int[] {lines.lineAt(4), lines.lineAt(6)}).containsExactly(1, 1);
    assertThat(new int[] {lines.lineAt(7), lines.lineAt(8)}).containsExactly(2, 2);
  }

  @Test
  void holdsMoreLinesThanItFirstHasRoomFor() {
    LineIndex lines = index("\n".repeat(10_000));

    assertThat(lines.lineCount()).isEqualTo(10_001);
    assertThat(lines.startOf(10_000)).isEqualTo(10_000);
    assertThat(lines.lineAt(7_777)).isEqualTo(7_777);
  }

  @Test
  void findsTheLineOfEveryOffsetAsASearchFromTheStartWould() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) "ab\n\r".charAt(random.nextInt(4));
      }
      LineIndex lines = new LineIndex(bytes);

      int line = 0;
      for (int offset = 0; offset <= bytes.length; offset++) {
        assertThat(lines.lineAt(offset)).isEqualTo(line);
        boolean ends =
            offset < bytes.length
                && (bytes[offset] == '\n'
                    || (bytes[offset] == '\r'
                        && (offset + 1 == bytes.length || bytes[offset + 1] != '\n')));
        line += ends ? 1 : 0;
      }
      assertThat(lines.lineCount()).isEqualTo(line + 1);
    }
  }

  private static LineIndex index(String text) {
    return new LineIndex(text.getBytes(StandardCharsets.UTF_8));
  }
}
