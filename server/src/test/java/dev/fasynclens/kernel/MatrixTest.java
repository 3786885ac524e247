package dev.fasynclens.kernel;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fasynclens.kernel.machine.BootOptions;
import dev.fasynclens.kernel.machine.Context;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.SignalObserver;
import dev.fasynclens.kernel.signal.SignalSet;
import dev.fasynclens.kernel.signal.Signals;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.kernel.trace.TroubleKind;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioFile;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.StepRun;
import dev.fasynclens.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the model does inside, version by version: who calls whom, which locks are taken, what is
 * allocated and freed. What programs see of the versions is in the scenarios.
 */
final class MatrixTest {
  private static final String ARMED =
      "m open d /dev/fz_good rw; m handler SIGIO; m handler RTMIN; m setown d pid:m; m async d on";

  /** Carries out steps, separated by semicolons, and gives what the kernel did in the last one. */
  private static List<TraceEvent> lastOf(String version, String steps) {
    String json =
        Arrays.stream(steps.split(";"))
            .map(step -> "{\"do\": \"" + step.strip() + "\"}")
            .collect(
                joining(
                    ",",
                    "{\"title\": \"t\", \"about\": \"a\", \"kernels\": \"2.6.12..\", \"steps\": [",
                    "]}"));
    ScenarioFile.Reading reading =
        ScenarioFile.read(SourceText.of("test.json", json.getBytes(StandardCharsets.UTF_8)));
    assertThat(reading.problems()).isEmpty();
    Scenario scenario = reading.scenario().orElseThrow();
    List<StepRun> runs =
        ScenarioRunner.run(scenario, KernelVersion.parse(version).orElseThrow(), true).steps();
    return runs.get(runs.size() - 1).trace();
  }

