package dev.fasynclens.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a run of the program.
 *
 * @param workingDirectory absolute; relative paths start here
 * @param out where the report goes, and nothing else
 * @param err where everything else goes
 * @param charset of text on {@code out}
 * @param environment the value of a variable, or null
 * @param outTerminal whether a person reads {@code out}
 * @param errTerminal whether a person reads {@code err}
 */
record Console(
    Path workingDirectory,
    InputStream in,
    OutputStream out,
    PrintStream err,
    Charset charset,
    Environment environment,
    boolean outTerminal,
    boolean errTerminal) {

  /** The environment variables. */
  interface Environment {
    /** The value of a variable, or null. */
    @Nullable String get(String name);
  }

  /** Tells people something about the run. */
  void say(String message) {
    tell("fasync-lens: " + message);
  }

  /** Writes a line to {@code err}. */
  void tell(String line) {
    err.print(line + "\n");
    err.flush();
  }

  boolean isSet(String variable) {
    String value = environment.get(variable);
    return value != null && !value.isEmpty();
  }
}
