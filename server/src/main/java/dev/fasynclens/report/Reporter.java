package dev.fasynclens.report;

import java.io.IOException;

/** One output format. */
public interface Reporter {
  /** Writes the whole report; the caller flushes. */
  void write(Report report, Appendable out) throws IOException;
}
