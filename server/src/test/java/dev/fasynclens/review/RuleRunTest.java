package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fasynclens.driver.AnalysisCancelledException;
import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RuleRunTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();

  @Test
  void severalThreadsFindWhatOneFinds() throws Exception {
    List<SourceText> texts = badExamples();

    ReviewResult alone = reviewer(1, AnalysisLimits.DEFAULT).review(texts);

    assertThat(alone.findings()).hasSizeGreaterThan(CATALOG.infos().size() / 2);
    for (int jobs : new int[] {2, 5}) {
      ReviewResult shared = reviewer(jobs, AnalysisLimits.DEFAULT).review(texts);
      assertThat(shared.findings()).as("%d threads", jobs).isEqualTo(alone.findings());
      assertThat(shared.problems()).isEqualTo(alone.problems());
    }
  }

  @Test
  void severalThreadsEndWhenNobodyWaits() throws Exception {
    List<SourceText> texts = badExamples();
    AtomicInteger asked = new AtomicInteger();
    AnalysisLimits impatient =
        new AnalysisLimits(Duration.ofMinutes(1), () -> asked.incrementAndGet() > texts.size() * 2);

    assertThatExceptionOfType(AnalysisCancelledException.class)
        .isThrownBy(() -> reviewer(3, impatient).review(texts));
  }

  private static Reviewer reviewer(int jobs, AnalysisLimits limits) {
    return new Reviewer(
        CATALOG, SourceFiles.NONE, _ -> Configuration.DEFAULT, jobs, Parsing.FRESH, limits);
  }

  /** The examples of the rules' pages, each in a directory of its own. */
  private static List<SourceText> badExamples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../rules"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".c"))
          .sorted()
          .map(RuleRunTest::read)
          .toList();
    }
  }

  private static SourceText read(Path file) {
    try {
      return SourceText.of(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
