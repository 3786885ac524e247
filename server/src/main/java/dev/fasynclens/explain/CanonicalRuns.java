package dev.fasynclens.explain;

import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.scenario.Command;
import dev.fasynclens.scenario.Expectation;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Short scenarios that between them go through every function of the path. What calls what is read
 * off their traces, so that no list of calls is kept anywhere.
 */
final class CanonicalRuns {
  private static final String DEVICE = "m open d /dev/fz_good rw";
  private static final String HANDLER = "m handler SIGIO";
  private static final String OWNER = "m setown d pid:m";
  private static final String ON = "m async d on";
  private static final String EVENT = "m kf d SIGIO 1";

  /** The most telling ones come first: they decide in which order calls are shown. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(DEVICE, HANDLER, OWNER, ON, EVENT, "m async d off", "m close d"),
          List.of(DEVICE, "m handler RTMIN", OWNER, "m setsig d RTMIN", ON, EVENT, "m close d"),
          // no room for the record
          List.of(
              DEVICE,
              HANDLER,
              OWNER,
              "m setsig d RTMIN",
              ON,
              "m block RTMIN SIGIO",
              "m rlimit_sigpending 0",
              EVENT,
              EVENT,
              "m unblock RTMIN SIGIO"),
          // a group, a thread, and what tells the owner
          List.of(DEVICE, HANDLER, "m fork c1", "m setown d pgrp:m", "m getown d", ON, EVENT),
          List.of(
              DEVICE,
              HANDLER,
              "m thread t1",
              "m setown_ex d TID tid:t1",
              "m getown_ex d",
              "m getowner_uids d",
              ON,
              ON,
              EVENT,
              "m setown d none",
              EVENT),
          List.of(DEVICE, HANDLER, OWNER, "m fioasync d 1", "m fioasync d 0"),
          List.of("m open d /dev/fz_twice rw", HANDLER, OWNER, ON, "m async d off"),
          // nobody handles it; somebody waits for it
          List.of(DEVICE, "m fork c1", "m setown d pid:c1", ON, EVENT),
          List.of(DEVICE, "m block SIGIO", OWNER, ON, EVENT, "m sigwait SIGIO"),
          List.of(DEVICE, "m block SIGIO", "m signalfd s SIGIO", OWNER, ON, EVENT, "m sfread s"),
          // a pipe
          List.of(
              "m pipe r w",
              HANDLER,
              "m setown r pid:m",
              "m async r on",
              "m setown w pid:m",
              "m async w on",
              "m write w 1",
              "m read r 1",
              "m close r",
              "m close w"),
          // a socket, urgent data, a terminal and its keys
          List.of(
              "m socketpair a b",
              HANDLER,
              "m setown b pid:m",
              "m async b on",
              "m write a 1",
              "m close a"),
          List.of("m tcp a b", "m handler SIGURG", "m setown b pid:m", "m async b on", "m oob a"),
          List.of(
              "m pty M S",
              HANDLER,
              "m setown S pid:m",
              "m async S on",
              "m wstr M x\\n",
              "m fork c1",
              "c1 setsid",
              "c1 pty N T",
              "c1 ctty T",
              "c1 wstr N \\x03"),
          // watches, leases and counters
          List.of(
              "m mkdir d",
              "m inotify i d",
              "m handler SIGIO",
              "m setown i pid:m",
              "m async i on",
              "m touch d/x"),
          List.of("m mkdir d", "m open D d r", HANDLER, "m notify D multi", "m touch d/x"),
          List.of(
              "m touch x",
              HANDLER,
              "m fork c1",
              "m open F x r",
              "m lease F r",
              "c1 open G x w",
              "m lease F u"),
          List.of(
              "m perf p",
              HANDLER,
              "m setown p pid:m",
              "m async p on",
              "m perfctl p refresh 1",
              "m fault 2"),
          // other senders
          List.of("m handler SIGUSR1", "m kill pid:m SIGUSR1", "m kill pgrp:m SIGUSR1"),
          List.of("m fork c1", "c1 handler SIGUSR1", "m kill all SIGUSR1"),
          List.of("m fork c1", "m kill pid:c1 SIGKILL"),
          List.of("m fork c1", "m setpgid", "m kill pid:c1 SIGSTOP", "m kill pid:c1 SIGCONT"),
          List.of("m fork c1", "m kill pid:c1 SIGTSTP", "m kill pid:c1 SIGCONT"),
          List.of("m handler SIGUSR1", "m tkill tid:m SIGUSR1", "m tgkill pid:m tid:m SIGUSR1"),
          List.of(
              "m handler RTMIN",
              "m sigqueue pid:m RTMIN 7",
              "m tgsigqueue pid:m tid:m RTMIN 7",
              "m pidfd p pid:m",
              "m pidfd_send p RTMIN"),
          List.of("m handler SIGSEGV", "m trap segv", "m block SIGSEGV", "m trap segv"),
          List.of("m fork c1", "m sysrq e"),
          List.of("m fork c1", "m oom c1"),
          List.of("m fork c1", "c1 exit 0"));

  private CanonicalRuns() {}

  /** All of them. */
  static List<Scenario> all() {
    return COMMANDS.stream().map(CanonicalRuns::scenario).toList();
  }

  /** A scenario of which nothing is expected. */
  static Scenario scenario(List<String> commands) {
    Expectation anything = new Expectation("0", Optional.empty(), List.of(), List.of());
    List<Step> steps =
        commands.stream()
            .map(each -> new Step(each, Command.parse(each), anything, List.of()))
            .toList();
    return new Scenario("", "", KernelRange.ALL, List.of(), Set.of(), BootOptions.DEFAULT, steps);
  }
}
