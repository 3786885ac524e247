package dev.fasynclens.cli;

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
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final List<byte[]> oldLines;
  private final List<Change> changes = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Some old lines, from {@code start} to before {@code end}, and what replaces them. */
  private record Change(int start, int end, List<byte[]> lines) {}

  private UnifiedDiff(byte[] before, List<TextEdit> edits) {
    oldLines = lines(before);
    collectChanges(before, edits);
  }

  /**
   * The diff.
   *
   * @param name of the file, with {@code /}
   * @param edits sorted and apart
   */
  static byte[] of(String name, byte[] before, List<TextEdit> edits) {
    UnifiedDiff diff = new UnifiedDiff(before, edits);
    if (diff.changes.isEmpty()) {
      return new byte[0];
    }
    String path = name.startsWith("/") ? name : "/" + name;
    diff.print("--- " + quoted("a" + path) + "\n+++ " + quoted("b" + path) + "\n");
    diff.printHunks();
    return diff.out.toByteArray();
  }

  private void collectChanges(byte[] before, List<TextEdit> edits) {
    int[] starts = starts();
    int next = 0;
    while (next < edits.size()) {
      int first = next;
      int firstLine = lineAt(starts, edits.get(first).span().start());
      int lastLine = firstLine;
      // Edits whose lines touch are one change.
      while (next < edits.size() && lineAt(starts, edits.get(next).span().start()) <= lastLine) {
        lastLine = Math.max(lastLine, lineAt(starts, edits.get(next).span().end()));
        next++;
      }
      int from = starts[firstLine];
      int to = lastLine + 1 < starts.length ? starts[lastLine + 1] : before.length;
      byte[] replaced = replaced(before, from, to, edits.subList(first, next));
      addTrimmed(firstLine, Math.min(lastLine + 1, oldLines.size()), lines(replaced));
    }
  }

  private static byte[] replaced(byte[] before, int from, int to, List<TextEdit> edits) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    int copied = from;
    for (TextEdit edit : edits) {
      result.write(before, copied, edit.span().start() - copied);
      result.writeBytes(edit.replacement().getBytes(StandardCharsets.UTF_8));
      copied = edit.span().end();
    }
    result.write(before, copied, to - copied);
    return result.toByteArray();
  }

  /** Leaves out the lines at both ends that stay as they are. */
  private void addTrimmed(int firstLine, int endLine, List<byte[]> replacement) {
    int start = firstLine;
    int end = endLine;
    int from = 0;
    int to = replacement.size();
    while (start < end && from < to && Arrays.equals(oldLines.get(start), replacement.get(from))) {
      start++;
      from++;
    }
    while (end > start
        && to > from
        && Arrays.equals(oldLines.get(end - 1), replacement.get(to - 1))) {
      end--;
      to--;
    }
    if (start < end || from < to) {
      changes.add(new Change(start, end, replacement.subList(from, to)));
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
      List<Change> hunk = changes.subList(first, next);
      shift += printHunk(hunk, shift);
    }
  }

  private int printHunk(List<Change> hunk, int shift) {
    int start = Math.max(0, hunk.getFirst().start() - CONTEXT);
    int end = Math.min(oldLines.size(), hunk.getLast().end() + CONTEXT);
    int growth = 0;
    for (Change change : hunk) {
      growth += change.lines().size() - (change.end() - change.start());
    }
    int length = end - start;
    print("@@ -" + range(start, length) + " +" + range(start + shift, length + growth) + " @@\n");
    int at = start;
    for (Change change : hunk) {
      at = printLines(' ', at, change.start());
      at = printLines('-', at, change.end());
      for (byte[] line : change.lines()) {
        printLine('+', line);
      }
    }
    printLines(' ', at, end);
    return growth;
  }

  private int printLines(char sign, int from, int to) {
    for (int line = from; line < to; line++) {
      printLine(sign, oldLines.get(line));
    }
    return to;
  }

  private void printLine(char sign, byte[] line) {
    out.write(sign);
    out.writeBytes(line);
    if (line.length == 0 || line[line.length - 1] != '\n') {
      print("\n\\ No newline at end of file\n");
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

  private int[] starts() {
    int[] starts = new int[oldLines.size() + 1];
    for (int i = 0; i < oldLines.size(); i++) {
      starts[i + 1] = starts[i] + oldLines.get(i).length;
    }
    return starts;
  }

  /** The line an offset lies in; behind the last line end, one more than there are lines. */
  private static int lineAt(int[] starts, int offset) {
    int found = Arrays.binarySearch(starts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** Lines with their ends; nothing after the last line end is no line. */
  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, start, at + 1));
        start = at + 1;
      }
    }
    if (start < bytes.length) {
      lines.add(Arrays.copyOfRange(bytes, start, bytes.length));
    }
    return lines;
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