  private static <T extends TraceEvent> Stream<T> all(Class<T> kind, List<TraceEvent> trace) {
    return trace.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The functions that were entered, in order, without those that only tests and choices need. */
  private static String calls(List<TraceEvent> trace) {
    return calls(trace, name -> true);
  }

  private static String calls(List<TraceEvent> trace, Predicate<String> wanted) {
    return all(TraceEvent.Enter.class, trace)
        .map(TraceEvent.Enter::name)
        .filter(wanted)
        .collect(joining(" "));
  }

  /** What happened before the process looked at its signals. */
  private static List<TraceEvent> sending(List<TraceEvent> trace) {
    List<TraceEvent> result = new ArrayList<>();
    for (TraceEvent event : trace) {
      if (event instanceof TraceEvent.Enter enter && enter.name().startsWith("get_signal")) {
        break;
      }
      result.add(event);
    }
    return result;
  }

  /** The locks that were taken, each with how, in order. */
  private static String locks(List<TraceEvent> trace) {
    return locks(trace, lock -> true);
  }

  private static String locks(List<TraceEvent> trace, Predicate<String> wanted) {
    return all(TraceEvent.LockTaken.class, trace)
        .filter(each -> wanted.test(each.lock()))
        .map(each -> each.lock() + ":" + each.how())
        .collect(joining(" "));
  }

  private static List<String> decisions(List<TraceEvent> trace) {
    return all(TraceEvent.Decision.class, trace).map(TraceEvent.Decision::decision).toList();
  }

  private static Optional<String> argument(
      List<TraceEvent> trace, String function, String argument) {
    return all(TraceEvent.Enter.class, trace)
        .filter(each -> each.name().equals(function))
        .map(TraceEvent.Enter::arguments)
        .flatMap(List::stream)
        .filter(each -> each.name().equals(argument))
        .map(TraceEvent.Value::value)
        .findFirst();
  }

  private static <T> T valueOf(Optional<T> value) {
    return value.orElseThrow();
  }

  /** From the driver's call to the queue. */
  @Nested
  final class Notifying {
    @ParameterizedTest
    @CsvSource({
      "2.6.12, __kill_fasync send_sigio send_sigio_to_task sigio_perm send_group_sig_info "
          + "group_send_sig_info check_kill_permission __group_send_sig_info handle_stop_signal "
          + "sig_ignored LEGACY_QUEUE send_signal __sigqueue_alloc __group_complete_signal",
      "2.6.15, __kill_fasync send_sigio send_sigio_to_task sigio_perm send_group_sig_info "
          + "group_send_sig_info check_kill_permission __group_send_sig_info handle_stop_signal "
          + "sig_ignored LEGACY_QUEUE send_signal __sigqueue_alloc __group_complete_signal",
      "2.6.16, __kill_fasync send_sigio send_sigio_to_task sigio_perm "
          + "group_send_sig_info check_kill_permission __group_send_sig_info handle_stop_signal "
          + "sig_ignored LEGACY_QUEUE send_signal __sigqueue_alloc __group_complete_signal",
      "2.6.25, __kill_fasync send_sigio send_sigio_to_task sigio_perm "
          + "group_send_sig_info check_kill_permission __group_send_sig_info handle_stop_signal "
          + "sig_ignored LEGACY_QUEUE send_signal signalfd_notify __sigqueue_alloc "
          + "__group_complete_signal",
      "2.6.26, __kill_fasync send_sigio send_sigio_to_task sigio_perm group_send_sig_info "
          + "check_kill_permission __group_send_sig_info send_signal prepare_signal sig_ignored "
          + "legacy_queue __sigqueue_alloc signalfd_notify complete_signal",
      "2.6.29, __kill_fasync send_sigio send_sigio_to_task sigio_perm group_send_sig_info "
          + "check_kill_permission __group_send_sig_info send_signal prepare_signal sig_ignored "
          + "legacy_queue __sigqueue_alloc signalfd_notify complete_signal",
      "2.6.30, __kill_fasync send_sigio send_sigio_to_task sigio_perm group_send_sig_info "
          + "check_kill_permission __group_send_sig_info send_signal __send_signal prepare_signal "
          + "sig_ignored legacy_queue __sigqueue_alloc signalfd_notify complete_signal",
      "2.6.32, __kill_fasync send_sigio send_sigio_to_task sigio_perm do_send_sig_info "
          + "send_signal __send_signal prepare_signal sig_ignored legacy_queue __sigqueue_alloc "
          + "signalfd_notify complete_signal",
      "2.6.35, kill_fasync_rcu send_sigio send_sigio_to_task sigio_perm do_send_sig_info "
          + "send_signal __send_signal prepare_signal sig_ignored legacy_queue __sigqueue_alloc "
          + "signalfd_notify complete_signal",
      "5.18, kill_fasync_rcu send_sigio send_sigio_to_task sigio_perm do_send_sig_info "
          + "send_signal __send_signal prepare_signal sig_ignored legacy_queue __sigqueue_alloc "
          + "signalfd_notify complete_signal",
      "5.19, kill_fasync_rcu send_sigio send_sigio_to_task sigio_perm do_send_sig_info "
          + "send_signal_locked __send_signal_locked prepare_signal sig_ignored legacy_queue "
          + "__sigqueue_alloc signalfd_notify complete_signal",
      "6.13, kill_fasync_rcu send_sigio send_sigio_to_task sigio_perm do_send_sig_info "
          + "send_signal_locked __send_signal_locked prepare_signal sig_ignored legacy_queue "
          + "sigqueue_alloc signalfd_notify complete_signal",
      "7.2, kill_fasync_rcu send_sigio send_sigio_to_task sigio_perm do_send_sig_info "
          + "send_signal_locked __send_signal_locked prepare_signal sig_ignored legacy_queue "
          + "sigqueue_alloc signalfd_notify complete_signal"
    })
    void callsTheFunctionsOfItsVersion(String version, String expected) {
      List<TraceEvent> trace =
          sending(lastOf(version, ARMED + "; m setsig d RTMIN; m kf d SIGIO POLL_IN"));

      assertThat(calls(trace)).isEqualTo("kill_fasync " + expected + " signal_wake_up");
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.12, fasync_lock:read_lock fown->lock:read_lock tasklist_lock:read_lock "
          + "tasklist_lock:read_lock siglock:spin_lock_irqsave",
      "2.6.16, fasync_lock:read_lock fown->lock:read_lock tasklist_lock:read_lock "
          + "siglock:spin_lock_irqsave",
      "2.6.34, fasync_lock:read_lock fown->lock:read_lock tasklist_lock:read_lock "
          + "siglock:spin_lock_irqsave",
      "2.6.35, rcu:rcu_read_lock fa_lock:spin_lock_irqsave fown->lock:read_lock "
          + "tasklist_lock:read_lock siglock:spin_lock_irqsave",
      "4.18, rcu:rcu_read_lock fa_lock:read_lock fown->lock:read_lock tasklist_lock:read_lock "
          + "siglock:spin_lock_irqsave",
      "4.19, rcu:rcu_read_lock fa_lock:read_lock fown->lock:read_lock rcu:rcu_read_lock "
          + "siglock:spin_lock_irqsave",
      "5.10.4, rcu:rcu_read_lock fa_lock:read_lock fown->lock:read_lock rcu:rcu_read_lock "
          + "siglock:spin_lock_irqsave",
      "5.10.5, rcu:rcu_read_lock fa_lock:read_lock fown->lock:read_lock_irqsave "
          + "rcu:rcu_read_lock siglock:spin_lock_irqsave",
      "5.14.3, rcu:rcu_read_lock fa_lock:read_lock fown->lock:read_lock_irqsave "
          + "rcu:rcu_read_lock siglock:spin_lock_irqsave",
      "5.14.4, rcu:rcu_read_lock fa_lock:read_lock_irqsave fown->lock:read_lock_irqsave "
          + "rcu:rcu_read_lock siglock:spin_lock_irqsave",
      "7.2, rcu:rcu_read_lock fa_lock:read_lock_irqsave fown->lock:read_lock_irqsave "
          + "rcu:rcu_read_lock siglock:spin_lock_irqsave"
    })
    void takesTheLocksOfItsVersionForAProcess(String version, String expected) {
      assertThat(locks(sending(lastOf(version, ARMED + "; m kf d SIGIO 1")))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "4.18, tasklist_lock:read_lock",
      "4.19, tasklist_lock:read_lock",
      "6.1.175, tasklist_lock:read_lock",
      "6.1.176, rcu:rcu_read_lock",
      "6.19, tasklist_lock:read_lock",
      "7.1.0, rcu:rcu_read_lock",
      "7.2, rcu:rcu_read_lock"
    })
    void findsTheMembersOfAGroupUnderTheLockOfItsVersion(String version, String expected) {
      List<TraceEvent> trace = lastOf(version, ARMED + "; m setown d pgrp:m; m kf d SIGIO 1");
      List<String> taken = List.of(locks(sending(trace)).split(" "));
      int owner =
          taken.indexOf("fown->lock:read_lock") + taken.indexOf("fown->lock:read_lock_irqsave") + 1;

      assertThat(taken.get(owner + 1)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.12", "2.6.29", "2.6.35", "4.14", "5.10", "6.12", "7.2"})
    void stopsAtAnEntryWithAWrongMagicNumber(String version) {
      List<TraceEvent> trace =
          lastOf(
              version,
              ARMED + "; m open e /dev/fz_good rw; m async e on; m fz_corrupt d; m kf d SIGIO 1");

      assertThat(all(TraceEvent.Trouble.class, trace))
          .singleElement()
          .satisfies(trouble -> assertThat(trouble.kind()).isEqualTo(TroubleKind.BAD_MAGIC));
      assertThat(calls(trace)).doesNotContain("send_sigio");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.12", "2.6.35", "4.18", "7.2"})
    void leavesAnEmptyListWithoutALock(String version) {
      assertThat(lastOf(version, "m open d /dev/fz_good rw; m kf d SIGIO 1"))
          .noneMatch(TraceEvent.LockTaken.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"6.11, send_sigio", "6.12, ''", "7.2, ''"})
    void skipsAFileWithoutAPlaceForAnOwner(String version, String expected) {
      List<TraceEvent> trace =
          lastOf(version, "m open d /dev/fz_good rw; m async d on; m kf d SIGIO 1");

      assertThat(calls(trace, "send_sigio"::equals)).isEqualTo(expected);
    }
  }

  /** fasync_helper and those who call it. */
  @Nested
  final class Registering {
    private static final String OPEN = "m open d /dev/fz_good rw";

    @ParameterizedTest
    @CsvSource({
      "2.6.12, fasync_helper, fasync_lock:write_lock_irq",
      "2.6.29, fasync_helper, fasync_lock:write_lock_irq",
      "2.6.30, fasync_helper, f_lock:spin_lock fasync_lock:write_lock_irq",
      "2.6.33, fasync_helper fasync_add_entry, f_lock:spin_lock fasync_lock:write_lock_irq",
      "2.6.35, fasync_helper fasync_add_entry, f_lock:spin_lock fasync_lock:spin_lock",
      "2.6.37, fasync_helper fasync_add_entry fasync_alloc fasync_insert_entry, "
          + "f_lock:spin_lock fasync_lock:spin_lock",
      "7.2, fasync_helper fasync_add_entry fasync_alloc fasync_insert_entry, "
          + "f_lock:spin_lock fasync_lock:spin_lock"
    })
    void addsAFileAsItsVersionDoes(String version, String calls, String locks) {
      List<TraceEvent> trace = lastOf(version, OPEN + "; m fz_helper d 3 on");

      assertThat(calls(trace)).isEqualTo(calls);
      assertThat(locks(trace)).isEqualTo(locks);
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.12, fasync_helper, fasync_lock:write_lock_irq",
      "2.6.30, fasync_helper, f_lock:spin_lock fasync_lock:write_lock_irq",
      "2.6.33, fasync_helper fasync_remove_entry, f_lock:spin_lock fasync_lock:write_lock_irq",
      "2.6.35, fasync_helper fasync_remove_entry, "
          + "f_lock:spin_lock fasync_lock:spin_lock fa_lock:spin_lock_irq",
      "4.17, fasync_helper fasync_remove_entry, "
          + "f_lock:spin_lock fasync_lock:spin_lock fa_lock:spin_lock_irq",
      "4.18, fasync_helper fasync_remove_entry, "
          + "f_lock:spin_lock fasync_lock:spin_lock fa_lock:write_lock_irq",
      "7.2, fasync_helper fasync_remove_entry, "
          + "f_lock:spin_lock fasync_lock:spin_lock fa_lock:write_lock_irq"
    })
    void removesAFileAsItsVersionDoes(String version, String calls, String locks) {
      List<TraceEvent> trace = lastOf(version, OPEN + "; m fz_helper d 3 on; m fz_helper d 3 off");

      assertThat(calls(trace)).isEqualTo(calls);
      assertThat(locks(trace)).isEqualTo(locks);
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.12, the entry is freed at once",
      "2.6.34, the entry is freed at once",
      "2.6.35, call_rcu() frees the entry later",
      "6.11, call_rcu() frees the entry later",
      "6.12, kfree_rcu() frees the entry later"
    })
    void freesAnEntryAsItsVersionDoes(String version, String expected) {
      List<TraceEvent> trace = lastOf(version, OPEN + "; m fz_helper d 3 on; m fz_helper d 3 off");

      assertThat(decisions(trace)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.36, fasync_helper fasync_add_entry",
      "2.6.37, fasync_helper fasync_add_entry fasync_alloc fasync_insert_entry fasync_free",
      "7.2, fasync_helper fasync_add_entry fasync_alloc fasync_insert_entry fasync_free"
    })
    void allocatesBeforeItFindsTheFileOnTheList(String version, String expected) {
      List<TraceEvent> trace = lastOf(version, OPEN + "; m fz_helper d 3 on; m fz_helper d 4 on");

      assertThat(calls(trace)).isEqualTo(expected);
      assertThat(all(TraceEvent.Change.class, trace))
          .extracting(TraceEvent.Change::before, TraceEvent.Change::after)
          .containsExactly(tuple("{d as fd 3}", "{d as fd 4}"));
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.26, true, true",
      "2.6.27, false, true",
      "2.6.28, true, true",
      "2.6.29, true, true",
      "2.6.30, false, false",
      "7.2, false, false"
    })
    void holdsTheBigKernelLockWhereItsVersionDoes(String version, boolean setfl, boolean ioctl) {
      Predicate<String> big = "kernel_lock"::equals;

      assertThat(locks(lastOf(version, OPEN + "; m async d on"), big))
          .isEqualTo(setfl ? "kernel_lock:lock_kernel" : "");
      assertThat(locks(lastOf(version, OPEN + "; m fioasync d 1"), big))
          .isEqualTo(ioctl ? "kernel_lock:lock_kernel" : "");
    }

    @ParameterizedTest
    @CsvSource({"2.6.27, ''", "2.6.28, kernel_lock:lock_kernel", "2.6.30, ''"})
    void locksAnIoctlThatChangesNothingOnlyWhereItIsLockedAsAWhole(String version, String locks) {
      assertThat(locks(lastOf(version, OPEN + "; m fioasync d 0"))).isEqualTo(locks);
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.27, __fput device_release fasync_helper",
      "2.6.28, __fput device_fasync fasync_helper device_release fasync_helper",
      "7.2, __fput device_fasync fasync_helper fasync_remove_entry device_release "
          + "fasync_helper fasync_remove_entry"
    })
    void asksTheMethodBeforeReleaseSinceTheVfsDoes(String version, String expected) {
      List<TraceEvent> trace = lastOf(version, ARMED + "; m close d");

      assertThat(calls(trace)).isEqualTo(expected);
    }
  }

  /** f_owner. */
  @Nested
  final class Owning {
    private static final String PIPE = "m pipe r w";

    @ParameterizedTest
    @CsvSource({
      "2.6.12, f_setown __f_setown f_modown",
      "6.11, f_setown __f_setown f_modown",
      "6.12, f_setown file_f_owner_allocate __f_setown"
    })
    void setsTheOwnerAsItsVersionDoes(String version, String expected) {
      List<TraceEvent> trace = lastOf(version, PIPE + "; m setown r pid:m");

      assertThat(calls(trace)).isEqualTo(expected);
      assertThat(locks(trace)).isEqualTo("fown->lock:write_lock_irq");
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.18, ''",
      "2.6.19, fown->lock:read_lock",
      "5.14.3, fown->lock:read_lock",
      "5.14.4, fown->lock:read_lock_irq",
      "7.2, fown->lock:read_lock_irq"
    })
    void readsTheOwnerAsItsVersionDoes(String version, String expected) {
      assertThat(locks(lastOf(version, PIPE + "; m setown r pid:m; m getown r")))
          .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"6.11, ''", "6.12, file_f_owner_allocate"})
    void allocatesForASignalSinceItIsStoredThere(String version, String expected) {
      assertThat(
              calls(lastOf(version, PIPE + "; m setsig r RTMIN"), "file_f_owner_allocate"::equals))
          .isEqualTo(expected);
    }
  }

  /** __send_signal and its neighbours. */
  @Nested
  final class Queueing {
    private static final String CHILD = "m fork c; c handler SIGTERM; c block SIGTERM RTMIN";

    private static boolean queuesARecord(String version, String step) {
      return !calls(lastOf(version, CHILD + "; " + step), name -> name.endsWith("sigqueue_alloc"))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.12, true, true",
      "4.19, true, true",
      "4.20, false, false",
      "5.0, false, true",
      "7.2, false, true"
    })
    void needsNoRecordForSignalsThatNobodyHandles(String version, boolean kill, boolean stop) {
      assertThat(queuesARecord(version, "m kill pid:c SIGKILL")).isEqualTo(kill);
      assertThat(queuesARecord(version, "m kill pid:c SIGSTOP")).isEqualTo(stop);
    }

    @ParameterizedTest
    @CsvSource({"3.3, true", "3.4, false", "4.19, false", "4.20, true", "7.2, true"})
    void needsNoRecordForWhatIsForced(String version, boolean record) {
      assertThat(queuesARecord(version, "m handler SIGTERM; m sysrq e")).isEqualTo(record);
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.33, SIGUSR1, true",
      "2.6.33, RTMIN, false",
      "4.13, SIGCHLD, true",
      "4.14, SIGCHLD, false",
      "7.2, SIGUSR1, true",
      "7.2, SIGCHLD, false",
      "7.2, RTMIN, false"
    })
    void letsClassicSignalsExceedTheLimit(String version, String signal, boolean expected) {
      List<TraceEvent> trace =
          lastOf(
              version,
              ARMED + "; m block " + signal + "; m setsig d " + signal + "; m kf d SIGIO POLL_IN");
      Optional<String> mayExceed =
          argument(trace, "__sigqueue_alloc", "override_rlimit")
              .or(() -> argument(trace, "sigqueue_alloc", "override_rlimit"));

      assertThat(valueOf(mayExceed)).isEqualTo(Boolean.toString(expected));
    }

    @ParameterizedTest
    @CsvSource({
      // version, kill from outside the namespace, from inside, SIGIO of a file, sysrq
      "2.6.30, true, false, false, false",
      "3.3, true, false, false, false",
      "3.4, true, false, false, true",
      "4.19, true, false, false, true",
      "4.20, true, false, true, true",
      "5.3, true, false, true, true",
      "7.2, true, false, true, true"
    })
    void forcesWhatItsVersionForces(
        String version, boolean outside, boolean inside, boolean file, boolean sysrq) {
      String container = "m pipe r w; m ignore SIGTERM; m fork c container; c handler SIGTERM; ";
      Function<String, String> forced =
          steps -> valueOf(argument(lastOf(version, container + steps), "prepare_signal", "force"));

      assertThat(forced.apply("m kill pid:c SIGTERM")).isEqualTo(Boolean.toString(outside));
      assertThat(forced.apply("c fork d; d kill pid:c SIGTERM"))
          .isEqualTo(Boolean.toString(inside));
      assertThat(forced.apply("m setown r pid:c; m async r on; m write w 1"))
          .isEqualTo(Boolean.toString(file));
      assertThat(forced.apply("c setsid; m sysrq e")).isEqualTo(Boolean.toString(sysrq));
    }

    @ParameterizedTest
    @CsvSource({"4.13, true", "4.14, false", "7.2, false"})
    void queuesAForcedSigtermForAProtectedProcessUpTo413(String version, boolean queued) {
      List<TraceEvent> trace = lastOf(version, "m fork c container; m kill pid:c SIGTERM");

      assertThat(calls(trace, name -> name.endsWith("sigqueue_alloc")).isEmpty())
          .isNotEqualTo(queued);
      assertThat(decisions(trace)).noneMatch(each -> each.contains("SIGKILL"));
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.31, group, 1",
      "4.18, group, 1",
      "4.19, type, PIDTYPE_TGID",
      "7.2, type, PIDTYPE_TGID"
    })
    void isToldTheTargetAsItsVersionPutsIt(String version, String name, String value) {
      List<TraceEvent> trace = lastOf(version, ARMED + "; m kf d SIGIO 1");
      Optional<String> target =
          argument(trace, "__send_signal", name)
              .or(() -> argument(trace, "__send_signal_locked", name));

      assertThat(valueOf(target)).isEqualTo(value);
    }
  }

  /** The other ways in. */
  @Nested
  final class OtherWaysIn {
    private static String way(String version, String step) {
      return calls(
          sending(lastOf(version, "m thread t; m handler SIGUSR1; m pidfd p pid:m; " + step)),
          name ->
              !List.of("sig_ignored", "legacy_queue", "LEGACY_QUEUE", "signalfd_notify")
                      .contains(name)
                  && !name.endsWith("complete_signal")
                  && !name.endsWith("sigqueue_alloc")
                  && !name.endsWith("wake_up"));
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.12, sys_kill kill_something_info kill_proc_info group_send_sig_info "
          + "check_kill_permission __group_send_sig_info handle_stop_signal send_signal",
      "2.6.21, sys_kill kill_something_info kill_pid_info group_send_sig_info "
          + "check_kill_permission __group_send_sig_info handle_stop_signal send_signal",
      "2.6.26, sys_kill kill_something_info kill_pid_info group_send_sig_info "
          + "check_kill_permission __group_send_sig_info send_signal prepare_signal",
      "2.6.32, sys_kill kill_something_info kill_pid_info group_send_sig_info "
          + "check_kill_permission do_send_sig_info send_signal __send_signal prepare_signal",
      "5.19, sys_kill kill_something_info kill_pid_info group_send_sig_info "
          + "check_kill_permission do_send_sig_info send_signal_locked __send_signal_locked "
          + "prepare_signal",
      "6.12, sys_kill kill_something_info kill_pid_info_type group_send_sig_info "
          + "check_kill_permission do_send_sig_info send_signal_locked __send_signal_locked "
          + "prepare_signal"
    })
    void kill(String version, String expected) {
      assertThat(way(version, "m kill pid:m SIGUSR1")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "2.6.14, sys_tkill check_kill_permission handle_stop_signal specific_send_sig_info "
          + "send_signal",
      "2.6.15, sys_tkill do_tkill check_kill_permission handle_stop_signal specific_send_sig_info "
          + "send_signal",
      "2.6.26, sys_tkill do_tkill check_kill_permission specific_send_sig_info send_signal "
          + "prepare_signal",
      "2.6.31, sys_tkill do_tkill do_send_specific check_kill_permission specific_send_sig_info "
          + "send_signal __send_signal prepare_signal",
      "2.6.32, sys_tkill do_tkill do_send_specific check_kill_permission do_send_sig_info "
          + "send_signal __send_signal prepare_signal",
      "5.19, sys_tkill do_tkill do_send_specific check_kill_permission do_send_sig_info "
          + "send_signal_locked __send_signal_locked prepare_signal"
    })
    void tkill(String version, String expected) {
      assertThat(way(version, "m tkill tid:t SIGUSR1")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "5.18, force_sig_info_to_task send_signal __send_signal prepare_signal",
      "5.2, force_sig_info send_signal __send_signal prepare_signal",
      "4.20, force_sig_info send_signal __send_signal prepare_signal",
      "4.19, force_sig_info specific_send_sig_info send_signal __send_signal prepare_signal",
      "2.6.26, force_sig_info specific_send_sig_info send_signal prepare_signal",
      "2.6.25, force_sig_info specific_send_sig_info send_signal"
    })
    void fault(String version, String expected) {
      assertThat(way(version, "m handler SIGSEGV; m trap segv")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "5.2, sys_pidfd_send_signal kill_pid_info group_send_sig_info check_kill_permission "
          + "do_send_sig_info send_signal __send_signal prepare_signal",
      "6.12, sys_pidfd_send_signal kill_pid_info_type group_send_sig_info check_kill_permission "
          + "do_send_sig_info send_signal_locked __send_signal_locked prepare_signal"
    })
    void pidfd(String version, String expected) {
      assertThat(way(version, "m pidfd_send p SIGUSR1")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
      "3.3, __oom_kill_process force_sig_info",
      "3.4, __oom_kill_process do_send_sig_info",
      "4.20, __oom_kill_process do_send_sig_info",
    })
    void outOfMemory(String version, String expected) {
      assertThat(way(version, "m fork c; m oom c")).startsWith(expected);
    }
  }

  /** What scenarios cannot show, because it lasts no longer than a step. */
  @Nested
  final class InBetween {
    private static Machine machine(String version) {
      return new Machine(KernelVersion.parse(version).orElseThrow(), BootOptions.DEFAULT, null);
    }

    private static Signals signals(Machine machine) {
      return new Signals(machine, new Silent());
    }

    /** Sends from one process to another, or to its group, and tells what waits for the latter. */
    private static boolean waits(
        Machine machine, Signals signals, UserProcess receiver, int signal, boolean toGroup) {
      Task sender = signals.tasks().boot("sender").leader();
      int number = receiver.pid().number();
      machine.run(
          Context.Kind.PROCESS,
          "sender",
          () -> {
            signals.tasks().setCurrent(sender);
            signals.kill().kill(sender, toGroup ? -number : number, signal);
          });
      return receiver.sharedPending().signals().has(signal);
    }

    @ParameterizedTest
    @CsvSource({
      // a core is being written: SIGTERM, SIGKILL; the process is ending otherwise: SIGTERM
      "2.6.26, true, true, true",
      "3.7, true, true, true",
      "3.10, false, true, true",
      "6.0, false, true, true",
      "6.1, false, true, false",
      "7.2, false, true, false"
    })
    void dropsWhatNobodyWillTake(String version, boolean term, boolean kill, boolean ending) {
      Machine machine = machine(version);
      Signals signals = signals(machine);
      UserProcess process = signals.tasks().boot("dying");
      process.setDumpingCore(true);

      assertThat(waits(machine, signals, process, Signal.SIGTERM.number(), false)).isEqualTo(term);
      assertThat(waits(machine, signals, process, Signal.SIGKILL.number(), false)).isEqualTo(kill);

      process.setDumpingCore(false); // it goes on ending
      assertThat(waits(machine, signals, process, Signal.SIGHUP.number(), false)).isEqualTo(ending);
    }

    @ParameterizedTest
    @CsvSource({"4.18, false", "4.19, true", "7.2, true"})
    void tellsForksInProgressOfSignalsToGroups(String version, boolean told) {
      Machine machine = machine(version);
      Signals signals = signals(machine);
      UserProcess process = signals.tasks().boot("forking");
      SignalSet missed = process.beginFork();

      waits(machine, signals, process, Signal.SIGTSTP.number(), false);
      assertThat(missed.isEmpty()).as("the child would not have got it").isTrue();

      waits(machine, signals, process, Signal.SIGHUP.number(), true);
      assertThat(missed.has(Signal.SIGHUP.number())).isEqualTo(told);
    }
  }

  /** Nobody looks. */
  private static final class Silent implements SignalObserver {
    @Override
    public void delivered(Task to, Via via, SigInfo info) {}

    @Override
    public void died(UserProcess process, int signal, boolean core) {}

    @Override
    public void exited(UserProcess process, int status) {}

    @Override
    public void stopped(UserProcess process, int signal) {}

    @Override
    public void continued(UserProcess process) {}
  }
}
