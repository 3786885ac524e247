package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chains are those of the kernel's sources, release by release. */
final class CallChainsTest {
  private static final String TO_TASK = "send_sigio send_sigio_to_task ";

  private static KernelVersion version(String text) {
    return KernelVersion.parse(text).orElseThrow();
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.12, kill_fasync __kill_fasync, send_group_sig_info group_send_sig_info"
        + " __group_send_sig_info send_signal __sigqueue_alloc",
    "2.6.16, kill_fasync __kill_fasync, group_send_sig_info __group_send_sig_info send_signal"
        + " __sigqueue_alloc",
    "2.6.27, kill_fasync __kill_fasync, group_send_sig_info __group_send_sig_info send_signal"
        + " prepare_signal sig_ignored",
    "2.6.31, kill_fasync __kill_fasync, group_send_sig_info __group_send_sig_info send_signal"
        + " __send_signal prepare_signal sig_ignored",
    "2.6.34, kill_fasync __kill_fasync, do_send_sig_info send_signal __send_signal"
        + " prepare_signal sig_ignored",
    "3.4, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal __send_signal prepare_signal"
        + " sig_ignored",
    "4.19, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal __send_signal"
        + " prepare_signal sig_ignored",
    "5.4, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal __send_signal prepare_signal"
        + " sig_ignored",
    "6.1, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal_locked __send_signal_locked"
        + " prepare_signal sig_ignored",
    "7.1, kill_fasync kill_fasync_rcu, do_send_sig_info send_signal_locked __send_signal_locked"
        + " prepare_signal sig_ignored",
  })
  void fromAnEventToTheQueue(String version, String start, String end) {
    CallChain chain =
        CallChains.of(version(version)).from(KernelFunction.KILL_FASYNC).orElseThrow();
    assertThat(chain.spine()).isEqualTo(words(start + " " + TO_TASK + end));
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.12, __sigqueue_alloc, __group_complete_signal, LEGACY_QUEUE",
    "2.6.27, __sigqueue_alloc, complete_signal, legacy_queue",
    "6.1, __sigqueue_alloc, complete_signal, legacy_queue",
    "6.13, sigqueue_alloc, complete_signal, legacy_queue",
    "7.1, sigqueue_alloc, complete_signal, legacy_queue",
  })
  void whatQueuesUsesTheNamesOfItsTime(String version, String alloc, String complete, String drop) {
    CallChain chain =
        CallChains.of(version(version)).from(KernelFunction.SEND_SIGIO_TO_TASK).orElseThrow();
    assertThat(chain.markdown())
        .contains("`" + alloc + "`", "`" + complete + "`", "`" + drop + "`");
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.12, fasync_lock > fown->lock > tasklist_lock > tasklist_lock > siglock",
    "2.6.34, fasync_lock > fown->lock > tasklist_lock > siglock",
    "3.4, rcu > fa_lock > fown->lock > tasklist_lock > siglock",
    "5.4, rcu > fa_lock > fown->lock > tasklist_lock > siglock",
    "7.1, rcu > fa_lock > fown->lock > tasklist_lock > siglock",
  })
  void locksNestAsInTheSources(String version, String nesting) {
    CallChain chain =
        CallChains.of(version(version)).from(KernelFunction.KILL_FASYNC).orElseThrow();
    List<String> locks = chain.nesting().stream().map(CallChain.LockUse::lock).toList();
    if (version.equals("5.4") || version.equals("7.1")) {
      // A process is found under RCU, a group under tasklist_lock.
      assertThat(String.join(" > ", locks)).isIn(nesting, nesting.replace("tasklist_lock", "rcu"));
    } else {
      assertThat(String.join(" > ", locks)).isEqualTo(nesting);
    }
  }

  @Test
  void aFunctionTakesPartOnlyWhereItExists() {
    assertThat(CallChains.of(version("2.6.27")).from(KernelFunction.KILL_FASYNC_RCU)).isEmpty();
    assertThat(CallChains.of(version("7.1")).from(KernelFunction.SEND_GROUP_SIG_INFO)).isEmpty();
  }

  @Test
  void aMethodOfADriverIsFoundByItsOwnName() {
    CallChain chain = CallChains.of(version("7.1")).from(KernelFunction.PIPE_FASYNC).orElseThrow();
    assertThat(chain.start().calls())
        .extracting(CallChain.Call::function)
        .containsExactly(KernelFunction.FASYNC_HELPER);
  }

  @ParameterizedTest
  @CsvSource({"2.6.12", "2.6.22", "2.6.32", "3.4", "4.19", "5.11", "6.12", "7.2"})
  void theBuiltInRunsRunOnAllKernels(String version) {
    assertThat(CallChains.of(version(version)).functions())
        .contains(
            KernelFunction.SETFL,
            KernelFunction.FPUT,
            KernelFunction.SYS_KILL,
            KernelFunction.SYS_TKILL,
            KernelFunction.SYS_RT_SIGQUEUEINFO,
            KernelFunction.SEND_SIG_ALL,
            KernelFunction.OOM_KILL_PROCESS,
            KernelFunction.DO_GROUP_EXIT,
            KernelFunction.GET_SIGNAL);
  }

  @Test
  void everyFunctionThatTheModelHasIsReached() {
    Set<KernelFunction> missing = EnumSet.allOf(KernelFunction.class);
    for (String each : List.of("2.6.12", "2.6.16", "2.6.27", "2.6.31", "3.4", "7.1")) {
      missing.removeAll(CallChains.of(version(each)).functions());
    }
    assertThat(missing).as("neither traced by the model nor reached by a canonical run").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2.6.12", "7.1"})
  void otherSendersEndInTheSameQueue(String version) {
    CallChains chains = CallChains.of(version(version));
    for (KernelFunction sender :
        List.of(
            KernelFunction.SYS_KILL,
            KernelFunction.SYS_TKILL,
            KernelFunction.SYS_TGKILL,
            KernelFunction.SYS_RT_SIGQUEUEINFO,
            KernelFunction.SEND_SIGURG,
            KernelFunction.ISIG,
            KernelFunction.SEND_SIG_ALL)) {
      assertThat(chains.from(sender).orElseThrow().markdown())
          .as(sender.nameIn(version(version)))
          .contains("`__sigqueue_alloc`".replace("__", version.equals("7.1") ? "" : "__"));
    }
  }

  @Test
  void comparesTwoVersionsLineByLine() {
    CallChain old = CallChains.of(version("5.18")).from(KernelFunction.SEND_SIGNAL).orElseThrow();
    CallChain fresh = CallChains.of(version("5.19")).from(KernelFunction.SEND_SIGNAL).orElseThrow();
    assertThat(ChainComparison.of(old, fresh).lines())
        .startsWith(
            new ChainComparison.Line(ChainComparison.In.FIRST, 0, "send_signal"),
            new ChainComparison.Line(ChainComparison.In.SECOND, 0, "send_signal_locked"))
        .contains(new ChainComparison.Line(ChainComparison.In.BOTH, 2, "prepare_signal"));
  }
}
