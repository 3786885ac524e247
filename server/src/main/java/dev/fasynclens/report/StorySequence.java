package dev.fasynclens.report;

import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.story.Happening;
import dev.fasynclens.scenario.story.Lane;
import dev.fasynclens.scenario.story.Panel;
import java.io.IOException;
import java.util.Set;

/** What the kernel did in a step, as HTML: a list whose rows a style sheet puts into lanes. */
final class StorySequence {
  private static final int MOST_INDENTS = 6;
  private static final int MOST_NESTED = 4;
  private static final int COLUMNS = 11;

  private final Set<String> marked;
  private final Appendable out;

  /**
   * @param marked functions to point out
   */
  StorySequence(Set<String> marked, Appendable out) {
    this.marked = marked;
    this.out = out;
  }

  void write(Panel panel) throws IOException {
    out.append("<div class=\"sequence\">\n<ul class=\"lanes\" aria-hidden=\"true\">");
    for (Lane lane : Lane.values()) {
      out.append("<li class=\"lane-").append(String.valueOf(lane.place())).append("\">");
      out.append(lane.title()).append("</li>");
    }
    out.append("</ul>\n<ol class=\"rows\">\n");
    for (Happening each : panel.happenings()) {
      write(each, Lane.APPLICATION, panel.actor(), 0, 0);
    }
    out.append("</ol>\n</div>\n");
  }

  /**
   * Writes a happening and all inside it.
   *
   * @param lane who does it
   * @param depth calls around it
   * @param nested how many of them, counted from the inside, belong to the same lane
   */
  private void write(Happening happening, Lane lane, String context, int depth, int nested)
      throws IOException {
    switch (happening) {
      case Happening.Call call -> {
        Lane to = Lane.of(call.entered().function());
        int same = to == lane ? nested + 1 : 0;
        call(call, lane, to, context, depth, nested);
        for (Happening each : call.inside()) {
          write(each, to, call.entered().context(), depth + 1, same);
        }
      }
      case Happening.Note note -> note(note.event(), lane, depth, nested);
    }
  }

  private void call(Happening.Call call, Lane from, Lane to, String context, int depth, int nested)
      throws IOException {
    TraceEvent.Enter entered = call.entered();
    boolean cross = from != to;
    String differs = marked.contains(entered.name()) ? " differs" : "";
    out.append("<li class=\"row call").append(differs).append(lane(to)).append(indent(depth));
    out.append(cross ? arrow(from, to) : " self" + nest(nested)).append("\">");
    out.append("<span class=\"label").append(cross ? span(from, to) : aside(to)).append("\">");
    if (!context.equals(entered.context())) {
      out.append("<span class=\"context\">[").append(Html.text(entered.context()));
      out.append("]</span> ");
    }
    if (cross) {
      out.append("<span class=\"unseen\">").append(from.title()).append(" to ");
      out.append(to.title()).append(": </span>");
    }
    out.append("<span class=\"function\">").append(Html.text(entered.name()));
    out.append("</span> <span class=\"arguments\">");
    out.append(Html.text(StoryWords.values(entered.arguments()))).append("</span>");
    if (call.result().isEmpty()) {
      out.append(" <span class=\"lost\">does not return</span>");
    } else if (!call.result().get().isEmpty()) {
      out.append(" <span class=\"result\">= ").append(Html.text(call.result().get()));
      out.append("</span>");
    }
    out.append("</span></li>\n");
  }

  private void note(TraceEvent event, Lane lane, int depth, int nested) throws IOException {
    switch (event) {
      case TraceEvent.Decision it -> {
        open("decision", lane, depth, nested, "");
        out.append(Html.text(it.decision())).append(", <span class=\"because\">because ");
        out.append(Html.text(it.reason())).append("</span>");
      }
      case TraceEvent.Change it -> {
        open(
            "change",
            lane,
            depth,
            nested,
            " data-what=\""
                + Html.text(it.what())
                + "\" data-after=\""
                + Html.text(it.after())
                + '"');
        out.append(Html.text(it.what())).append(": <span class=\"mono\">");
        out.append(Html.text(it.before())).append(" &rarr; <span class=\"after\">");
        out.append(Html.text(it.after())).append("</span></span>");
      }
      case TraceEvent.LockTaken _, TraceEvent.LockReleased _ -> {
        open("lock", lane, depth, nested, "");
        out.append(Html.text(StoryWords.of(event)));
      }
      case TraceEvent.Delivery it -> delivery(it);
      case TraceEvent.Trouble it -> {
        out.append("<li class=\"row trouble").append(indent(depth)).append("\">");
        out.append("<span class=\"label s1 e11\">").append(Html.text(StoryWords.of(it)));
      }
      case TraceEvent.Enter _, TraceEvent.Return _ ->
          throw new IllegalStateException("calls are not notes");
    }
    out.append("</span></li>\n");
  }

  private void open(String kind, Lane lane, int depth, int nested, String data) throws IOException {
    boolean late = lane.compareTo(Lane.DRIVER) > 0;
    out.append("<li class=\"row ").append(kind).append(late ? " late" : "").append(lane(lane));
    out.append(indent(depth)).append(nest(nested)).append('"').append(data).append('>');
    out.append("<span class=\"label").append(late ? " s5 e11" : aside(lane)).append("\">");
  }

  private void delivery(TraceEvent.Delivery it) throws IOException {
    out.append("<li class=\"row delivery").append(arrow(Lane.SIGNALS, Lane.HANDLER));
    out.append(lane(Lane.HANDLER)).append("\" data-to=\"").append(Html.text(it.to()));
    out.append("\" data-signal=\"").append(Html.text(it.signal() + " by " + it.via()));
    out.append("\"><span class=\"label").append(span(Lane.SIGNALS, Lane.HANDLER)).append("\">");
    out.append(Html.text(it.to())).append(" gets ");
    out.append(Html.text(it.signal())).append(" <span class=\"arguments\">");
    out.append(Html.text(it.via()));
    for (TraceEvent.Value value : it.record()) {
      out.append(", <span data-name=\"").append(Html.text(value.name()));
      out.append("\" data-value=\"").append(Html.text(value.value())).append("\">");
      out.append(Html.text(value.name() + " " + value.value())).append("</span>");
    }
    out.append("</span>");
  }

  private static String lane(Lane lane) {
    return " lane-" + lane.place();
  }

  private static String indent(int depth) {
    return depth == 0 ? "" : " indent-" + Math.min(MOST_INDENTS, depth);
  }

  private static String nest(int nested) {
    return nested == 0 ? "" : " nest-" + Math.min(MOST_NESTED, nested);
  }

  private static String arrow(Lane from, Lane to) {
    return from.compareTo(to) < 0 ? " cross right" : " cross left";
  }

  /** From the middle of one lane to the middle of another: a lane is two columns wide. */
  private static String span(Lane from, Lane to) {
    int first = Math.min(from.place(), to.place());
    int last = Math.max(from.place(), to.place());
    return " s" + (2 * first + 2) + " e" + (2 * last + 2);
  }

  /** From the middle of a lane to the end. */
  private static String aside(Lane lane) {
    return " s" + (2 * lane.place() + 2) + " e" + COLUMNS;
  }
}
