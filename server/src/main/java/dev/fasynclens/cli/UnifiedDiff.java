package dev.fasynclens.cli;

import dev.fasynclens.review.FixPlan;
import dev.fasynclens.source.TextEdit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A unified diff of one file, made from the edits themselves. Works on bytes, because a source file
 * need not be UTF-8, and a patch must fit it.
 */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final Lines old;
  private final List<Change> changes = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Bytes cut into lines with their ends; nothing after the last line end is no line. */
  private static final class Lines {
    private final byte[] bytes;

    /** Where each line starts and, last, where the last one ends. */
    private int[] bounds = new int[16];

    private int count;

    Lines(byte[] bytes) {
      this.bytes = bytes;
      for (int at = 0; at < bytes.length; at++) {
        if (bytes[at] == '\n' || at == bytes.length - 1) {
          if (count + 1 == bounds.length) {
            bounds = Arrays.copyOf(bounds, bounds.length * 2);
          }
          bounds[++count] = at + 1;
        }
      }
    }

    int count() {
      return count;
    }

    void write(int line, ByteArrayOutputStream out) {
      out.write(bytes, bounds[line], bounds[line + 1] - bounds[line]);
    }

    boolean isEnded(int line) {
      return bytes[bounds[line + 1] - 1] == '\n';
    }

    int start(int line) {
      return bounds[line];
    }

    /** The line an offset lies in; behind the last line end, one more than there are lines. */
    int lineAt(int offset) {
      int found = Arrays.binarySearch(bounds, 0, count + 1, offset);
      return found >= 0 ? found : -found - 2;
    }

    boolean sameLine(int line, Lines other, int otherLine) {
      return Arrays.equals(
          bytes,
          bounds[line],
          bounds[line + 1],
          other.bytes,
          other.bounds[otherLine],
          other.bounds[otherLine + 1]);
    }
  }

  /** The old lines from {@code start} to before {@code end}, and the new ones in their place. */
  private record Change(int start, int end, Lines lines, int from, int to) {
    int growth() {
      return to - from - (end - start);
    }
  }

  private UnifiedDiff(byte[] before, List<TextEdit> edits) {
    old = new Lines(before);
    collectChanges(edits);
  }

  /**
   * The diff.
   *
   * @param name of the file, with {@code /}
   * @param edits sorted and apart
   */
  public static byte[] of(String name, byte[] before, List<TextEdit> edits) {
    UnifiedDiff diff = new UnifiedDiff(before, edits);
    if (diff.changes.isEmpty()) {
      return new byte[0];
    }
    String path = name.startsWith("/") ? name : "/" + name;
    diff.print("--- " + quoted("a" + path) + "\n+++ " + quoted("b" + path) + "\n");
    diff.printHunks();
    return diff.out.toByteArray();
  }

  private void collectChanges(List<TextEdit> edits) {
    int next = 0;
    while (next < edits.size()) {
      int first = next;
      int firstLine = old.lineAt(edits.get(first).span().start());
      int lastLine = firstLine;
      // Edits whose lines touch are one change.
      while (next < edits.size() && old.lineAt(edits.get(next).span().start()) <= lastLine) {
        lastLine = Math.max(lastLine, old.lineAt(edits.get(next).span().end()));
        next++;
      }
      int endLine = Math.min(lastLine + 1, old.count());
      byte[] replaced =
          FixPlan.replaced(
              old.bytes, old.start(firstLine), old.start(endLine), edits.subList(first, next));
      addTrimmed(firstLine, endLine, new Lines(replaced));
    }
  }

  /** Leaves out the lines at both ends that stay as they are. */
  private void addTrimmed(int firstLine, int endLine, Lines replacement) {
    int start = firstLine;
    int end = endLine;
    int from = 0;
    int to = replacement.count();
    while (start < end && from < to && old.sameLine(start, replacement, from)) {
      start++;
      from++;
    }
    while (end > start && to > from && old.sameLine(end - 1, replacement, to - 1)) {
      end--;
      to--;
    }
    if (start < end || from < to) {
      changes.add(new Change(start, end, replacement, from, to));
    }
  }

  private void printHunks() {
    int shift = 0;
    int next = 0;
    while (next < changes.size()) {
      int first = next++;
      while (next < changes.size()
          && changes.get(next).start() - changes.get(next - 1).end() <= 2 * CONTEXT) {
        next++;
      }
      shift += printHunk(changes.subList(first, next), shift);
    }
  }

  private int printHunk(List<Change> hunk, int shift) {
    int start = Math.max(0, hunk.getFirst().start() - CONTEXT);
    int end = Math.min(old.count(), hunk.getLast().end() + CONTEXT);
    int growth = 0;
    for (Change change : hunk) {
      growth += change.growth();
    }
    int length = end - start;
    print("@@ -" + range(start, length) + " +" + range(start + shift, length + growth) + " @@\n");
    int at = start;
    for (Change change : hunk) {
      printLines(' ', old, at, change.start());
      printLines('-', old, change.start(), change.end());
      printLines('+', change.lines(), change.from(), change.to());
      at = change.end();
    }
    printLines(' ', old, at, end);
    return growth;
  }

  private void printLines(char sign, Lines lines, int from, int to) {
    for (int line = from; line < to; line++) {
      out.write(sign);
      lines.write(line, out);
      if (!lines.isEnded(line)) {
        print("\n\\ No newline at end of file\n");
      }
    }
  }

  private void print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Line numbers count from 1, but an empty range names the line before it. */
  private static String range(int start, int length) {
    int first = length == 0 ? start : start + 1;
    return length == 1 ? String.valueOf(first) : first + "," + length;
  }

  /** A file name in the form of git and patch, which need one without line ends and controls. */
  private static String quoted(String name) {
    StringBuilder result = new StringBuilder("\"");
    boolean plain = true;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        result.append('\\').append((char) b);
        plain = false;
      } else if ((b >= 0 && b < ' ') || b == 0x7F) {
        result.append(String.format("\\%03o", b & 0xFF));
        plain = false;
      } else if (b < 0) {
        result.append(String.format("\\%03o", b & 0xFF));
      } else {
        result.append((char) b);
      }
    }
    return plain ? name : result.append('"').toString();
  }
}
