package dev.fasynclens.report;

import java.io.IOException;
import java.util.List;

/** One output format. */
public interface Reporter {
  /** Writes the whole report; the caller flushes. */
  void write(Report report, Appendable out) throws IOException;

  /** What has to be said beside the report, because the format cannot hold all of it. */
  default List<String> remarks(Report report) {
    return List.of();
  }
}
