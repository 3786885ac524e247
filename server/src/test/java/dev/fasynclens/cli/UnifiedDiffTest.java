package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class UnifiedDiffTest {
  @Test
  void aChangedWord() {
    assertThat(diff("1\n2\n3\n4\nfive\n6\n7\n8\n9\n", edit(8, 12, "5")))
        .isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-five\n+5\n 6\n 7\n 8\n");
  }

  @Test
  void insertedAndDeletedLines() {
    assertThat(diff("1\n2\n3\n", edit(2, 2, "new\n")))
        .isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,4 @@\n 1\n+new\n 2\n 3\n");
    assertThat(diff("1\n2\n3\n", edit(2, 4, "")))
        .isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,2 @@\n 1\n-2\n 3\n");
    assertThat(diff("1\n", edit(0, 2, ""))).isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -1 +0,0 @@\n-1\n");
    assertThat(diff("", edit(0, 0, "1\n"))).isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -0,0 +1 @@\n+1\n");
    assertThat(diff("1\n", edit(2, 2, "2\n")))
        .isEqualTo("--- a/x.c\n+++ b/x.c\n@@ -1 +1,2 @@\n 1\n+2\n");
  }

  @Test
  void farChangesHaveTheirOwnHunks() {
    String numbers = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n";

    assertThat(diff(numbers, edit(0, 1, "A\nA"), edit(22, 23, "L")))
        .isEqualTo(
            "--- a/x.c\n+++ b/x.c\n@@ -1,4 +1,5 @@\n-a\n+A\n+A\n b\n c\n d\n"
                + "@@ -9,4 +10,4 @@\n i\n j\n k\n-l\n+L\n");
    assertThat(diff(numbers, edit(0, 1, "A"), edit(14, 15, "H"))).containsOnlyOnce("@@ -1,11 ");
  }

  @Test
  void aMissingLastLineEndIsTold() {
    assertThat(diff("1\n2", edit(2, 3, "3")))
        .isEqualTo(
            "--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+3\n"
                + "\\ No newline at end of file\n");
  }

  @Test
  void nothingChangedIsNoDiff() {
    assertThat(diff("1\n2\n", edit(0, 1, "1"))).isEmpty();
    assertThat(diff("1\n2\n")).isEmpty();
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() {
    byte[] latin = "\u00E9 x\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] diff = UnifiedDiff.of("x.c", latin, List.of(edit(2, 3, "y")));

    assertThat(new String(diff, StandardCharsets.ISO_8859_1)).endsWith("-\u00E9 x\n+\u00E9 y\n");
  }

  @Test
  void namesThatCouldBeMisreadAreQuoted() {
    assertThat(
            new String(
                UnifiedDiff.of("a\nb.c", new byte[0], List.of(edit(0, 0, "x\n"))),
                StandardCharsets.UTF_8))
        .startsWith("--- \"a/a\\012b.c\"\n+++ \"b/a\\012b.c\"\n");
    assertThat(
            new String(
                UnifiedDiff.of("\"\\\u001F\u007Fé", new byte[0], List.of(edit(0, 0, "x\n"))),
                StandardCharsets.UTF_8))
        .startsWith("--- \"a/\\\"\\\\\\037\\177\\303\\251\"\n");
    assertThat(
            new String(
                UnifiedDiff.of("/abs/驱动.c", new byte[0], List.of(edit(0, 0, "x\n"))),
                StandardCharsets.UTF_8))
        .startsWith("--- a/abs/驱动.c\n+++ b/abs/驱动.c\n");
  }

  @Test
  void whoeverAppliesItGetsTheEditedText() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      String before = randomText(random);
      List<TextEdit> edits = randomEdits(random, before.length());
      StringBuilder after = new StringBuilder();
      int copied = 0;
      for (TextEdit edit : edits) {
        after.append(before, copied, edit.span().start()).append(edit.replacement());
        copied = edit.span().end();
      }
      after.append(before.substring(copied));
      byte[] diff = UnifiedDiff.of("x.c", before.getBytes(StandardCharsets.UTF_8), edits);

      assertThat(applied(before, new String(diff, StandardCharsets.UTF_8)))
          .isEqualTo(after.toString());
    }
  }

  /** What patch does: every line of a hunk has to be where the hunk says. */
  private static String applied(String before, String diff) {
    List<String> old = lines(before);
    StringBuilder result = new StringBuilder();
    int at = 0;
    List<String> lines = lines(diff);
    for (int i = 2; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean cut = i + 1 < lines.size() && lines.get(i + 1).startsWith("\\ No newline");
      String text = line.substring(1, line.length() - (cut ? 1 : 0));
      switch (line.charAt(0)) {
        case '@' -> {
          String[] range = line.split(" ", -1)[1].substring(1).split(",", -1);
          boolean nothing = range.length > 1 && range[1].equals("0");
          int start = Integer.parseInt(range[0]) - (nothing ? 0 : 1);
          while (at < start) {
            result.append(old.get(at++));
          }
        }
        case ' ' -> {
          assertThat(old.get(at)).isEqualTo(text);
          result.append(old.get(at++));
        }
        case '-' -> assertThat(old.get(at++)).isEqualTo(text);
        case '+' -> result.append(text);
        default -> assertThat(line).startsWith("\\ No newline");
      }
    }
    while (at < old.size()) {
      result.append(old.get(at++));
    }
    return result.toString();
  }

  /** The lines of a text with their ends. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(40);
    for (int i = 0; i < lines; i++) {
      text.append("x".repeat(random.nextInt(3))).append(random.nextInt(5)).append('\n');
    }
    return random.nextBoolean() ? text.toString() : text + "end";
  }

  private static List<TextEdit> randomEdits(Random random, int length) {
    TreeSet<Integer> ends = new TreeSet<>();
    for (int i = 0; i < 2 * (1 + random.nextInt(4)); i++) {
      ends.add(random.nextInt(length + 1));
    }
    List<Integer> sorted = new ArrayList<>(ends);
    List<TextEdit> edits = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i += 2) {
      String replacement = List.of("", "\n", "new", "a\nb\n", "\n\n").get(random.nextInt(5));
      edits.add(edit(sorted.get(i), sorted.get(i + 1), replacement));
    }
    return edits;
  }

  private static TextEdit edit(int start, int end, String replacement) {
    return new TextEdit(new Span(start, end), replacement);
  }

  private static String diff(String before, TextEdit... edits) {
    byte[] diff = UnifiedDiff.of("x.c", before.getBytes(StandardCharsets.UTF_8), List.of(edits));
    return new String(diff, StandardCharsets.UTF_8);
  }
}
