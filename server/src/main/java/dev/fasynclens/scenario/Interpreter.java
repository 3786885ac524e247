package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.SignalDelivery;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.kernel.trace.TroubleKind;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out commands one after the other. After each, everybody who has a signal to look at or
 * whose call can go on gets to run, so that all consequences belong to the command that caused
 * them.
 */
final class Interpreter {
  /** More rounds than any scenario needs until nobody has anything left to do. */
  private static final int MOST_ROUNDS = 10_000;

  /** Results after which a program does not get to print anything in this step. */
  private static final Set<String> NEVER_TOLD =
      Set.of("DIED", "STOPPED", "HANG", "PANIC", "started");

  private final World world;
  private final Operations operations = new Operations();

  Interpreter(KernelVersion version, BootOptions boot, @Nullable Consumer<TraceEvent> sink) {
    world = new World(version, boot, sink);
  }

  /** Where it carries them out. */
  World world() {
    return world;
  }

  /**
   * Carries out a command.
   *
   * @throws ScenarioException if it makes no sense
   */
  Outcome perform(Command command) {
    if (world.machine().isDown()) {
      return new Outcome("DEAD", "", world.log().take());
    }
    String out = "";
    String returns;
    if (command.actor().equals(Command.CONTROL)) {
      returns = control(command);
      settle();
    } else {
      Actor actor =
          world
              .actor(command.actor())
              .orElseThrow(() -> new ScenarioException("there is no " + command.actor()));
      Operation operation =
          operations
              .named(command.operation())
              .orElseThrow(
                  () -> new ScenarioException("there is no operation " + command.operation()));
      Call call = new Call(world, actor, command.operation(), command.arguments());
      if (actor.task().isDead() || actor.stuck) {
        returns = "DEAD";
      } else if (actor.task().isStopped()) {
        returns = "STOPPED";
      } else if (actor.waiting != null) {
        throw new ScenarioException(actor.name() + " still waits in " + actor.waiting.operation());
      } else {
        actor.returned = null;
        Reply reply = attempt(actor, operation, call);
        if (command.background() && reply != null && !reply.blocks()) {
          actor.returned = reply;
        }
        settle();
        returns = describe(actor, reply, command.background(), call);
        out = reply == null || NEVER_TOLD.contains(returns) ? "" : reply.out();
      }
    }
    return new Outcome(returns, out, withoutWhatTheResultSays(returns));
  }

  /** That the machine went down is told by the result. */
  private List<Event> withoutWhatTheResultSays(String returns) {
    List<Event> events = world.log().take();
    events.removeIf(
        each ->
            returns.equals("PANIC")
                && each instanceof Event.Complaint complaint
                && complaint.kind() == TroubleKind.PANIC);
    return List.copyOf(events);
  }

  /** What the caller of an operation sees of it; a null reply means that it never came back. */
  private String describe(Actor actor, @Nullable Reply reply, boolean background, Call call) {
    if (world.machine().isDown()) {
      return "PANIC";
    }
    if (actor.stuck) {
      return "HANG";
    }
    if (actor.task().isDead()) {
      boolean lastWords = call.operation().equals("texit");
      return lastWords ? "0" : "DIED";
    }
    if (reply == null) {
      return "HANG";
    }
    if (background) {
      return "started";
    }
    if (actor.task().isStopped()) {
      return "STOPPED";
    }
    if (reply.blocks()) {
      Reply later = actor.returned;
      if (later == null) {
        actor.stuck = true;
        return "HANG";
      }
      actor.returned = null;
      return text(later.result());
    }
    return text(reply.result());
  }

  private static String text(int result) {
    return result < 0 ? Errno.name(-result) : Integer.toString(result);
  }

  /** Lets an actor make a call. Returns null if it does not come back. */
  private @Nullable Reply attempt(Actor actor, Operation operation, Call call) {
    Reply[] reply = new Reply[1];
    inKernel(
        actor,
        () -> {
          Reply now = operation.run(call);
          reply[0] = now;
          if (now.blocks()) {
            actor.waiting = call;
          } else if (!actor.task().isDead()) {
            world.signals().delivery().exitToUserMode(actor.task());
          }
        });
    return reply[0];
  }

