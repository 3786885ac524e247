package dev.fasynclens.report;

import dev.fasynclens.review.Severity;

/** Colours of terminal text, or none. */
public final class Palette {
  /** No colours. */
  public static final Palette PLAIN = new Palette(false);

  /** The sixteen colours that every terminal has. */
  public static final Palette COLOURED = new Palette(true);

  private static final String RESET = "\u001B[0m";
  private static final String BOLD = "\u001B[1m";
  private static final String BOLD_RED = "\u001B[1;31m";
  private static final String BOLD_YELLOW = "\u001B[1;33m";
  private static final String BOLD_BLUE = "\u001B[1;34m";
  private static final String BOLD_CYAN = "\u001B[1;36m";
  private static final String GREEN = "\u001B[32m";

  private final boolean coloured;

  private Palette(boolean coloured) {
    this.coloured = coloured;
  }

  /** Whether there are colours. */
  public boolean isColoured() {
    return coloured;
  }

  /** For what matters most. */
  public String strong(String text) {
    return paint(BOLD, text);
  }

  /** For what belongs to the frame: line numbers, arrows, bars. */
  public String frame(String text) {
    return paint(BOLD_BLUE, text);
  }

  /** For what helps. */
  public String help(String text) {
    return paint(BOLD_CYAN, text);
  }

  /** For code in running text. */
  public String code(String text) {
    return paint(GREEN, text);
  }

  /** For a severity and what it marks. */
  public String severity(Severity severity, String text) {
    return paint(
        switch (severity) {
          case ERROR -> BOLD_RED;
          case WARNING -> BOLD_YELLOW;
          case INFO -> BOLD_CYAN;
        },
        text);
  }

  private String paint(String code, String text) {
    return coloured && !text.isEmpty() ? code + text + RESET : text;
  }
}
