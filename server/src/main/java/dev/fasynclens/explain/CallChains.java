package dev.fasynclens.explain;

import dev.fasynclens.explain.CallChain.LockUse;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.StepRun;
import dev.fasynclens.scenario.story.Happening;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which function calls which on one version, as far as the way of a signal goes. */
public final class CallChains {
  private final KernelVersion version;
  private final List<List<Happening>> runs = new ArrayList<>();

  private CallChains(KernelVersion version) {
    this.version = version;
  }

  /** Finds out for a version, by running the model. */
  public static CallChains of(KernelVersion version) {
    CallChains result = new CallChains(version);
    for (Scenario scenario : CanonicalRuns.all()) {
      for (StepRun step : ScenarioRunner.run(scenario, version, true).steps()) {
        result.runs.add(Happening.of(step.trace()));
      }
    }
    return result;
  }

  /** The functions that take part on this version. */
  public Set<KernelFunction> functions() {
    Set<KernelFunction> result = EnumSet.noneOf(KernelFunction.class);
    for (List<Happening> run : runs) {
      Happening.walk(
          run,
          each -> {
            if (each instanceof Happening.Call call) {
              result.add(call.entered().function());
              KernelFunction.named(call.entered().name()).ifPresent(result::add);
            }
          });
    }
    return result;
  }

  /** All that a function calls in any of the runs; empty if it takes no part on this version. */
  public Optional<CallChain> from(KernelFunction function) {
    Search search = new Search(function, function.nameIn(version));
    for (List<Happening> run : runs) {
      Happening.walk(run, search::visit);
    }
    return search.found == null
        ? Optional.empty()
        : Optional.of(new CallChain(version, search.found.call(), search.nesting));
  }

  /** Collects all calls of a function. */
  private static final class Search {
    private final KernelFunction function;
    private final String name;
    private @Nullable Merged found;
    private List<LockUse> nesting = List.of();

    Search(KernelFunction function, String name) {
      this.function = function;
      this.name = name;
    }

    /** A driver's method is a function of its own and the method of its table as well. */
    private boolean isWanted(TraceEvent.Enter entered) {
      return entered.function() == function || entered.name().equals(name);
    }

    void visit(Happening happening) {
      if (happening instanceof Happening.Call call && isWanted(call.entered())) {
        if (found == null) {
          found = new Merged(function);
        }
        found.merge(call);
        follow(call, new ArrayList<>());
      }
    }

    /** Finds where most locks are held. */
    private void follow(Happening.Call call, List<LockUse> held) {
      for (Happening each : call.inside()) {
        switch (each) {
          case Happening.Call inner -> follow(inner, held);
          case Happening.Note note when note.event() instanceof TraceEvent.LockTaken taken -> {
            held.add(new LockUse(taken.lock(), taken.how()));
            if (held.size() > nesting.size()) {
              nesting = List.copyOf(held);
            }
          }
          case Happening.Note note when note.event() instanceof TraceEvent.LockReleased given -> {
            for (int i = held.size() - 1; i >= 0; i--) {
              if (held.get(i).lock().equals(given.lock())) {
                held.remove(i);
                break;
              }
            }
          }
          case Happening.Note _ -> {}
        }
      }
    }
  }

  /** What a function did in several runs, as one list of calls. */
  private static final class Merged {
    private final KernelFunction function;
    private final Set<LockUse> locks = new LinkedHashSet<>();
    private final List<Merged> calls = new ArrayList<>();

    Merged(KernelFunction function) {
      this.function = function;
    }

    void merge(Happening.Call call) {
      List<Happening.Call> inner = new ArrayList<>();
      for (Happening each : call.inside()) {
        switch (each) {
          case Happening.Call one -> inner.add(one);
          case Happening.Note note when note.event() instanceof TraceEvent.LockTaken taken ->
              locks.add(new LockUse(taken.lock(), taken.how()));
          case Happening.Note _ -> {}
        }
      }
      for (int i = 0; i < inner.size(); i++) {
        KernelFunction called = inner.get(i).entered().function();
        int known = indexOf(called);
        if (known < 0) {
          known = placeBefore(inner.subList(i + 1, inner.size()));
          calls.add(known, new Merged(called));
        }
        calls.get(known).merge(inner.get(i));
      }
    }

    private int indexOf(KernelFunction called) {
      for (int i = 0; i < calls.size(); i++) {
        if (calls.get(i).function == called) {
          return i;
        }
      }
      return -1;
    }

    /** A new call comes before those that follow it here, or last. */
    private int placeBefore(List<Happening.Call> following) {
      for (Happening.Call each : following) {
        int known = indexOf(each.entered().function());
        if (known >= 0) {
          return known;
        }
      }
      return calls.size();
    }

    CallChain.Call call() {
      return new CallChain.Call(
          function, List.copyOf(locks), calls.stream().map(Merged::call).toList());
    }
  }
}
