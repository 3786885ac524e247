package dev.fasynclens.cli;

import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import java.util.List;

/** Findings for tests. */
final class Findings {
  private Findings() {}

  static Finding at(Place place, Fix... fixes) {
    return of("FA202", Severity.ERROR, place, fixes);
  }

  static Finding of(String rule, Severity severity, Place place, Fix... fixes) {
    RuleInfo info =
        new RuleInfo(
            rule,
            "a-name",
            "A title",
            "a family",
            "A summary.",
            severity,
            true,
            "0.1.0",
            List.of());
    return new Finding(info, severity, place, "A message.", List.of(), List.of(), List.of(fixes));
  }
}
