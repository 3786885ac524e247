package dev.fasynclens.cli;

import dev.fasynclens.report.Palette;
import java.io.File;

/** When to use colours. */
enum ColorChoice {
  AUTO,
  ALWAYS,
  NEVER;

  /**
   * The colours for what goes to standard output.
   *
   * @param toTerminal whether a person reads it there
   */
  Palette palette(Console console, boolean toTerminal) {
    boolean coloured =
        switch (this) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> toTerminal && !console.isSet("NO_COLOR") && understandsColours(console);
        };
    return coloured ? Palette.COLOURED : Palette.PLAIN;
  }

  private static boolean understandsColours(Console console) {
    if (File.separatorChar == '\\') {
      // The old console of Windows prints escape sequences as they are.
      return console.isSet("WT_SESSION") || console.isSet("TERM") || console.isSet("ANSICON");
    }
    return console.isSet("TERM") && !"dumb".equals(console.environment().get("TERM"));
  }
}
