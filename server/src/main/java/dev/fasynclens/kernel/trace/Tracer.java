package dev.fasynclens.kernel.trace;

import dev.fasynclens.kernel.KernelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the model says what it does. Code that has to build a text first asks {@link #on}, so that
 * running without a trace costs next to nothing.
 */
public final class Tracer {
  private final KernelVersion version;
  private final @Nullable Consumer<TraceEvent> sink;
  private String context = "";
  private int depth;

  /**
   * @param version whose names are used
   * @param sink gets each event, in order; null to record nothing
   */
  public Tracer(KernelVersion version, @Nullable Consumer<TraceEvent> sink) {
    this.version = version;
    this.sink = sink;
  }

  /** Whether anybody listens. */
  public boolean on() {
    return sink != null;
  }

  /** How deep the calls are nested now. */
  public int depth() {
    return depth;
  }

  /** From now on things are done by this task or interrupt, this deep. */
  public void moveTo(String newContext, int newDepth) {
    context = newContext;
    depth = newDepth;
  }

  /**
   * A function is entered.
   *
   * @param arguments names and values in turn
   */
  public void enter(KernelFunction function, Object... arguments) {
    enterAs(function, function.nameIn(version), arguments);
  }

  /** A method of a driver is entered, which has a name of its own. */
  public void enterAs(KernelFunction function, String name, Object... arguments) {
    if (sink != null) {
      sink.accept(new TraceEvent.Enter(context, depth, function, name, values(arguments)));
    }
    depth++;
  }

  /** The function that was entered last returns nothing. */
  public void leave(KernelFunction function) {
    leave(function, "");
  }

  /** The function that was entered last returns. */
  public void leave(KernelFunction function, int result) {
    leave(function, sink == null ? "" : Integer.toString(result));
  }

  /** The function that was entered last returns. */
  public void leave(KernelFunction function, String result) {
    leaveAs(function, sink == null ? "" : function.nameIn(version), result);
  }

  /** The method of a driver that was entered last returns. */
  public void leaveAs(KernelFunction function, String name, String result) {
    depth--;
    if (sink != null) {
      sink.accept(new TraceEvent.Return(context, depth, function, name, result));
    }
  }

  /** A branch is taken; see {@link TraceEvent.Decision}. */
  public void decide(String decision, String reason) {
    if (sink != null) {
      sink.accept(new TraceEvent.Decision(context, depth, decision, reason));
    }
  }

  /** Something changes. */
  public void change(String what, Object before, Object after) {
    if (sink != null) {
      sink.accept(new TraceEvent.Change(context, depth, what, before.toString(), after.toString()));
    }
  }

  /** A lock is taken. */
  public void lock(String lock, String how) {
    if (sink != null) {
      sink.accept(new TraceEvent.LockTaken(context, depth, lock, how));
    }
  }

  /** A lock is given back. */
  public void unlock(String lock) {
    if (sink != null) {
      sink.accept(new TraceEvent.LockReleased(context, depth, lock));
    }
  }

  /**
   * A signal arrives.
   *
   * @param record names and values in turn
   */
  public void deliver(String to, String via, String signal, Object... record) {
    if (sink != null) {
      sink.accept(new TraceEvent.Delivery(context, depth, to, via, signal, values(record)));
    }
  }

  /** Something is wrong. */
  public void trouble(TroubleKind kind, String in, String message) {
    if (sink != null) {
      sink.accept(new TraceEvent.Trouble(context, depth, kind, in, message));
    }
  }

  private static List<TraceEvent.Value> values(Object... namesAndValues) {
    List<TraceEvent.Value> result = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      result.add(
          new TraceEvent.Value(namesAndValues[i].toString(), namesAndValues[i + 1].toString()));
    }
    return List.copyOf(result);
  }
}
