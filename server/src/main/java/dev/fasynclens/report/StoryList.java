package dev.fasynclens.report;

import dev.fasynclens.review.Severity;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;

/** Many storyboards for a terminal, one a line, and what was not as expected. */
public final class StoryList {
  private static final int VERDICT = 16;

  private final Palette palette;
  private final Appendable out;

  /** Writes to this. */
  public StoryList(Palette palette, Appendable out) {
    this.palette = palette;
    this.out = out;
  }

  /** Writes the line of a file, and below it each step that was not as expected. */
  public void write(String file, Storyboard story) throws IOException {
    String verdict = story.verdict().text();
    boolean bad = story.verdict() == Storyboard.Verdict.NOT_AS_EXPECTED;
    out.append(bad ? palette.severity(Severity.ERROR, verdict) : verdict);
    out.append(" ".repeat(VERDICT + 1 - verdict.length()));
    String version = story.version().toString();
    out.append(version).append(" ".repeat(Math.max(1, 9 - version.length())));
    out.append(PrintableText.of(file)).append("  ");
    out.append(palette.strong(PrintableText.of(story.scenario().title()))).append('\n');
    for (Panel panel : story.panels()) {
      if (panel.mismatch().isPresent()) {
        out.append("    step ").append(String.valueOf(panel.number())).append(", ");
        out.append(PrintableText.of(panel.text())).append(": ");
        out.append(PrintableText.of(panel.mismatch().get())).append('\n');
      }
    }
  }

  /** Writes the last line: {@code 12 scenarios, 12 as expected}. */
  public void summary(int scenarios, int asExpected, int unjudged, int unusable)
      throws IOException {
    out.append(String.valueOf(scenarios)).append(scenarios == 1 ? " scenario, " : " scenarios, ");
    out.append(String.valueOf(asExpected - unjudged)).append(" as expected");
    if (unjudged > 0) {
      out.append(", ").append(String.valueOf(unjudged)).append(" not judged");
    }
    if (unusable > 0) {
      out.append(", ").append(String.valueOf(unusable)).append(" could not be used");
    }
    out.append('\n');
  }
}