  /** Runs kernel code for an actor, and what becomes of the actor if the kernel makes a mistake. */
  private void inKernel(Actor actor, Runnable code) {
    world.signals().tasks().setCurrent(actor.task());
    Machine.End end = world.machine().run(Context.Kind.PROCESS, actor.name(), code);
    if (end == Machine.End.KILLED) {
      end =
          world
              .machine()
              .run(
                  Context.Kind.PROCESS,
                  actor.name(),
                  () -> world.signals().ending().endAfterOops(actor.task()));
    }
    if (end == Machine.End.STUCK) {
      actor.stuck = true;
    }
    world.signals().tasks().setCurrent(null);
  }

  private void settle() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean worked = false;
      for (Actor actor : world.actors().toArray(new Actor[0])) {
        worked |= !actor.stuck && !world.machine().isDown() && goOn(actor);
      }
      if (!worked && (world.machine().isDown() || !someoneHasSignals())) {
        return;
      }
    }
    throw new ScenarioException("the actors never come to rest");
  }

  /** Whether a call that still waits has sent a signal to an actor whose turn was over. */
  private boolean someoneHasSignals() {
    for (Actor actor : world.actors()) {
      if (!actor.stuck && world.signals().delivery().hasWork(actor.task())) {
        return true;
      }
    }
    return false;
  }

  /** Lets an actor take its signals, and try again what it waits in. Returns whether it did any. */
  private boolean goOn(Actor actor) {
    boolean worked = false;
    SignalDelivery delivery = world.signals().delivery();
    if (delivery.hasWork(actor.task())) {
      SignalDelivery.Effect[] effect = {SignalDelivery.Effect.NONE};
      inKernel(
          actor,
          () -> {
            interrupt(actor);
            effect[0] = delivery.exitToUserMode(actor.task());
          });
      if (actor.waiting != null && effect[0] == SignalDelivery.Effect.INTERRUPT) {
        actor.returned = Reply.of(-Errno.EINTR);
        actor.waiting = null;
      }
      worked = true;
    }
    Call call = actor.waiting;
    if (call != null && !actor.task().isDead() && !actor.task().isStopped()) {
      worked |= tryAgain(actor, call);
    }
    return worked;
  }

  /** A call that sleeps is woken by a signal, and is over if it has done a part of its work. */
  private static void interrupt(Actor actor) {
    Call call = actor.waiting;
    if (call == null || !actor.task().hasSignalPending() || call.arguments().isEmpty()) {
      return;
    }
    OpenFile file = call.file(0);
    int done = file == null ? 0 : file.operations().interrupted(call.task(), file);
    if (done > 0) {
      actor.returned = Reply.of(done);
      actor.waiting = null;
    }
  }

  private boolean tryAgain(Actor actor, Call call) {
    Operation operation = operations.named(call.operation()).orElseThrow();
    actor.waiting = null;
    Reply reply = attempt(actor, operation, call);
    if (actor.waiting != null) {
      return false;
    }
    actor.returned = reply;
    return true;
  }

  private String control(Command command) {
    if (command.background()) {
      throw new ScenarioException("ctl does nothing in the background");
    }
    String subject = command.arguments().isEmpty() ? "" : command.arguments().get(0);
    return switch (command.operation()) {
      case "settle" -> "";
      case "wait" -> collect(actorNamed(subject));
      case "busy" -> actorNamed(subject).waiting != null ? "blocked" : "returned";
      case "kill" -> {
        if (command.arguments().size() < 2) {
          throw new ScenarioException("ctl kill needs an actor and a signal");
        }
        yield sendFromOutside(actorNamed(subject), Names.signal(command.arguments().get(1)));
      }
      default ->
          throw new ScenarioException(
              "ctl can settle, wait, busy and kill, not " + command.operation());
    };
  }

  private Actor actorNamed(String name) {
    return world.actor(name).orElseThrow(() -> new ScenarioException("there is no " + name));
  }

  private static String collect(Actor actor) {
    Reply reply = actor.returned;
    actor.returned = null;
    if (reply != null) {
      return text(reply.result());
    }
    return actor.task().isDead() ? "DEAD" : "HANG";
  }

  private String sendFromOutside(Actor actor, int signal) {
    int[] result = new int[1];
    world.signals().tasks().setCurrent(world.controller().leader());
    world
        .machine()
        .run(
            Context.Kind.PROCESS,
            World.CONTROLLER,
            () ->
                result[0] =
                    world
                        .signals()
                        .kill()
                        .kill(
                            world.controller().leader(),
                            actor.task().group().pid().number(),
                            signal));
    world.signals().tasks().setCurrent(null);
    return text(result[0]);
  }
}
