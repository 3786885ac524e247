package dev.fasynclens.scenario.story;

import static dev.fasynclens.scenario.story.TestStories.READER;
import static dev.fasynclens.scenario.story.TestStories.WRONG_BAND;
import static dev.fasynclens.scenario.story.TestStories.and;
import static dev.fasynclens.scenario.story.TestStories.story;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoryboardTest {
  @Test
  void saysWhatTheProgramIsTold() {
    assertThat(story("plain", "6.1", and(READER, "m write w 1")).ending())
        .isEqualTo(new Ending("m gets SIGIO with si_code SI_KERNEL; no descriptor is told", false));
    assertThat(story("nobody", "6.1", and(READER, "m getfl r")).ending().sentence())
        .isEqualTo("Nobody gets a signal");
    List<String> rich =
        List.of("m pipe r w", "m handler RTMIN", "m setown r pid:m", "m setsig r RTMIN");
    assertThat(story("rich", "6.1", and(rich, "m async r on", "m write w 1")).ending().sentence())
        .isEqualTo("m gets RTMIN+0 with si_code POLL_IN for descriptor 3");
  }

  @Test
  void complaintsOfTheKernelCountMost() {
    Ending ending = story("bug", "6.1", WRONG_BAND).ending();
    assertThat(ending.bad()).isTrue();
    assertThat(ending.sentence())
        .isEqualTo("BUG in send_sigio_to_task: the band 0 is no POLL_* code");
    List<String> interrupt = new ArrayList<>(WRONG_BAND);
    interrupt.set(5, "m kf d SIGIO 0 1 irq");
    assertThat(story("panic", "6.1", interrupt).ending().sentence())
        .isEqualTo(
            "BUG in send_sigio_to_task: the band 0 is no POLL_* code, and the machine is down");
  }

  @Test
  void callsThatAnErrorCutShortNeverReturn() {
    Panel panel = story("bug", "6.1", WRONG_BAND).panels().getLast();
    List<String> lost = new ArrayList<>();
    Happening.walk(
        panel.happenings(),
        each -> {
          if (each instanceof Happening.Call call && call.result().isEmpty()) {
            lost.add(call.entered().name());
          }
        });
    assertThat(lost)
        .containsSubsequence("kill_fasync", "kill_fasync_rcu", "send_sigio", "send_sigio_to_task")
        .doesNotContain("sigio_perm");
  }

  @Test
  void keepsWhatHasChangedFromStepToStep() {
    Storyboard story = story("state", "6.1", and(READER, "m async r off", "m close r"));
    assertThat(story.panels().get(1).state()).isEmpty();
    assertThat(story.panels().get(3).state())
        .containsEntry("owner of r", "process m (101)")
        .containsEntry("entries of pipe->fasync_readers", "{r as fd 3}")
        .containsEntry("FASYNC in f_flags of r", "1");
    assertThat(story.panels().get(4).state())
        .containsEntry("entries of pipe->fasync_readers", "{}")
        .containsEntry("FASYNC in f_flags of r", "0");
  }

  @Test
  void pendingSetsShrinkWhenSignalsAreTaken() {
    Storyboard story =
        story("set", "6.1", and(READER, "m block SIGIO", "m write w 1", "m unblock SIGIO"));
    assertThat(story.panels().get(5).state())
        .containsEntry("pending signals of process m", "{SIGIO}");
    assertThat(story.panels().get(6).state()).containsEntry("pending signals of process m", "{}");
  }

  @ParameterizedTest
  @CsvSource({"6.1, AS_EXPECTED", "2.6.27, NOT_JUDGED"})
  void judgesOnlyVersionsThatTheScenarioIsAbout(String version, Storyboard.Verdict verdict) {
    assertThat(story("verdict", version, List.of("m pipe r w")).verdict()).isEqualTo(verdict);
  }

  @Test
  void tellsWhatWasNotAsExpected() {
    Storyboard story = story("verdict", "6.1", and(READER, "m write w 1"));
    assertThat(story.verdict()).isEqualTo(Storyboard.Verdict.NOT_AS_EXPECTED);
    assertThat(story.panels().getLast().mismatch()).hasValue("returns 1 instead of 0");
  }

  @Test
  void comparesNamesCallsAndLocks() {
    List<String> steps = and(READER, "m write w 1");
    Comparison comparison =
        Comparison.of(story("both", "2.6.34", steps), story("both", "6.1", steps));
    assertThat(comparison.steps().get(0).differences()).isEmpty();
    assertThat(comparison.steps().getLast().differences())
        .contains(
            new Comparison.Difference(
                Comparison.Aspect.NAME, "__send_signal", "__send_signal_locked"),
            new Comparison.Difference(Comparison.Aspect.CALL, "__kill_fasync", ""),
            new Comparison.Difference(Comparison.Aspect.CALL, "", "kill_fasync_rcu"),
            new Comparison.Difference(
                Comparison.Aspect.LOCK,
                "fown->lock by read_lock",
                "fown->lock by read_lock_irqsave"));
  }

  @Test
  void comparesWhatProgramsSee() {
    Comparison comparison =
        Comparison.of(story("bug", "4.13", WRONG_BAND), story("bug", "6.1", WRONG_BAND));
    assertThat(comparison.steps().getLast().differences())
        .extracting(Comparison.Difference::aspect)
        .contains(Comparison.Aspect.EVENT);
    assertThat(
            Comparison.of(story("same", "6.1", WRONG_BAND), story("same", "6.1", WRONG_BAND))
                .isEmpty())
        .isTrue();
  }

  @Test
  void everyFunctionHasALane() {
    assertThat(Lane.of(KernelFunction.KILL_FASYNC)).isEqualTo(Lane.VFS);
    assertThat(Lane.of(KernelFunction.PIPE_WRITE)).isEqualTo(Lane.DRIVER);
    assertThat(Lane.of(KernelFunction.DRIVER_FASYNC)).isEqualTo(Lane.DRIVER);
    assertThat(Lane.of(KernelFunction.HANDLE_SIGNAL)).isEqualTo(Lane.SIGNALS);
  }
}
