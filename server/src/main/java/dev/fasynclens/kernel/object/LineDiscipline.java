package dev.fasynclens.kernel.object;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * drivers/tty/n_tty.c with the settings a terminal starts with, or none at all in raw mode: what
 * becomes of characters that arrive.
 */
final class LineDiscipline {
  /** What a character, or a batch of them, leads to. */
  enum Event {
    /** There is something to read. */
    READABLE,
    /** The key that interrupts. */
    INTERRUPT,
    /** The key that quits. */
    QUIT,
    /** The key that stops. */
    SUSPEND,
    /** The key that lets output go on. */
    STARTED
  }

  /** One less than N_TTY_BUF_SIZE. */
  static final int CAPACITY = 4095;

  private static final char INTR = 0x03;
  private static final char EOF = 0x04;
  private static final char START = 0x11;
  private static final char REPRINT = 0x12;
  private static final char STOP = 0x13;
  private static final char KILL = 0x15;
  private static final char LITERAL_NEXT = 0x16;
  private static final char ERASE_WORD = 0x17;
  private static final char SUSP = 0x1a;
  private static final char QUIT = 0x1c;
  private static final char ERASE = 0x7f;

  /** How many bytes of a complete line can be read. */
  private static final class Line {
    int length;
  }

  private final boolean raw;
  private final Deque<Line> lines = new ArrayDeque<>();
  private final StringBuilder current = new StringBuilder();
  private int rawBytes;
  private boolean literal;
  private boolean stopped;

  LineDiscipline(boolean raw) {
    this.raw = raw;
  }

  boolean isRaw() {
    return raw;
  }

  /** Whether output was stopped from the keyboard. */
  boolean isStopped() {
    return stopped;
  }

  /** How many bytes can be read. */
  int readable() {
    return raw ? rawBytes : lines.stream().mapToInt(each -> each.length).sum();
  }

  boolean canRead() {
    return raw ? rawBytes > 0 : !lines.isEmpty();
  }

  /** How many characters can arrive; a line that is too long is cut instead. */
  int room() {
    return raw ? CAPACITY - rawBytes : CAPACITY;
  }

  /** Takes bytes, of one line only. Returns -1 if there is nothing to read. */
  int read(int count) {
    if (!canRead()) {
      return -1;
    }
    if (raw) {
      int part = Math.min(count, rawBytes);
      rawBytes -= part;
      return part;
    }
    Line first = lines.getFirst();
    int part = Math.min(count, first.length);
    first.length -= part;
    if (first.length == 0) {
      lines.removeFirst();
    }
    return part;
  }

  /**
   * Characters arrive.
   *
   * @param echo gets what is shown to the writer
   */
  void receive(String text, StringBuilder echo, Consumer<Event> events) {
    if (raw) {
      rawBytes += text.length();
      events.accept(Event.READABLE);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      receive(text.charAt(i), echo, events);
    }
  }

  private void receive(char c, StringBuilder echo, Consumer<Event> events) {
    if (literal) {
      literal = false;
      add(c, echo);
      return;
    }
    switch (c) {
      case STOP -> stopped = true;
      case START -> {
        stopped = false;
        events.accept(Event.STARTED);
      }
      case INTR -> signal(c, Event.INTERRUPT, echo, events);
      case QUIT -> signal(c, Event.QUIT, echo, events);
      case SUSP -> signal(c, Event.SUSPEND, echo, events);
      case ERASE -> erase(1, echo);
      case KILL -> erase(current.length(), echo);
      case ERASE_WORD -> erase(lastWord(), echo);
      case LITERAL_NEXT -> {
        literal = true;
        echo.append("^\b");
      }
      case REPRINT -> {
        echo.append(shown(c)).append("\r\n");
        current.chars().forEach(each -> echo.append(shown((char) each)));
      }
      case '\n', '\r' -> {
        echo.append("\r\n");
        endLine(1, events);
      }
      case EOF -> endLine(0, events);
      default -> add(c, echo);
    }
  }

  private void signal(char c, Event event, StringBuilder echo, Consumer<Event> events) {
    events.accept(event);
    lines.clear();
    current.setLength(0);
    echo.setLength(0);
    echo.append(shown(c));
  }

  private void add(char c, StringBuilder echo) {
    echo.append(shown(c));
    if (readable() + current.length() < CAPACITY) {
      current.append(c);
    }
  }

  private void endLine(int terminator, Consumer<Event> events) {
    Line line = new Line();
    line.length = current.length() + terminator;
    current.setLength(0);
    lines.addLast(line);
    events.accept(Event.READABLE);
  }

  private int lastWord() {
    int start = current.length();
    while (start > 0 && !isWord(current.charAt(start - 1))) {
      start--;
    }
    while (start > 0 && isWord(current.charAt(start - 1))) {
      start--;
    }
    return current.length() - start;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private void erase(int count, StringBuilder echo) {
    for (int i = 0; i < count && !current.isEmpty(); i++) {
      char last = current.charAt(current.length() - 1);
      current.setLength(current.length() - 1);
      echo.append("\b \b".repeat(shown(last).length()));
    }
  }

  /** ECHOCTL: a control character is shown as a circumflex and a letter. */
  private static String shown(char c) {
    if (c == '\t') {
      return "\t";
    }
    if (c == ERASE) {
      return "^?";
    }
    return c < ' ' ? "^" + (char) (c + '@') : String.valueOf(c);
  }
}
