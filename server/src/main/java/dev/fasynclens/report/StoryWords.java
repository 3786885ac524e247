package dev.fasynclens.report;

import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/** What all renderings of storyboards say in the same words. */
final class StoryWords {
  private StoryWords() {}

  /** Arguments as in a call: {@code (fd 3, on 1)}. */
  static String arguments(List<TraceEvent.Value> values) {
    return "(" + values(values) + ")";
  }

  static String values(List<TraceEvent.Value> values) {
    List<String> result = new ArrayList<>(values.size());
    for (TraceEvent.Value value : values) {
      result.add(value.name() + " " + value.value());
    }
    return String.join(", ", result);
  }

  /** An event as a line without a mark in front. */
  static String of(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Enter it -> it.name() + arguments(it.arguments());
      case TraceEvent.Return it -> it.name() + (it.result().isEmpty() ? "" : " = " + it.result());
      case TraceEvent.Decision it -> it.decision() + ", because " + it.reason();
      case TraceEvent.Change it -> it.what() + ": " + it.before() + " -> " + it.after();
      case TraceEvent.LockTaken it -> it.how() + " " + it.lock();
      case TraceEvent.LockReleased it -> "unlock " + it.lock();
      case TraceEvent.Delivery it ->
          it.to()
              + " gets "
              + it.signal()
              + " ("
              + it.via()
              + ")"
              + (it.record().isEmpty() ? "" : ": " + values(it.record()));
      case TraceEvent.Trouble it -> it.kind().text() + " in " + it.in() + ": " + it.message();
    };
  }
}
