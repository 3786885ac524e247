package dev.fasynclens.report;

import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.EventWords;
import dev.fasynclens.scenario.story.Comparison;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;

/** Storyboards as Markdown, for issues, commit messages and hovers. */
public final class StoryMarkdown {
  private static final int WIDTH = 100;

  private final boolean verbose;
  private final Appendable out;

  /**
   * @param verbose whether locks and results are shown, too
   */
  public StoryMarkdown(boolean verbose, Appendable out) {
    this.verbose = verbose;
    this.out = out;
  }

  /** Writes one storyboard. */
  public void write(Storyboard story) throws IOException {
    heading(story);
    out.append("Linux ").append(story.version().toString()).append(", ");
    out.append(story.verdict().text()).append(": ");
    out.append(ending(story)).append("\n");
    for (Panel panel : story.panels()) {
      write(panel);
    }
  }

  private void heading(Storyboard story) throws IOException {
    out.append("# ").append(MarkdownText.plain(story.scenario().title())).append("\n\n");
    if (!story.scenario().about().isBlank()) {
      out.append(MarkdownText.plain(story.scenario().about())).append("\n\n");
    }
  }

  private static String ending(Storyboard story) {
    return "**" + MarkdownText.plain(story.ending().sentence()) + ".**";
  }

  private void write(Panel panel) throws IOException {
    out.append("\n## ").append(String.valueOf(panel.number())).append(". ");
    out.append(MarkdownText.code(panel.text())).append("\n\n");
    String returns = panel.outcome().returns();
    if (!returns.isEmpty()) {
      out.append("Returns ").append(MarkdownText.code(returns));
      if (!panel.outcome().out().isEmpty()) {
        out.append(", prints ").append(MarkdownText.code(panel.outcome().out()));
      }
      out.append(".\n\n");
    }
    for (Event event : panel.outcome().events()) {
      String text = MarkdownText.plain(EventWords.of(event));
      out.append("- ").append(event instanceof Event.Complaint ? "**" + text + "**" : text);
      out.append('\n');
    }
    if (panel.mismatch().isPresent()) {
      out.append("- **Not as expected: ").append(MarkdownText.plain(panel.mismatch().get()));
      out.append("**\n");
    }
    if (!panel.happenings().isEmpty()) {
      StringBuilder calls = new StringBuilder();
      new StoryText(Palette.PLAIN, WIDTH, verbose, calls).writeCalls(panel);
      out.append(panel.outcome().events().isEmpty() && panel.mismatch().isEmpty() ? "" : "\n");
      out.append(MarkdownText.block(calls.toString()));
    }
  }

  /** Writes what differs between two runs. */
  public void write(Comparison comparison) throws IOException {
    Storyboard first = comparison.first();
    Storyboard second = comparison.second();
    heading(first);
    for (Storyboard each : new Storyboard[] {first, second}) {
      out.append("- Linux ").append(each.version().toString()).append(", ");
      out.append(each.verdict().text()).append(": ").append(ending(each)).append('\n');
    }
    out.append("\n| step | | ").append(first.version().toString()).append(" | ");
    out.append(second.version().toString()).append(" |\n|---|---|---|---|\n");
    for (Comparison.StepDifferences step : comparison.steps()) {
      String text = comparison.textOf(step.number());
      String cell = step.number() + ". " + MarkdownText.code(text).replace("|", "\\|");
      if (step.differences().isEmpty()) {
        row(cell, "", "same", "same");
      }
      for (Comparison.Difference each : step.differences()) {
        row(
            cell,
            each.aspect().text(),
            MarkdownText.plain(each.first()),
            MarkdownText.plain(each.second()));
        cell = "";
      }
    }
  }

  private void row(String... cells) throws IOException {
    for (String cell : cells) {
      out.append("| ").append(cell).append(cell.isEmpty() ? "" : " ");
    }
    out.append("|\n");
  }
}
