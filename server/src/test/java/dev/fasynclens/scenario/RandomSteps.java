package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.PidFile;
import dev.fasynclens.kernel.object.Pipe;
import dev.fasynclens.kernel.object.Signalfd;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;

/**
 * Thinks of steps that make sense in a world. What it never proposes, because a kernel would answer
 * something that depends on the machine and not on the scenario:
 *
 * <ul>
 *   <li>steps of actors that are dead, stopped or waiting: a stopped program does them later
 *   <li>handlers for 32 and 33, which the C library refuses
 *   <li>groups of the dead: their number means nobody, or somebody outside
 *   <li>opening files by users, and raising limits: that depends on rights that are not modelled
 *   <li>/proc/self of a process whose first thread has ended: it is empty
 *   <li>limits of the superuser, whose account others use, too, and the limit a machine starts with
 * </ul>
 */
final class RandomSteps {
  private static final int[] SIZES = {1, 1, 1, 1, 10, 100, 4096, 5000, 65536, 0};
  private static final List<String> SIGNALS =
      List.of(
          "SIGUSR1",
          "SIGUSR2",
          "SIGTERM",
          "SIGHUP",
          "SIGCHLD",
          "SIGURG",
          "SIGWINCH",
          "SIGCONT",
          "SIGTSTP",
          "SIGTTIN",
          "SIGSEGV",
          "SIGBUS",
          "SIGPIPE",
          "SIGQUIT",
          "SIGTRAP",
          "SIGALRM",
          "RTMIN+1",
          "RTMIN+2",
          "RTMIN+30",
          "RTMIN+5");
  private static final List<String> OPTIONS =
      List.of("nested", "norestart", "nodefer", "oneshot", "plain");
  private static final int MOST_ACTORS = 4;
  private static final int MOST_FILES = 10;

  /** Users that nobody else on the machine is. */
  private static final int[] USERS = {23001, 23002, 23003};

  /** Everybody whom an actor may be. */
  static int[] users() {
    return new int[] {0, USERS[0], USERS[1], USERS[2]};
  }

  private final Random random;
  private final List<String> palette = new ArrayList<>(List.of("SIGIO", "SIGIO", "RTMIN"));
  private final List<String> names = new ArrayList<>();
  private final Deque<String> planned = new ArrayDeque<>();
  private final int threads;
  private final int processes;
  private final int users;
  private final int masks;
  private final int jobs;
  private final int ends;
  private final int objects;
  private int files;
  private int fifos;
  private int actors;

