package dev.fasynclens.report;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.review.Consequence;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Related;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Findings for the tests of reporters. */
final class ReportExample {
  static final RuleInfo RULE =
      new RuleInfo(
          "FA202",
          "poll-mask-as-band",
          "Poll mask passed as band",
          "notification",
          "A sentence.",
          Severity.ERROR,
          true,
          "0.1.0",
          List.of());

  private ReportExample() {}

  /** A driver with one mistake, told with everything a finding can have. */
  static Finding full() {
    SourceText driver =
        SourceText.of(
            "drivers/x.c",
            """
            #include <linux/fs.h>

            static struct fasync_struct *queue;

            static void ready(void)
            {
            	/* 事件 */ kill_fasync(&queue, SIGIO, POLLIN);
            }
            """);
    Place mask = placeOf(driver, "POLLIN");
    return new Finding(
        RULE,
        Severity.ERROR,
        mask,
        "The band is the poll mask POLLIN.",
        List.of(
            new Consequence(range(2, 6, 12, 4, 13), Severity.ERROR, "BUG() in interrupt context"),
            new Consequence(range(4, 14, 0, 4, 14), Severity.INFO, "nothing")),
        List.of(new Related(placeOf(driver, "queue"), "the queue is here")),
        List.of(Fix.replacing("Pass POLL_IN", mask, "POLL_IN")));
  }

  static Finding plain(Severity severity, SourceText text, String marked) {
    return new Finding(
        RULE, severity, placeOf(text, marked), "A message.", List.of(), List.of(), List.of());
  }

  static Place placeOf(SourceText text, String marked) {
    byte[] wanted = marked.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at + wanted.length <= text.length(); at++) {
      if (text.slice(at, at + wanted.length).equals(marked)) {
        return Place.of(text, at, at + wanted.length);
      }
    }
    throw new IllegalArgumentException(marked);
  }

  static Report report(Finding... findings) {
    return new Report(
        "0.1.0", TargetKernels.UNSET, 12, List.of(findings), List.of(), List.of(), List.of());
  }

  static String written(Reporter reporter, Report report) throws IOException {
    StringBuilder out = new StringBuilder();
    reporter.write(report, out);
    return out.toString();
  }

  private static KernelRange range(int a, int b, int c, int d, int e) {
    return new KernelRange(new KernelVersion(a, b, c), new KernelVersion(d, e, 0));
  }
}
