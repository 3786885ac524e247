package dev.fasynclens.scenario;

import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a step has one outcome on every machine. The model does one thing after the other; a
 * machine lets whoever is woken run at once, on another processor. So a step is uncertain if
 *
 * <ul>
 *   <li>a process is sent a signal after another one has woken a thread of it that does not make
 *       the call: the first may have been taken by then, or not, which decides whether the second
 *       is dropped, who takes it, and in which order handlers run
 *   <li>a process is sent signals by two who run at the same time
 *   <li>the caller is ended or stopped by a signal that another thread takes, and may or may not
 *       have told its result by then
 *   <li>a handler runs while another thread may take what waits for the process
 *   <li>two processes die at the same time and close files somebody is told about
 *   <li>a process of several threads goes on or stops and has signals waiting that any may take
 *   <li>somebody goes on or stops, and dies of the next signal: a parent may see only that
 *   <li>somebody dies or stops between the calls that an operation is made of
 * </ul>
 *
 * A step that blocks for ever is uncertain, too: who waits for it, and how long?
 */
final class Certainty {
  /** Operations of several system calls. */
  private static final Set<String> LONG =
      Set.of("burst", "fill", "drain", "touch", "tcp", "inotify", "sigwait", "sfread");

  private final World world;
  private final String caller;
  private final Map<UserProcess, Set<String>> senders = new HashMap<>();
  private final Set<UserProcess> woken = new HashSet<>();
  private int walksAfterAnEnd;
  private boolean ended;
  private boolean sentAfterWaking;

  private Certainty(World world, String caller) {
    this.world = world;
    this.caller = caller;
  }

  /** Whether a command that was carried out could have had no other outcome. */
  static boolean of(World world, Command command, Outcome outcome, List<TraceEvent> trace) {
    if (Set.of("HANG", "DEAD", "PANIC").contains(outcome.returns())) {
      return false;
    }
    Certainty certainty = new Certainty(world, command.actor());
    for (int i = 0; i < trace.size(); i++) {
      if (trace.get(i) instanceof TraceEvent.Enter enter) {
        certainty.enter(enter, isForTheDying(trace, i));
      }
      if (isLeftToAnother(trace, i)) {
        return false;
      }
    }
    return !certainty.sentAfterWaking
        && certainty.resultIsCertain(outcome)
        && certainty.senders.values().stream().allMatch(each -> each.size() == 1)
        && certainty.endsAreCertain(command, outcome);
  }

  /** Whether what is entered is told at once that the process is ending. */
  private static boolean isForTheDying(List<TraceEvent> trace, int index) {
    return index + 1 < trace.size()
        && trace.get(index + 1) instanceof TraceEvent.Decision decision
        && decision.reason().endsWith(" is ending");
  }

  /** Whether a handler blocks what another thread may take as long as it runs. */
  private static boolean isLeftToAnother(List<TraceEvent> trace, int index) {
    return index + 1 < trace.size()
        && trace.get(index) instanceof TraceEvent.Enter enter
        && enter.function() == KernelFunction.HANDLE_SIGNAL
        && trace.get(index + 1) instanceof TraceEvent.Decision;
  }

  private void enter(TraceEvent.Enter enter, boolean forTheDying) {
    switch (enter.function()) {
      case PREPARE_SIGNAL, HANDLE_STOP_SIGNAL -> {
        UserProcess to = processOf(argument(enter, "p"));
        if (!forTheDying) {
          sentAfterWaking |= woken.contains(to);
          senders.computeIfAbsent(to, each -> new HashSet<>()).add(enter.context());
        }
      }
      case SIGNAL_WAKE_UP -> {
        String task = argument(enter, "t");
        if (!task.equals(caller)) {
          woken.add(processOf(task));
        }
      }
      case DO_EXIT -> ended = true;
      case SEND_SIGIO -> walksAfterAnEnd += ended ? 1 : 0;
      default -> {}
    }
  }

  private static String argument(TraceEvent.Enter enter, String name) {
    for (TraceEvent.Value value : enter.arguments()) {
      if (value.name().equals(name)) {
        return value.value();
      }
    }
    throw new IllegalStateException(
        KernelFunction.class.getSimpleName() + " " + enter.name() + " does not tell " + name);
  }

  private UserProcess processOf(String task) {
    return world.actor(task).orElseThrow().task().group();
  }

  /** Whether the caller cannot get back to its program before another thread ends or stops it. */
  private boolean resultIsCertain(Outcome outcome) {
    if (caller.equals(Command.CONTROL) || !woken.contains(processOf(caller))) {
      return true;
    }
    return !outcome.returns().equals("STOPPED")
        && outcome.events().stream()
            .noneMatch(
                each ->
                    each instanceof Event.Died died
                        && died.core()
                        && processOf(died.actor()) == processOf(caller));
  }

  private boolean endsAreCertain(Command command, Outcome outcome) {
    int deaths = 0;
    boolean halts = false;
    Set<String> ended = new HashSet<>();
    for (Event event : outcome.events()) {
      if (event instanceof Event.Died died) {
        ended.add(died.actor());
      }
    }
    for (Event event : outcome.events()) {
      String who =
          switch (event) {
            case Event.Died died -> died.actor();
            case Event.Exited exited -> exited.actor();
            case Event.Stopped stopped -> stopped.actor();
            case Event.Continued continued -> continued.actor();
            default -> "";
          };
      boolean death = event instanceof Event.Died || event instanceof Event.Exited;
      deaths += death ? 1 : 0;
      halts |= !who.isEmpty();
      if (!who.isEmpty()
          && !death
          && (ended.contains(who) || isShared(who) && hasNews(outcome, who))) {
        return false;
      }
    }
    return (deaths < 2 || walksAfterAnEnd == 0) && !(halts && LONG.contains(command.operation()));
  }

  private boolean isShared(String process) {
    return processOf(process).threads().stream().filter(each -> !each.isDead()).count() > 1;
  }

  private boolean hasNews(Outcome outcome, String process) {
    for (Event event : outcome.events()) {
      if (event instanceof Event.Delivered delivered
          && processOf(delivered.to()) == processOf(process)) {
        return true;
      }
    }
    for (Task thread : processOf(process).threads()) {
      if (thread.hasSignalPending()) {
        return true;
      }
    }
    return false;
  }
}