  /** Thinks with this source of chance. The scenario gets a theme of its own. */
  RandomSteps(Random random) {
    this.random = random;
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      palette.add(SIGNALS.get(random.nextInt(SIGNALS.size())));
    }
    threads = weight();
    processes = weight();
    users = weight();
    masks = weight();
    jobs = weight();
    ends = weight();
    objects = weight();
  }

  /** Most scenarios do without most themes. */
  private int weight() {
    return random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0;
  }

  /** What most scenarios begin with: a file that tells somebody. */
  List<String> opening() {
    List<String> result = new ArrayList<>();
    String reader = newName();
    String writer = newName();
    result.add("m pipe " + reader + " " + writer);
    List<String> rest = new ArrayList<>();
    String sig = signal();
    String file = random.nextInt(5) == 0 ? writer : reader;
    if (random.nextInt(6) > 0) {
      rest.add("m handler " + sig + options());
    }
    if (random.nextInt(3) > 0) {
      rest.add("m handler SIGIO" + options());
    }
    if (random.nextInt(3) > 0) {
      rest.add("m setsig " + file + " " + sig);
    }
    rest.add("m setown " + file + " pid:m");
    rest.add("m async " + file + " on");
    if (random.nextBoolean()) {
      for (String each : new LinkedHashSet<>(palette)) {
        rest.add("m handler " + each + (random.nextBoolean() ? "" : options()));
      }
    }
    shuffle(rest);
    result.addAll(rest);
    return result;
  }

  private void shuffle(List<String> list) {
    Collections.shuffle(list, random);
  }

  /** A step for this world. */
  String next(World world) {
    List<Actor> able = new ArrayList<>();
    for (Actor actor : world.actors()) {
      if (!actor.task().isDead() && !actor.task().isStopped() && actor.waiting == null) {
        able.add(actor);
      }
    }
    if (able.isEmpty() || random.nextInt(40) < jobs) {
      return fromOutside(world);
    }
    while (!planned.isEmpty()) {
      String step = planned.remove();
      if (able.stream().anyMatch(each -> step.startsWith(each.name() + " "))) {
        return step;
      }
    }
    Actor actor = able.get(random.nextInt(able.size()));
    if (random.nextInt(objects > 0 ? 3 : 8) == 0) {
      plan(world, actor);
    }
    return actor.name() + " " + operation(world, actor);
  }

  /** Several steps that make more sense together than each of them alone. */
  private void plan(World world, Actor actor) {
    List<String> steps = new ArrayList<>();
    String sig = signal();
    String file = pipe(world, actor);
    String me = actor.name() + " ";
    switch (random.nextInt(objects > 0 ? 9 : 5)) {
      case 5, 6 -> planSocket(steps, world, me);
      case 7 -> planWatch(steps, world, me);
      case 8 -> planLease(steps, world, me);
      case 0, 1 -> {
        steps.add(me + "setown " + file + " " + owner(world));
        steps.add(me + "setsig " + file + " " + newSignal());
        steps.add(me + "async " + file + " on");
        shuffle(steps);
        steps.add(me + "write " + writable(world, actor) + " " + size());
      }
      case 2 -> {
        steps.add(me + "block " + sig);
        steps.add(me + "setsig " + file + " " + sig);
        shuffle(steps);
        steps.add(me + "write " + writable(world, actor) + " 1");
        steps.add(any(world).name() + " write " + writable(world, actor) + " 1");
        steps.add(any(world).name() + choose(" pending", " sigwait " + signals(), " unblock all"));
        steps.add(me + choose("sigwait " + sig, "sigwait all", "unblock " + sig, "pending"));
      }
      case 3 -> {
        String signalfd = newName();
        steps.add(me + "signalfd " + signalfd + " " + choose(sig, sig + " SIGIO", "all"));
        steps.add(me + "block " + choose(sig, "SIGIO", "all"));
        shuffle(steps);
        steps.add(me + "write " + writable(world, actor) + " 1");
        steps.add(me + "kill pid:" + any(world).name() + " " + sig);
        steps.add(choose(me, any(world).name() + " ") + "sfread " + signalfd);
      }
      default -> {
        if (actor.task().credentials().euid() == 0) {
          fifos++;
          String reader = newName();
          steps.add(me + "mkfifo fifo" + fifos);
          steps.add(me + "open " + reader + " fifo" + fifos + " " + choose("r", "rw", "rw"));
          steps.add(me + "open " + newName() + " fifo" + fifos + " " + choose("w", "rw"));
          steps.add(me + "async " + reader + " on");
          steps.add(me + "setown " + reader + " " + owner(world));
        }
      }
    }
    planned.addAll(steps);
  }

  private String fromOutside(World world) {
    return "ctl kill "
        + any(world).name()
        + " "
        + choose("SIGSTOP", "SIGSTOP", "SIGCONT", "SIGCONT", "SIGCONT", "SIGTSTP", signal());
  }

  private String operation(World world, Actor actor) {
    int[] weights = {
      4, // open and close
      7, // fcntl
      3, // ask fcntl
      14, // read and write
      5, // dispositions
      3 + 2 * masks, // masks and waiting
      3, // send
      threads + (actors < 1 ? threads : 0),
      processes + (actors < 1 ? processes : 0),
      2 * users,
      jobs,
      ends / 2,
    };
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int chosen = random.nextInt(total);
    int kind = 0;
    while (chosen >= weights[kind]) {
      chosen -= weights[kind];
      kind++;
    }
    return switch (kind) {
      case 0 -> open(world, actor);
      case 1 -> change(world, actor);
      case 2 -> ask(world, actor);
      case 3 -> transfer(world, actor);
      case 4 -> dispose();
      case 5 -> mask(world, actor);
      case 6 -> send(world, actor);
      case 7 -> actors < MOST_ACTORS - 1 ? "thread t" + ++actors : "pending";
      case 8 -> actors < MOST_ACTORS - 1 ? "fork c" + ++actors : "pending";
      case 9 -> user(actor);
      case 10 -> group(world);
      default -> end(actor);
    };
  }

  /** Sockets of all kinds, and sometimes a terminal. */
  private void planSocket(List<String> steps, World world, String me) {
    String one = newName();
    String other = newName();
    List<String> arming = arm(world, me, one);
    steps.add(
        me
            + choose("socketpair ", "socketpair ", "socketpair ", "tcp ", "tcp ")
            + one
            + " "
            + other);
    String opening = steps.getFirst();
    if (opening.contains("socketpair")) {
      steps.set(0, opening + choose("", " stream", " dgram", " seqpacket"));
    }
    steps.addAll(arming);
    for (int more = random.nextInt(4); more >= 0; more--) {
      steps.add(
          choose(me, any(world).name() + " ")
              + choose(
                  "write " + other + " 10",
                  "write " + other + " 10",
                  "write " + other + " 1",
                  "read " + one + " 100",
                  "read " + one + " 5",
                  "burst " + other + " 2",
                  "drain " + one,
                  "oob " + other,
                  "shutdown " + other + choose(" rd", " wr", " rdwr"),
                  "shutdown " + one + choose(" rd", " wr", " rdwr"),
                  "poll " + one,
                  "poll " + other,
                  "close " + other,
                  "async " + one + " off"));
    }
  }

  private List<String> arm(World world, String me, String file) {
    List<String> steps = new ArrayList<>();
    steps.add(me + "setown " + file + " " + owner(world));
    steps.add(me + "async " + file + " on");
    if (random.nextBoolean()) {
      steps.add(me + "setsig " + file + " " + newSignal());
    }
    shuffle(steps);
    return steps;
  }

  /** A folder in which files come and go. */
  private void planWatch(List<String> steps, World world, String me) {
    String watch = newName();
    if (random.nextBoolean()) {
      steps.add(me + "inotify " + watch + " .");
      steps.addAll(arm(world, me, watch));
    } else {
      steps.add(me + "open " + watch + " . r+dir");
      steps.add(me + "notify " + watch + choose("", " multi"));
      if (random.nextBoolean()) {
        steps.add(me + "setsig " + watch + " " + newSignal());
      }
    }
    for (int more = random.nextInt(4); more >= 0; more--) {
      files++;
      steps.add(
          any(world).name()
              + choose(" touch x", " touch x", " mkdir d", " mkfifo p", " unlink x")
              + (files - random.nextInt(2)));
    }
  }

  /** A file that somebody else wants, too. */
  private void planLease(List<String> steps, World world, String me) {
    String file = newName();
    steps.add(
        me + "open " + file + " leased" + files + " " + choose("r+creat", "r+creat", "rw+creat"));
    steps.add(me + "lease " + file + " " + choose("r", "w"));
    if (random.nextBoolean()) {
      steps.add(me + "setsig " + file + " " + newSignal());
    }
    String other = file.substring(1);
    steps.add(
        any(world).name()
            + " open "
            + newName()
            + " leased"
            + other
            + " "
            + choose("r", "w", "rw"));
    steps.add(me + "lease " + file + " u");
  }

  // Files

  private String open(World world, Actor actor) {
    boolean mayOpen = actor.task().credentials().euid() == 0;
    int most = files < MOST_FILES ? 12 : 6;
    return switch (random.nextInt(most)) {
      case 0, 1 -> "close " + file(world, actor);
      case 2 -> "dup " + newName() + " " + file(world, actor);
      case 3 -> "dup " + newName() + " " + file(world, actor) + " " + (3 + random.nextInt(9));
      case 4 -> "dup2 " + newName() + " " + file(world, actor) + " " + (3 + random.nextInt(9));
      case 5 -> "cloexec " + file(world, actor);
      case 6, 7 -> "pipe " + newName() + " " + newName();
      case 8 ->
          mayOpen && !leaderIsGone(actor)
              ? "reopen " + newName() + " " + pipe(world, actor) + " " + choose("r", "w", "rw")
              : "pipe " + newName() + " " + newName();
      case 9 ->
          mayOpen && fifos > 0
              ? "open "
                  + newName()
                  + " fifo"
                  + (1 + random.nextInt(fifos))
                  + " "
                  + choose("r", "w", "rw", "rw+async", "r+async")
              : "pipe " + newName() + " " + newName();
      case 10 -> mayOpen && fifos < 2 ? "mkfifo fifo" + ++fifos : "eventfd " + newName();
      default ->
          choose(
              "signalfd " + newName() + " " + signals(),
              "signalfd " + newName() + " " + signals(),
              "pidfd " + newName() + " " + choose("pid:", "tid:") + any(world).name(),
              "epoll " + newName());
    };
  }

  private static boolean leaderIsGone(Actor actor) {
    return actor.task().group().leader().isDead();
  }

  private String change(World world, Actor actor) {
    String file = file(world, actor);
    return switch (random.nextInt(9)) {
      case 0, 1 -> "setown " + file + " " + owner(world);
      case 2 -> "setown_ex " + file + " " + typedOwner(world);
      case 3, 4 -> "setsig " + file + " " + newSignal();
      case 5 -> "fioasync " + file + " " + random.nextInt(2);
      default -> "async " + file + " " + choose("on", "on", "off");
    };
  }

  private String newSignal() {
    return switch (random.nextInt(14)) {
      case 0, 1 -> "0";
      case 2 -> choose("SIGKILL", "SIGSTOP", "64", "65", "-1", "1000");
      default -> signal();
    };
  }

  private String ask(World world, Actor actor) {
    return choose("getown", "getown_ex", "getown_ex", "getsig", "getfl", "getfl", "getowner_uids")
        + " "
        + file(world, actor);
  }

  private String transfer(World world, Actor actor) {
    String pipe = pipe(world, actor);
    return switch (random.nextInt(20)) {
      case 0 -> "fill " + pipe;
      case 1 -> "drain " + pipe;
      case 2 -> "burst " + pipe + " " + (1 + random.nextInt(4));
      case 3 -> "poll " + pipe;
      case 4, 5, 6, 7 -> "read " + readable(world, actor) + " " + size();
      default -> "write " + writable(world, actor) + " " + size();
    };
  }

  private int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  // Signals

  private String dispose() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> "ignore " + signal();
      case 2 -> "default " + signal();
      case 3 -> "handler " + choose("SIGKILL", "SIGSTOP", signal()) + options();
      default -> "handler " + signal() + options();
    };
  }

  private String options() {
    StringBuilder result = new StringBuilder();
    for (String option : OPTIONS) {
      if (random.nextInt(6) == 0) {
        result.append(' ').append(option);
      }
    }
    return result.toString();
  }

  private String mask(World world, Actor actor) {
    String signalfd = named(world, actor, file -> file.operations() instanceof Signalfd);
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> "block " + signals();
      case 3, 4, 5 -> "unblock " + signals();
      case 6 -> "sigwait " + choose("all", signals());
      case 7 -> signalfd.isEmpty() ? "pending" : "sfread " + signalfd;
      default -> "pending";
    };
  }

  private String send(World world, Actor actor) {
    Actor to = any(world);
    String sig = random.nextInt(12) == 0 ? choose("0", "65", "SIGKILL") : signal();
    String process = "pid:" + world.actor(processOf(world, to)).orElseThrow().name();
    return switch (random.nextInt(9)) {
      case 0, 1 -> "kill " + receiver(world) + " " + sig;
      case 2 -> "tkill tid:" + to.name() + " " + sig;
      case 3 -> "tgkill " + process + " tid:" + to.name() + " " + sig;
      case 4, 5 -> "sigqueue pid:" + to.name() + " " + sig + " " + random.nextInt(9);
      case 6 -> "tgsigqueue " + process + " tid:" + to.name() + " " + sig + " 7";
      case 7 -> "trap " + choose("segv", "fpe", "ill", "bus", "trap");
      default -> {
        String pidfd = named(world, actor, file -> file.operations() instanceof PidFile);
        yield pidfd.isEmpty()
            ? "kill " + receiver(world) + " " + sig
            : "pidfd_send " + pidfd + " " + sig + choose("", " thread", " group", " pgrp");
      }
    };
  }

  private static String processOf(World world, Actor actor) {
    for (Actor each : world.actors()) {
      if (each.task().group() == actor.task().group() && !each.isThread()) {
        return each.name();
      }
    }
    return actor.name();
  }

  private String receiver(World world) {
    Actor to = any(world);
    return switch (random.nextInt(8)) {
      case 0 -> groupOf(to);
      case 1 -> "nopid";
      case 2 -> "none";
      case 3 -> "tid:" + to.name();
      default -> "pid:" + to.name();
    };
  }

  private String owner(World world) {
    Actor to = any(world);
    return switch (random.nextInt(12)) {
      case 0, 1 -> groupOf(to);
      case 2 -> choose("none", "nopid", "intmin");
      case 3 -> "tid:" + to.name();
      default -> "pid:" + to.name();
    };
  }

  private String typedOwner(World world) {
    Actor to = any(world);
    return switch (random.nextInt(8)) {
      case 0 -> "PGRP " + (groupOf(to).startsWith("pgrp:") ? groupOf(to) : "none");
      case 1 -> "PID tid:" + to.name();
      case 2 -> "PGRP pid:" + to.name();
      case 3 -> choose("TID", "PID", "PGRP", "3", "-1") + " " + choose("none", "nopid", "-1");
      case 4, 5, 6 -> "TID tid:" + to.name();
      default -> "PID pid:" + to.name();
    };
  }

  private static String groupOf(Actor actor) {
    return (actor.task().group().isDead() ? "pid:" : "pgrp:") + actor.name();
  }

  private String signal() {
    return palette.get(random.nextInt(palette.size()));
  }

  private String signals() {
    return switch (random.nextInt(5)) {
      case 0 -> "all";
      case 1 -> signal() + " " + signal();
      default -> signal();
    };
  }

  // Processes

  private String user(Actor actor) {
    UserProcess process = actor.task().group();
    long limit = process.pendingLimit();
    boolean limited = limit != UserProcess.DEFAULT_LIMIT;
    if (limited && random.nextInt(3) == 0) {
      return "sigq";
    }
    if (process.threads().stream().allMatch(each -> each.credentials().uid() != 0)
        && random.nextBoolean()) {
      int wanted = random.nextInt(4);
      return wanted <= limit ? "rlimit_sigpending " + wanted : "pending";
    }
    return switch (random.nextInt(4)) {
      case 0 -> "getowner_uids 3";
      case 1 -> "setuid " + id(limited);
      default -> "setresuid " + id(limited) + " " + id(limited) + " " + id(limited);
    };
  }

  private int id(boolean limited) {
    return switch (random.nextInt(5)) {
      case 0 -> -1;
      case 1 -> limited ? -1 : 0;
      default -> USERS[random.nextInt(USERS.length)];
    };
  }

  private String group(World world) {
    Actor other = any(world);
    return switch (random.nextInt(4)) {
      case 0 -> "setsid";
      case 1, 2 -> "setpgid";
      default -> other.task().group().isDead() ? "setpgid" : "setpgid pgrp:" + other.name();
    };
  }

  private String end(Actor actor) {
    return switch (random.nextInt(5)) {
      case 0 -> "exit " + random.nextInt(4);
      case 1, 2 -> "texit";
      default -> leaderIsGone(actor) ? "texit" : "exec";
    };
  }

  // Choosing

  private Actor any(World world) {
    return world.actors().get(random.nextInt(world.actors().size()));
  }

  private String newName() {
    files++;
    String name = "f" + files;
    names.add(name);
    return name;
  }

  private interface Test {
    boolean accepts(OpenFile file);
  }

  /** The name of an open file of a kind; empty if there is none. */
  private String named(World world, Actor actor, Test test) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      int fd = world.descriptorNamed(actor.task().group(), name);
      OpenFile file = world.descriptorsOf(actor.task().group()).get(fd);
      if (file != null && test.accepts(file)) {
        found.add(name);
      }
    }
    return found.isEmpty() ? "" : found.get(random.nextInt(found.size()));
  }

  private static String orClosed(String name) {
    return name.isEmpty() ? "77" : name;
  }

  private String file(World world, Actor actor) {
    String any = named(world, actor, file -> !(file.operations() instanceof PidFile));
    return random.nextInt(4) == 0 ? orClosed(any) : pipe(world, actor);
  }

  private String pipe(World world, Actor actor) {
    return orClosed(named(world, actor, file -> file.operations() instanceof Pipe));
  }

  private String readable(World world, Actor actor) {
    return orClosed(
        named(world, actor, file -> file.operations() instanceof Pipe && file.readable()));
  }

  private String writable(World world, Actor actor) {
    return orClosed(
        named(world, actor, file -> file.operations() instanceof Pipe && file.writable()));
  }

  private String choose(String... from) {
    return from[random.nextInt(from.length)];
  }
}
