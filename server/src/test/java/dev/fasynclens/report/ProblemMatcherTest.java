package dev.fasynclens.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The problem matcher for GitHub's runner, applied as the runner does. */
final class ProblemMatcherTest {
  private static final Path FILE = Path.of("../.github/fasync-lens-matcher.json");

  /** The runner skips what has another severity. */
  private static final Set<String> SEVERITIES = Set.of("error", "warning", "notice");

  @Test
  void everyFindingOfTheGccFormatIsAnAnnotation() throws IOException {
    SourceText text = SourceText.of("drivers/a b/x.c", "\n one two three\n");
    String written =
        ReportExample.written(
            new GccReporter(),
            ReportExample.report(
                ReportExample.plain(Severity.ERROR, text, "one"),
                ReportExample.plain(Severity.WARNING, text, "two"),
                ReportExample.plain(Severity.INFO, text, "three")));

    assertThat(annotations(written))
        .containsExactly(
            "error drivers/a b/x.c 2 2 FA202 A message.",
            "warning drivers/a b/x.c 2 6 FA202 A message.",
            "notice drivers/a b/x.c 2 10 FA202 A message.");
  }

  @Test
  void notesAreNoAnnotations() throws IOException {
    String written =
        ReportExample.written(new GccReporter(), ReportExample.report(ReportExample.full()));

    assertThat(written).hasLineCount(2);
    assertThat(annotations(written)).hasSize(1);
  }

  /** Severity, file, line, column, code and message of what the runner makes of an output. */
  private static List<String> annotations(String output) throws IOException {
    List<String> annotations = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      for (JsonElement each :
          JsonParser.parseString(Files.readString(FILE))
              .getAsJsonObject()
              .getAsJsonArray("problemMatcher")) {
        JsonObject matcher = each.getAsJsonObject();
        JsonObject pattern = matcher.getAsJsonArray("pattern").get(0).getAsJsonObject();
        Matcher match = Pattern.compile(pattern.get("regexp").getAsString()).matcher(line);
        if (match.find()) {
          String severity =
              matcher.has("severity")
                  ? matcher.get("severity").getAsString()
                  : group(match, pattern, "severity");
          assertThat(SEVERITIES).contains(severity);
          annotations.add(
              String.join(
                  " ",
                  severity,
                  group(match, pattern, "file"),
                  group(match, pattern, "line"),
                  group(match, pattern, "column"),
                  group(match, pattern, "code"),
                  group(match, pattern, "message")));
          break;
        }
      }
    }
    return annotations;
  }

  private static String group(Matcher match, JsonObject pattern, String name) {
    return match.group(pattern.get(name).getAsInt());
  }
}
