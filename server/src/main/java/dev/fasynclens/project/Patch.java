package dev.fasynclens.project;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A unified diff, as {@code git diff}, {@code git format-patch} and {@code diff -u} write it, seen
 * from the files it makes.
 */
public final class Patch {
  private static final Pattern HUNK =
      Pattern.compile("@@ -\\d{1,9}(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
  private static final String OLD_FILE = "--- ";
  private static final String NEW_FILE = "+++ ";

  private final List<FileChange> files = new ArrayList<>();

  private Patch() {}

  /**
   * What changes in one file.
   *
   * @param name as the patch calls it, mostly with a first component that no directory has
   * @param added the new lines by their number from 1, each byte a character
   * @param besideRemoved the lines before and after what only went away
   */
  public record FileChange(
      String name, NavigableMap<Integer, String> added, NavigableSet<Integer> besideRemoved) {}

  /** A text is not a patch. */
  public static final class MalformedPatchException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPatchException(int line, String reason) {
      super("line " + line + ": " + reason, null, false, false);
    }

    /** Where and why. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** Reads a patch; an empty text changes nothing. */
  public static Patch parse(byte[] bytes) throws MalformedPatchException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Patch patch = new Patch();
    patch.read(text.split("\n", -1));
    if (patch.files.isEmpty() && !text.isBlank() && !text.contains("diff --git ")) {
      throw new MalformedPatchException(1, "this is not a unified diff");
    }
    return patch;
  }

  /** The files that are there when the patch is applied, in its order. */
  public List<FileChange> files() {
    return List.copyOf(files);
  }

  private void read(String[] lines) throws MalformedPatchException {
    FileChange file = null;
    for (int at = 0; at < lines.length; at++) {
      String line = lines[at];
      if (line.startsWith(OLD_FILE)
          && at + 1 < lines.length
          && lines[at + 1].startsWith(NEW_FILE)) {
        at++;
        file = new FileChange(name(lines[at]), new TreeMap<>(), new TreeSet<>());
        if (!file.name().equals("/dev/null")) {
          files.add(file);
        }
      } else if (line.startsWith("@@@")) {
        throw new MalformedPatchException(at + 1, "diffs of merges cannot be used");
      } else if (line.startsWith("@@ ") && file != null) {
        at = hunk(lines, at, file);
      }
    }
  }

  /** Reads a hunk and returns the index of its last line. */
  private static int hunk(String[] lines, int start, FileChange file)
      throws MalformedPatchException {
    Matcher header = HUNK.matcher(lines[start].stripTrailing());
    if (!header.matches()) {
      throw new MalformedPatchException(start + 1, "this is no start of a hunk");
    }
    int oldLeft = count(header.group(1));
    int newLeft = count(header.group(3));
    // A hunk without new lines names the line before it.
    int line = Integer.parseInt(header.group(2)) + (newLeft == 0 ? 1 : 0);
    boolean removed = false;
    boolean added = false;
    int at = start;
    while (oldLeft > 0 || newLeft > 0) {
      at++;
      String text = at < lines.length ? lines[at] : null;
      char kind = text == null ? 0 : text.isEmpty() ? ' ' : text.charAt(0);
      boolean fits =
          switch (kind) {
            case ' ', '\r' -> oldLeft > 0 && newLeft > 0;
            case '-' -> oldLeft > 0;
            case '+' -> newLeft > 0;
            case '\\' -> true;
            default -> false;
          };
      if (text == null || !fits || (at == lines.length - 1 && text.isEmpty())) {
        throw new MalformedPatchException(at + 1, "the hunk ends too early");
      }
      switch (kind) {
        case '-' -> {
          oldLeft--;
          removed = true;
        }
        case '+' -> {
          newLeft--;
          file.added().put(line, withoutReturn(text.substring(1)));
          line++;
          added = true;
        }
        case '\\' -> {} // tells that the file has no last line end
        default -> {
          noteRemoval(removed && !added, line, file);
          removed = false;
          added = false;
          oldLeft--;
          newLeft--;
          line++;
        }
      }
    }
    noteRemoval(removed && !added, line, file);
    return at;
  }

  private static void noteRemoval(boolean onlyRemoved, int next, FileChange file) {
    if (onlyRemoved) {
      file.besideRemoved().add(next - 1);
      file.besideRemoved().add(next);
    }
  }

  private static int count(@Nullable String text) {
    return text == null ? 1 : Integer.parseInt(text);
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static String name(String line) {
    String rest = withoutReturn(line.substring(NEW_FILE.length()));
    if (rest.startsWith("\"")) {
      return unquoted(rest);
    }
    int tab = rest.indexOf('\t'); // a time follows
    String name = tab < 0 ? rest : rest.substring(0, tab);
    return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** A name as git writes it when it has unusual characters. */
  private static String unquoted(String quoted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 1;
    while (at < quoted.length() && quoted.charAt(at) != '"') {
      char c = quoted.charAt(at);
      char escaped = c == '\\' && at + 1 < quoted.length() ? quoted.charAt(at + 1) : 0;
      if (escaped == 0) {
        bytes.write(c);
        at++;
      } else if (escaped >= '0' && escaped <= '3' && at + 3 < quoted.length()) {
        int octal = (quoted.charAt(at + 2) - '0') << 3 | (quoted.charAt(at + 3) - '0');
        bytes.write((escaped - '0') << 6 | octal);
        at += 4;
      } else {
        int letter = "abtnvfr".indexOf(escaped);
        bytes.write(letter >= 0 ? 7 + letter : escaped);
        at += 2;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
