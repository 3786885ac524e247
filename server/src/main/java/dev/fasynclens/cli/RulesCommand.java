package dev.fasynclens.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.fasynclens.report.Palette;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.RuleInfo;
import java.io.IOException;
import java.io.Writer;

/** Lists the rules. */
final class RulesCommand {
  private static final int VERSION = 1;

  private final RuleCatalog catalog;

  RulesCommand(RuleCatalog catalog) {
    this.catalog = catalog;
  }

  /** Writes them for people, one a line. */
  void writeText(Palette palette, Writer out) throws IOException {
    int nameWidth = 0;
    for (RuleInfo rule : catalog.infos()) {
      nameWidth = Math.max(nameWidth, rule.name().length());
    }
    for (RuleInfo rule : catalog.infos()) {
      String severity = rule.severity().label();
      out.write(palette.strong(rule.id()) + "  ");
      out.write(rule.name() + " ".repeat(nameWidth + 2 - rule.name().length()));
      out.write(palette.severity(rule.severity(), severity) + " ".repeat(9 - severity.length()));
      out.write(rule.fixable() ? "fix  " : "     ");
      out.write(rule.title() + "\n");
    }
  }

  /** Writes them for programs. */
  void writeJson(Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
    json.beginObject();
    json.name("version").value(VERSION);
    json.name("rules").beginArray();
    for (RuleInfo rule : catalog.infos()) {
      json.beginObject();
      json.name("id").value(rule.id());
      json.name("name").value(rule.name());
      json.name("title").value(rule.title());
      json.name("family").value(rule.family());
      json.name("summary").value(rule.summary());
      json.name("severity").value(rule.severity().label());
      json.name("fixable").value(rule.fixable());
      json.name("since").value(rule.since());
      json.name("tags").beginArray();
      for (String tag : rule.tags()) {
        json.value(tag);
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.flush();
    out.write('\n');
  }
}
