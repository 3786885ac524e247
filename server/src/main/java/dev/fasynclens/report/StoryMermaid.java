package dev.fasynclens.report;

import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.EventWords;
import dev.fasynclens.scenario.story.Happening;
import dev.fasynclens.scenario.story.Lane;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Storyboards as sequence diagrams of Mermaid, which GitHub and GitLab draw. */
public final class StoryMermaid {
  /** Mermaid refuses longer texts by default. */
  private static final int LONGEST = 48_000;

  private static final String LITERAL = " .,()/=+*?_'";

  private final boolean verbose;
  private final StringBuilder out = new StringBuilder();
  private final Map<String, String> actors = new LinkedHashMap<>();

  private StoryMermaid(boolean verbose) {
    this.verbose = verbose;
  }

  /**
   * Writes storyboards, one below the other.
   *
   * @param verbose whether locks and results are shown, too
   */
  public static void write(List<Storyboard> stories, boolean verbose, Appendable out)
      throws IOException {
    StoryMermaid diagram = new StoryMermaid(verbose);
    diagram.draw(stories);
    out.append(diagram.out);
  }

  private void draw(List<Storyboard> stories) {
    out.append("sequenceDiagram\n");
    out.append("    title ").append(escaped(stories.getFirst().scenario().title())).append('\n');
    for (Storyboard story : stories) {
      for (Panel panel : story.panels()) {
        actors.computeIfAbsent(panel.actor(), _ -> "a" + actors.size());
        for (TraceEvent event : panel.trace()) {
          if (event instanceof TraceEvent.Enter enter) {
            actors.computeIfAbsent(enter.context(), _ -> "a" + actors.size());
          }
        }
      }
    }
    actors.forEach((name, id) -> participant("actor", id, name));
    for (Lane lane : Lane.values()) {
      if (lane != Lane.APPLICATION) {
        participant("participant", id(lane), lane.title());
      }
    }
    for (Storyboard story : stories) {
      note("Linux " + story.version() + ". " + story.ending().sentence());
      int shown = 0;
      for (Panel panel : story.panels()) {
        int before = out.length();
        draw(panel);
        if (out.length() > LONGEST) {
          out.setLength(before);
          note((story.panels().size() - shown) + " more steps, which are too much for one diagram");
          return;
        }
        shown++;
      }
    }
  }

  private void participant(String kind, String id, String name) {
    out.append("    ").append(kind).append(' ').append(id).append(" as ").append(escaped(name));
    out.append('\n');
  }

  private static String id(Lane lane) {
    return switch (lane) {
      case APPLICATION -> "a0";
      case VFS -> "vfs";
      case DRIVER -> "driver";
      case SIGNALS -> "signals";
      case HANDLER -> "handler";
    };
  }

  private void draw(Panel panel) {
    String actor = String.valueOf(actors.get(panel.actor()));
    note(panel.number() + ". " + panel.text());
    for (Happening each : panel.happenings()) {
      draw(each, actor, panel.actor());
    }
    for (Event event : panel.outcome().events()) {
      boolean drawn = event instanceof Event.Delivered || event instanceof Event.Complaint;
      if (panel.happenings().isEmpty() || !drawn) {
        over(actor, EventWords.of(event));
      }
    }
    String returns = panel.outcome().returns();
    if (!returns.isEmpty()) {
      String printed = panel.outcome().out();
      over(actor, "returns " + returns + (printed.isEmpty() ? "" : ", prints " + printed));
    }
    panel.mismatch().ifPresent(text -> bad("Not as expected: " + text));
  }

  private void draw(Happening happening, String around, String context) {
    switch (happening) {
      case Happening.Call call -> {
        TraceEvent.Enter entered = call.entered();
        boolean same = entered.context().equals(context);
        String from = same ? around : String.valueOf(actors.get(entered.context()));
        String to = id(Lane.of(entered.function()));
        arrow(from, "->>", to, entered.name() + StoryWords.arguments(entered.arguments()));
        for (Happening each : call.inside()) {
          draw(each, to, entered.context());
        }
        if (verbose && call.result().isPresent() && !call.result().get().isEmpty()) {
          arrow(to, "-->>", from, call.result().get());
        }
      }
      case Happening.Note note -> draw(note.event(), around);
    }
  }

  private void draw(TraceEvent event, String where) {
    switch (event) {
      case TraceEvent.Delivery it ->
          arrow(id(Lane.SIGNALS), "->>", id(Lane.HANDLER), StoryWords.of(it));
      case TraceEvent.Trouble it -> bad(StoryWords.of(it));
      case TraceEvent.LockTaken _, TraceEvent.LockReleased _ -> {
        if (verbose) {
          over(where, StoryWords.of(event));
        }
      }
      default -> over(where, StoryWords.of(event));
    }
  }

  private void arrow(String from, String kind, String to, String text) {
    out.append("    ").append(from).append(kind).append(to).append(": ").append(escaped(text));
    out.append('\n');
  }

  private void over(String where, String text) {
    out.append("    Note over ").append(where).append(": ").append(escaped(text)).append('\n');
  }

  /** A note across the whole diagram. */
  private void note(String text) {
    over(actors.isEmpty() ? "vfs,handler" : "a0,handler", text);
  }

  private void bad(String text) {
    out.append("    rect rgba(220, 30, 30, 0.25)\n");
    note(text);
    out.append("    end\n");
  }

  /** Text in which nothing means anything to Mermaid: it knows the entities of HTML. */
  static String escaped(String text) {
    String printable = PrintableText.of(text);
    StringBuilder result = new StringBuilder();
    for (int at = 0; at < printable.length(); ) {
      int c = printable.codePointAt(at);
      if (c > 0x7F || Character.isLetterOrDigit(c) || LITERAL.indexOf(c) >= 0) {
        result.appendCodePoint(c);
      } else {
        result.append('#').append(c).append(';');
      }
      at += Character.charCount(c);
    }
    return printable.isBlank() ? "#32;" : result.toString().strip();
  }
}
