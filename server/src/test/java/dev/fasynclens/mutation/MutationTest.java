package dev.fasynclens.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.mutation.Verdict.Outcome;
import dev.fasynclens.review.Parsing;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Mistakes planted in the correct sample drivers are found, and rewrites of them stay clean. */
final class MutationTest {
  /** The rules that find whatever is planted for them. A new rule joins as soon as it does. */
  private static final Set<String> COMPLETE =
      Set.of(
          "FA101", "FA102", "FA103", "FA104", "FA107", "FA201", "FA202", "FA203", "FA204", "FA205",
          "FA206", "FA301", "FA302", "FA303", "FA304");

  /** What the rules pass over on purpose, because the same text could be right. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          // One of two queues that the same pointer may mean is still notified.
          "notification-removed-everywhere geiger.c: queue struct geiger_tube.alarm_queue",
          "notification-removed-everywhere geiger.c: queue struct geiger_tube.click_queue",
          // Another call of the same handler adds to, or removes from, the other queue.
          "removed-from-other-queue tapedeck.c: by a choice",
          "removed-from-other-queue tapedeck.c: by an early return",
          "switch-is-constant tapedeck.c: 0",
          // Nothing says which object it is: the file does not lead to it.
          "freed-while-open coincounter.c: in read",
          "freed-while-open leakalarm.c: in read",
          // What the numbers and the pointer mean is the caller's business.
          "notification-arguments-swapped labelscan.c: signal and band",
          "queue-copied labelscan.c: saved");

  /** No correct sample notifies both in an interrupt handler and elsewhere. */
  private static final List<String> NOT_IN_SAMPLES = List.of("notified-under-interrupt-lock");

  private static List<Verdict> verdicts = List.of();

  @BeforeAll
  static void plant() throws IOException, InterruptedException {
    RuleCatalog catalog = RuleCatalog.load();
    List<MutationRun.Subject> subjects = new ArrayList<>();
    for (Path folder : RepositoryFiles.foldersIn(RepositoryFiles.DRIVERS)) {
      List<SourceText> texts = new ArrayList<>();
      for (Path file : RepositoryFiles.sourcesBelow(folder)) {
        texts.add(SourceText.of(RepositoryFiles.nameOf(file), Files.readAllBytes(file)));
      }
      if (texts.stream().noneMatch(text -> text.indexOf("expect: ", 0) >= 0)) {
        Unit unit = Unit.around(catalog, SourceFiles.NONE, Parsing.FRESH, texts);
        texts.forEach(text -> subjects.add(new MutationRun.Subject(unit, unit.sameText(text))));
      }
    }
    assertThat(subjects).hasSizeGreaterThan(15);
    verdicts = new MutationRun(Plantings.ALL, 1, 2).of(subjects);
  }

  private static String describe(Verdict verdict) {
    SourceText text = verdict.mutant().edits().getFirst().text();
    return "%s %s: %s".formatted(verdict.planting().name(), text.name(), verdict.mutant().idiom());
  }

  @Test
  void whatIsPlantedIsFoundWhereItWasPlanted() {
    Set<String> missed = new TreeSet<>();
    for (Verdict verdict : verdicts) {
      boolean missing =
          verdict.outcome() == Outcome.MISSED || verdict.outcome() == Outcome.ELSEWHERE;
      if (missing && verdict.planting().expected().stream().anyMatch(COMPLETE::contains)) {
        missed.add(describe(verdict));
      }
    }

    assertThat(missed).isEqualTo(new TreeSet<>(PASSED_OVER));
  }

  @Test
  void nearlyEveryPlantingCanBePlantedInASample() {
    Set<String> planted = new TreeSet<>();
    for (Verdict verdict : verdicts) {
      planted.add(verdict.planting().name());
    }

    assertThat(Plantings.ALL)
        .extracting(Planting::name)
        .filteredOn(name -> !planted.contains(name))
        .isEqualTo(NOT_IN_SAMPLES);
  }

  @Test
  void everyMutantCanBeRead() {
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.outcome() == Outcome.BROKEN)
        .extracting(MutationTest::describe)
        .isEmpty();
  }

  @Test
  void noRuleSpeaksAboutARewrite() {
    assertThat(verdicts)
        .filteredOn(verdict -> verdict.outcome() == Outcome.REWRITTEN)
        .hasSizeGreaterThan(300)
        .filteredOn(verdict -> !verdict.others().isEmpty())
        .extracting(MutationTest::describe)
        .isEmpty();
  }
}
