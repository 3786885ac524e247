package dev.fasynclens.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes as people, and their cats, make them in C. */
final class RandomChanges {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final List<String> WORDS =
      List.of(
          "kill_fasync",
          "fasync_helper",
          "POLL_IN",
          "POLL_OUT",
          "POLLIN",
          "EPOLLIN",
          "SIGIO",
          "SIGURG",
          "NULL",
          "0",
          "-1",
          "on",
          "filp",
          "file",
          "fd",
          "return",
          "if",
          "for",
          "static",
          "const",
          "struct fasync_struct",
          "kfree",
          "mutex_lock",
          "spin_lock",
          ".fasync",
          ".release",
          "__init",
          "private_data",
          "fasync_free");
  private static final List<String> BREAKERS =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "/*",
          "*/",
          "\"",
          "'",
          "#if 0\n",
          "#endif\n",
          "#else\n",
          "\\\n",
          ";",
          "[",
          "]",
          "//",
          "#define X(",
          "\n#include \"",
          "= {",
          "->",
          "??/\n",
          "goto ",
          "case ");
  private static final List<String> STRANGE =
      List.of(
          "é",
          "😀",
          "中文",
          "\uFEFF",
          "e\u0301",
          "\u2028",
          "\u0085",
          "/* ünïcödé 🦀 */",
          "\u0000",
          "\f",
          "\u000B",
          "𝒇async",
          "\u00A0",
          "\uFFFD",
          "\u202E",
          "\uE000",
          "\uFFFF");
  private static final List<String> LINE_ENDS = List.of("\r\n", "\r", "\n\r", "\n\n\r\n");
  private static final List<String> LINES =
      List.of(
          "\tkill_fasync(&dev->queue, SIGIO, POLL_IN);\n",
          "\tfasync_helper(-1, filp, 0, &dev->queue);\n",
          "\treturn fasync_helper(fd, filp, on, &dev->queue);\n",
          "\t/* fasync-lens: ignore FA202 -- as it was */\n",
          "\t.fasync = dev_fasync,\n",
          "static struct fasync_struct *queue;\n",
          "\tif (on == 0)\n\t\treturn 0;\n",
          "#ifdef CONFIG_PM\n",
          "#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 4, 0)\n",
          "#define notify(d) kill_fasync(&(d)->queue, SIGIO, POLL_IN)\n");

  private final Random random;
  private final List<String> originals;
  private int cursor;

  /** Changes from a seed; parts are pasted from the originals. */
  RandomChanges(Random random, List<String> originals) {
    this.random = random;
    this.originals = originals;
  }

  /** The next change of a text. */
  Change next(String text) {
    int dice = random.nextInt(100);
    if (dice < 34) {
      return typed(text);
    } else if (dice < 50) {
      int start = somewhere(text);
      return new Change(start, at(text, start + 1 + random.nextInt(6)), "");
    } else if (dice < 62) {
      return otherWord(text);
    } else if (dice < 70) {
      return inserted(text, one(BREAKERS));
    } else if (dice < 75) {
      return inserted(text, one(STRANGE));
    } else if (dice < 79) {
      return inserted(text, one(LINE_ENDS));
    } else if (dice < 85) {
      return inLines(text, one(LINES));
    } else if (dice < 91) {
      return inLines(text, block());
    } else if (dice < 96) {
      return withoutLines(text);
    } else if (dice < 98) {
      return new Change(0, text.length(), one(originals)); // all of it, but by a range
    }
    String whole = one(originals);
    return Change.all(random.nextBoolean() ? whole.replace("\n", "\r\n") : whole);
  }

  private Change typed(String text) {
    int start = somewhere(text);
    String typed =
        random.nextInt(9) == 0 ? "\n" : String.valueOf((char) (' ' + random.nextInt(95)));
    return new Change(start, start, typed);
  }

  private Change inserted(String text, String what) {
    int start = somewhere(text);
    return new Change(start, start, what);
  }

  private Change otherWord(String text) {
    Matcher word = WORD.matcher(text);
    if (!word.find(somewhere(text))) {
      return inserted(text, one(WORDS));
    }
    return new Change(word.start(), word.end(), one(WORDS));
  }

  private Change inLines(String text, String what) {
    int start = lineStart(text, somewhere(text));
    return new Change(start, start, what);
  }

  private Change withoutLines(String text) {
    int start = lineStart(text, somewhere(text));
    int end = start;
    for (int i = random.nextInt(12); i >= 0; i--) {
      int next = text.indexOf('\n', end);
      end = next < 0 ? text.length() : next + 1;
    }
    return new Change(start, end, "");
  }

  /** Some function or table of another file. */
  private String block() {
    String[] blocks = one(originals).split("\n\n", -1);
    String block = blocks[random.nextInt(blocks.length)] + "\n\n";
    return block.length() > 4000 ? block.substring(0, at(block, 4000)) : block;
  }

  private int somewhere(String text) {
    cursor =
        random.nextInt(4) == 0 || cursor > text.length()
            ? random.nextInt(text.length() + 1)
            : Math.max(0, cursor + random.nextInt(41) - 20);
    return at(text, cursor);
  }

  private static int lineStart(String text, int index) {
    return text.lastIndexOf('\n', index - 1) + 1;
  }

  /** An index that lies neither inside of a character nor of a line end. */
  static int at(String text, int index) {
    int at = Math.min(index, text.length());
    if (at > 0 && at < text.length()) {
      boolean inside =
          Character.isLowSurrogate(text.charAt(at))
              || (text.charAt(at) == '\n' && text.charAt(at - 1) == '\r');
      return inside ? at - 1 : at;
    }
    return at;
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** Many changes that are made one after the other. */
  List<Change> several(String text) {
    List<Change> changes = new ArrayList<>();
    String now = text;
    for (int i = 2 + random.nextInt(5); i > 0; i--) {
      Change change = next(now);
      changes.add(change);
      now = change.applied(now);
    }
    return changes;
  }
}
