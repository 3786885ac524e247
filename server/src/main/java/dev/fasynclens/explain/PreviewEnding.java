package dev.fasynclens.explain;

import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.story.Ending;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a preview comes to, told of the program and not of the actors of a scenario. */
final class PreviewEnding {
  private static final int MOST_CLAUSES = 3;
  private static final String NOTHING_TOLD = "SI_KERNEL";

  /** Stands for how often it happened. */
  private static final String TIMES = "@";

  private PreviewEnding() {}

  static Ending of(Storyboard story) {
    if (story.ending().bad()) {
      return story.ending();
    }
    Map<String, Integer> clauses = new LinkedHashMap<>();
    for (Panel panel : story.panels()) {
      panel.outcome().events().forEach(event -> clauses.merge(clause(event), 1, Integer::sum));
    }
    if (clauses.isEmpty()) {
      return story.ending();
    }
    List<String> told = new ArrayList<>();
    clauses.forEach((clause, times) -> told.add(clause.replace(TIMES, times(times))));
    int more = told.size() - MOST_CLAUSES;
    String all = String.join("; ", told.subList(0, Math.min(told.size(), MOST_CLAUSES)));
    String sentence = all + (more > 0 ? "; and " + more + " more" : "");
    return new Ending(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1), false);
  }

  private static String clause(Event event) {
    return switch (event) {
      case Event.Delivered it ->
          who(it.to()) + "'s handler for " + signal(it.sig()) + " ran " + TIMES + told(it.record());
      case Event.Died it ->
          signal(it.sig()) + " ends " + who(it.actor()) + (it.core() ? " with a core" : "");
      case Event.Exited it -> who(it.actor()) + " exits with status " + it.status();
      case Event.Stopped it -> signal(it.sig()) + " stops " + who(it.actor());
      case Event.Continued it -> who(it.actor()) + " goes on";
      case Event.Complaint it -> it.kind().text() + " in " + it.in();
    };
  }

  private static String told(Event.@Nullable Siginfo record) {
    return switch (record) {
      case null -> ", without siginfo";
      case Event.FileInfo it when it.code().equals(NOTHING_TOLD) ->
          " and was told no descriptor (si_code " + it.code() + ")";
      case Event.FileInfo it -> " with " + it.code() + " for descriptor " + it.fd();
      case Event.SenderInfo it -> " with " + it.code() + ", as sent by " + who(it.pid());
    };
  }

  /** Scenarios write the first real-time signal {@code RTMIN+0}. */
  private static String signal(String name) {
    return name.startsWith("RT") ? "SIG" + name.replaceFirst("\\+0$", "") : name;
  }

  /** The actors of {@link Preview}'s scenarios. */
  private static String who(String actor) {
    return switch (actor.substring(actor.indexOf(':') + 1)) {
      case "m" -> "the program";
      case "t1" -> "its thread";
      case "c1" -> "its child";
      default -> actor;
    };
  }

  private static String times(int times) {
    return switch (times) {
      case 1 -> "once";
      case 2 -> "twice";
      default -> times + " times";
    };
  }
}
