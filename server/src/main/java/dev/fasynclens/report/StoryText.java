package dev.fasynclens.report;

import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.review.Severity;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.EventWords;
import dev.fasynclens.scenario.story.Comparison;
import dev.fasynclens.scenario.story.Ending;
import dev.fasynclens.scenario.story.Happening;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Storyboards for a terminal: the steps, and below each what the kernel did. */
public final class StoryText {
  private static final int NARROWEST = 40;
  private static final int STEP = 2;
  private static final int DEEPEST = 12;

  private final Palette palette;
  private final int width;
  private final boolean verbose;
  private final Appendable out;

  /**
   * @param width of the terminal in cells
   * @param verbose whether locks and results are shown, too
   */
  public StoryText(Palette palette, int width, boolean verbose, Appendable out) {
    this.palette = palette;
    this.width = Math.max(NARROWEST, width);
    this.verbose = verbose;
    this.out = out;
  }

  /** Writes one storyboard. */
  public void write(Storyboard story) throws IOException {
    line(0, story.scenario().title(), palette::strong);
    line(0, "Linux " + story.version() + ", " + story.verdict().text(), UnaryOperator.identity());
    int digits = String.valueOf(story.panels().size()).length();
    for (Panel panel : story.panels()) {
      out.append('\n');
      write(panel, digits);
    }
    out.append('\n');
    write(story.ending());
  }

  private void write(Ending ending) throws IOException {
    line(0, ending.sentence() + ".", ending.bad() ? this::bad : palette::strong);
  }

  private String bad(String text) {
    return palette.severity(Severity.ERROR, text);
  }

  private static String heading(Panel panel, int digits) {
    String number = String.valueOf(panel.number());
    String returns = panel.outcome().returns();
    return " ".repeat(digits - number.length())
        + number
        + "  "
        + panel.text()
        + (returns.isEmpty() ? "" : " -> " + returns)
        + (panel.outcome().out().isEmpty() ? "" : "  " + panel.outcome().out());
  }

  private void write(Panel panel, int digits) throws IOException {
    line(0, heading(panel, digits), palette::frame);
    int indent = digits + 2;
    for (Happening each : panel.happenings()) {
      write(each, indent, panel.actor());
    }
    for (Event event : panel.outcome().events()) {
      boolean told =
          !panel.happenings().isEmpty()
              && (event instanceof Event.Delivered || event instanceof Event.Complaint);
      if (!told) {
        line(
            indent,
            EventWords.of(event),
            event instanceof Event.Complaint ? this::bad : palette::strong);
      }
    }
    if (panel.mismatch().isPresent()) {
      line(indent, "not as expected: " + panel.mismatch().get(), this::bad);
    }
  }

  /** Writes what the kernel did in a step, and nothing else. */
  void writeCalls(Panel panel) throws IOException {
    for (Happening each : panel.happenings()) {
      write(each, 0, panel.actor());
    }
  }

  private void write(Happening happening, int indent, String context) throws IOException {
    switch (happening) {
      case Happening.Call call -> {
        TraceEvent.Enter entered = call.entered();
        boolean other = !context.equals(entered.context());
        String result =
            call.result().isEmpty()
                ? "  does not return"
                : verbose && !call.result().get().isEmpty() ? " = " + call.result().get() : "";
        line(
            indent,
            (other ? "[" + entered.context() + "] " : "")
                + entered.name()
                + StoryWords.arguments(entered.arguments())
                + result,
            UnaryOperator.identity());
        int inside = Math.min(indent + STEP, DEEPEST * STEP + Math.min(indent, STEP));
        for (Happening each : call.inside()) {
          write(each, inside, entered.context());
        }
      }
      case Happening.Note note -> write(note.event(), indent);
    }
  }

  private void write(TraceEvent event, int indent) throws IOException {
    switch (event) {
      case TraceEvent.LockTaken _, TraceEvent.LockReleased _ -> {
        if (verbose) {
          line(indent, StoryWords.of(event), palette::frame);
        }
      }
      case TraceEvent.Decision _ -> line(indent, "* " + StoryWords.of(event), palette::help);
      case TraceEvent.Delivery _ -> line(indent, "=> " + StoryWords.of(event), palette::strong);
      case TraceEvent.Trouble _ -> line(indent, "! " + StoryWords.of(event), this::bad);
      default -> line(indent, StoryWords.of(event), palette::code);
    }
  }

