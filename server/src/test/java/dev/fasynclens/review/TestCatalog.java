package dev.fasynclens.review;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A catalog of three rules, so that tests do not depend on the rules there are. */
final class TestCatalog {
  static final String INDEX = "rules/index.json";
  static final Map<String, String> FILES =
      Map.of(
          INDEX,
          rule("FA202", "poll-mask-as-band", "notification", "error")
              + rule("FA301", "close-without-removal", "release", "error")
              + rule("FA901", "unused-suppression", "the tool itself", "warning"),
          "rules/FA202/README.md",
          "# FA202\n");

  private TestCatalog() {}

  static RuleCatalog load() {
    return from(FILES);
  }

  static RuleCatalog from(Map<String, String> files) {
    return RuleCatalog.load(
        path -> {
          String text = files.get(path);
          return text == null
              ? null
              : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        });
  }

  static String rule(String id, String name, String family, String severity) {
    return """
    {"id": "%s", "name": "%s", "title": "A title", "family": "%s", "summary": "A sentence.",
     "severity": "%s", "fixable": true, "since": "0.1.0", "tags": ["one", "two"]}
    """
        .formatted(id, name, family, severity);
  }
}
