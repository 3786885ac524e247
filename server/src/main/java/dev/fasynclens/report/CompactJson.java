package dev.fasynclens.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;

/** How every report in JSON is spaced: one line, with a blank after commas and colons. */
public final class CompactJson {
  private CompactJson() {}

  /** A writer; whoever uses it flushes it. */
  public static JsonWriter to(Appendable out) {
    JsonWriter json = new JsonWriter(new AppendableWriter(out));
    json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
    return json;
  }
}