  /** Writes what differs between two runs, and with all details the runs themselves. */
  public void write(Comparison comparison) throws IOException {
    Storyboard first = comparison.first();
    Storyboard second = comparison.second();
    if (verbose) {
      write(first);
      out.append('\n');
      write(second);
      out.append('\n');
    }
    line(0, first.scenario().title(), palette::strong);
    int versions = Math.max(name(first).length(), name(second).length());
    verdict(first, versions);
    verdict(second, versions);
    out.append('\n');
    int digits = String.valueOf(comparison.steps().size()).length();
    for (Comparison.StepDifferences step : comparison.steps()) {
      differences(step, comparison, digits);
    }
    out.append('\n');
    if (comparison.isEmpty()) {
      line(0, "Nothing differs.", palette::strong);
    }
    ending(first, versions);
    ending(second, versions);
  }

  private static String name(Storyboard story) {
    return "Linux " + story.version();
  }

  private void verdict(Storyboard story, int versions) throws IOException {
    String name = name(story);
    line(
        0,
        name + " ".repeat(versions - name.length()) + "  " + story.verdict().text(),
        UnaryOperator.identity());
  }

  private void ending(Storyboard story, int versions) throws IOException {
    String name = name(story);
    line(
        0,
        name + " ".repeat(versions - name.length()) + "  " + story.ending().sentence() + ".",
        story.ending().bad() ? this::bad : palette::strong);
  }

  private void differences(Comparison.StepDifferences step, Comparison comparison, int digits)
      throws IOException {
    boolean same = step.differences().isEmpty();
    String number = String.valueOf(step.number());
    line(
        0,
        " ".repeat(digits - number.length()) + number + "  " + comparison.textOf(step.number()),
        same ? UnaryOperator.identity() : palette::frame);
    int versions =
        Math.max(
            comparison.first().version().toString().length(),
            comparison.second().version().toString().length());
    for (Comparison.Difference each : step.differences()) {
      if (each.aspect() == Comparison.Aspect.NAME) {
        line(digits + 2, each.first() + " is called " + each.second(), palette::help);
      } else {
        side(comparison.first(), each.aspect(), each.first(), digits + 2, versions);
        side(comparison.second(), each.aspect(), each.second(), digits + 2, versions);
      }
    }
  }

  private void side(
      Storyboard story, Comparison.Aspect aspect, String text, int indent, int versions)
      throws IOException {
    if (!text.isEmpty()) {
      String version = story.version().toString();
      line(
          indent,
          version + " ".repeat(versions - version.length()) + "  " + aspect.text() + ": " + text,
          UnaryOperator.identity());
    }
  }

  /** Writes a text over as many lines as it needs; all but the first are indented deeper. */
  private void line(int indent, String text, UnaryOperator<String> paint) throws IOException {
    String rest = PrintableText.of(text);
    int margin = indent;
    while (true) {
      int end = fitting(rest, width - margin);
      out.append(" ".repeat(margin)).append(paint.apply(rest.substring(0, end))).append('\n');
      rest = rest.substring(end).stripLeading();
      if (rest.isEmpty()) {
        return;
      }
      margin = indent + 2 * STEP;
    }
  }

  /** Where a line ends: before the blank that no longer fits, or a word that is longer. */
  private static int fitting(String text, int cells) {
    int end = text.length();
    if (PrintableText.cells(text) <= cells) {
      return end;
    }
    int best = -1;
    for (int blank = text.indexOf(' ', 1); blank > 0; blank = text.indexOf(' ', blank + 1)) {
      boolean indentation = text.substring(0, blank).isBlank();
      if (!indentation && (best < 0 || PrintableText.cells(text.substring(0, blank)) <= cells)) {
        best = blank;
      }
    }
    return best < 0 ? end : best;
  }
}
