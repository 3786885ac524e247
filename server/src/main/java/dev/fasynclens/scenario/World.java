package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.file.Descriptors;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.object.PageFaults;
import dev.fasynclens.kernel.object.TcpSocket;
import dev.fasynclens.kernel.object.Terminal;
import dev.fasynclens.kernel.object.Watches;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import dev.fasynclens.kernel.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine with the actors of a scenario on it. {@code ctl} is the process that started the main
 * process and waits for all others; it does nothing itself.
 */
final class World {
  /** The process that watches. */
  static final String CONTROLLER = "ctl";

  /** The main process. */
  static final String MAIN = "m";

  private final Machine machine;
  private final EventLog log;
  private final Signals signals;
  private final Files files;
  private final UserProcess controller;
  private final Map<String, Actor> actors = new HashMap<>();
  private final List<Actor> inOrder = new ArrayList<>();
  private final Map<UserProcess, Map<String, Integer>> descriptorNames = new HashMap<>();
  private final FileTree tree;
  private @Nullable TcpSocket lastListener;
  private final List<Terminal> terminals = new ArrayList<>();
  private final Watches watches;
  private final PageFaults pageFaults;

  /**
   * Starts the machine and the main process: leader of its own group, superuser, no handlers,
   * nothing blocked.
   */
  World(KernelVersion version, BootOptions boot, @Nullable Consumer<TraceEvent> sink) {
    machine = new Machine(version, boot, sink);
    log = new EventLog(this);
    signals = new Signals(machine, log);
    files = new Files(machine, signals);
    controller = signals.tasks().boot(CONTROLLER);
    UserProcess main = signals.tasks().fork(MAIN, controller.leader());
    main.setResources(new Descriptors(files.table()));
    signals.tasks().moveToGroup(main, main.pid());
    descriptorNames.put(main, new HashMap<>());
    add(new Actor(MAIN, main.leader(), false));
    tree = new FileTree(this);
    watches = new Watches(machine, signals.tasks(), files);
    files.table().watch(watches);
    pageFaults = new PageFaults(machine, files);
  }

  Machine machine() {
    return machine;
  }

  Signals signals() {
    return signals;
  }

  Files files() {
    return files;
  }

  /** What can be opened. */
  FileTree tree() {
    return tree;
  }

  /** The socket that was told to listen last; null if none was. */
  @Nullable TcpSocket lastListener() {
    return lastListener;
  }

  void setLastListener(TcpSocket listener) {
    lastListener = listener;
  }

  /** The masters of all terminals. */
  List<Terminal> terminals() {
    return terminals;
  }

  /** Who watches files. */
  Watches watches() {
    return watches;
  }

  /** Who counts page faults. */
  PageFaults pageFaults() {
    return pageFaults;
  }

  EventLog log() {
    return log;
  }

  /** The process that watches. */
  UserProcess controller() {
    return controller;
  }

  // Actors

  void add(Actor actor) {
    actors.put(actor.name(), actor);
    inOrder.add(actor);
  }

  /** All actors, the oldest first. */
  List<Actor> actors() {
    return inOrder;
  }

  /** The actor with a name. */
  Optional<Actor> actor(String name) {
    return Optional.ofNullable(actors.get(name));
  }

  /** The actor of a task; a process is the actor of its leader. */
  Optional<Actor> actorOf(Task task) {
    for (Actor actor : inOrder) {
      if (actor.task() == task) {
        return Optional.of(actor);
      }
    }
    return Optional.empty();
  }

  /** Starts a child of an actor's process, with copies of its descriptors and of their names. */
  Actor fork(String name, Actor parent) {
    UserProcess old = parent.task().group();
    UserProcess child = signals.tasks().fork(name, parent.task());
    child.setResources(descriptorsOf(old).fork());
    descriptorNames.put(child, new HashMap<>(namesOf(old)));
    Actor actor = new Actor(name, child.leader(), false);
    add(actor);
    return actor;
  }

  /** Starts a thread in an actor's process. */
  Actor startThread(String name, Actor creator) {
    Actor actor = new Actor(name, signals.tasks().startThread(name, creator.task()), true);
    add(actor);
    return actor;
  }

  /**
   * The number of an actor, which may have ended.
   *
   * @throws ScenarioException if there was none of this name
   */
  int formerNumber(String name) {
    return actor(name)
        .orElseThrow(() -> new ScenarioException("there was no " + name))
        .task()
        .pid()
        .number();
  }

  // Descriptors

  /** The descriptors of a process. */
  Descriptors descriptorsOf(UserProcess process) {
    if (process.resources() instanceof Descriptors descriptors) {
      return descriptors;
    }
    throw new IllegalStateException(process + " has no descriptors");
  }

  private Map<String, Integer> namesOf(UserProcess process) {
    return descriptorNames.computeIfAbsent(process, each -> new HashMap<>());
  }

  /** Lets a process call a descriptor by a name. */
  void nameDescriptor(UserProcess process, String name, int fd) {
    namesOf(process).put(name, fd);
  }

  /** The number of a descriptor: by its name, or a number; -1 if the process knows no such name. */
  int descriptorNamed(UserProcess process, String name) {
    Integer fd = namesOf(process).get(name);
    if (fd != null) {
      return fd;
    }
    return !name.isEmpty() && (name.startsWith("-") || Character.isDigit(name.charAt(0)))
        ? Names.number(name)
        : -1;
  }

  // Who is meant

  /** A number that nobody has. */
  private static final int NOBODY = 4_194_301;

  /**
   * What an owner or receiver is called by, as a number: {@code pid:m}, {@code tid:t1}, {@code
   * pgrp:m}, {@code none}, {@code nopid}, {@code intmin} or a number. A group is its own number,
   * which callers that mean groups negate ({@link #isGroup}).
   *
   * @throws ScenarioException if there is no such actor
   */
  int who(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return switch (text) {
        case "none" -> 0;
        case "nopid" -> NOBODY;
        case "intmin" -> Integer.MIN_VALUE;
        default -> Names.number(text);
      };
    }
    Actor actor =
        actor(text.substring(colon + 1))
            .orElseThrow(() -> new ScenarioException("there is no " + text.substring(colon + 1)));
    UserProcess process = actor.task().group();
    return switch (text.substring(0, colon)) {
      case "pid" -> process.pid().number();
      case "tid" -> actor.task().pid().number();
      case "pgrp" -> process.processGroup().number();
      default -> throw new ScenarioException(text + " is neither pid:, tid: nor pgrp:");
    };
  }

  /** Whether a text means a process group. */
  static boolean isGroup(String text) {
    return text.startsWith("pgrp:");
  }

  /** As {@link #who}, negative for a group, as kill(2) and F_SETOWN want it. */
  int signedWho(String text) {
    int number = who(text);
    return isGroup(text) ? -number : number;
  }

  /** A number as a scenario writes it: {@code pid:m}, {@code tid:t1}, {@code pgrp:m}, {@code 0}. */
  String nameOf(int number) {
    if (number == 0) {
      return "0";
    }
    int absolute = Math.abs(number);
    for (Actor actor : inOrder) {
      if (actor.task().pid().number() == absolute) {
        String kind = number < 0 ? "pgrp:" : actor.isThread() ? "tid:" : "pid:";
        return kind + actor.name();
      }
    }
    if (controller.pid().number() == absolute) {
      return (number < 0 ? "pgrp:" : "pid:") + CONTROLLER;
    }
    return number < 0 ? "-?" : "+?";
  }

  /** The name of an actor whose number this is. */
  String nameOf(Pid pid) {
    return nameOf(pid.number());
  }
}
