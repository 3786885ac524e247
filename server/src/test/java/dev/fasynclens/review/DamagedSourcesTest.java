package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as they are while somebody types, or worse: no rule fails on them, findings lie in the
 * text, and repairs can be applied.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedSourcesTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();
  private static final String TELLING = "(){}[];,:#\"'\\/*\n\t =&.0a";
  private static final int EDITS = 25;

  static List<String> files() throws IOException {
    return RepositoryFiles.sources().stream().map(RepositoryFiles::label).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesThatEndEarly(String file) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("..", file));
    int line = 0;
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n' && ++line % 5 == 0) {
        assertReviewable(Arrays.copyOf(whole, i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesWithLinesMissingOrTwice(String file) throws IOException {
    List<String> whole = Files.readAllLines(Path.of("..", file));
    Random random = new Random(file.hashCode());
    for (int i = 0; i < EDITS; i++) {
      StringBuilder text = new StringBuilder();
      for (String line : whole) {
        int times = random.nextInt(20) == 0 ? random.nextInt(3) : 1;
        text.append((line + "\n").repeat(times));
      }
      assertReviewable(SourceText.of("x.c", text.toString()).copyBytes());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesWithSomeBytesChanged(String file) throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("..", file));
    Random random = new Random(~file.hashCode());
    for (int i = 0; i < EDITS; i++) {
      byte[] edited = whole.clone();
      for (int n = random.nextInt(6); n >= 0; n--) {
        byte with = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
        edited[random.nextInt(edited.length)] = with;
      }
      assertReviewable(edited);
    }
  }

  private static void assertReviewable(byte[] bytes) {
    SourceText text = SourceText.of("x.c", bytes);
    ReviewResult result =
        new Reviewer(CATALOG, SourceFiles.NONE, _ -> Configuration.DEFAULT, 1)
            .review(List.of(text));

    assertThat(result.problems()).noneMatch(problem -> problem.kind() == Problem.Kind.INTERNAL);
    for (Finding finding : result.findings()) {
      assertThat(finding.message()).isNotBlank();
      assertThat(finding.place().text()).isSameAs(text);
      assertThat(finding.place().span().end()).isBetween(1, text.length());
      for (Fix fix : finding.fixes()) {
        int last = 0;
        List<Fix.Edit> edits = new ArrayList<>(fix.edits());
        edits.sort(Comparator.comparing(Fix.Edit::place));
        for (Fix.Edit edit : edits) {
          assertThat(edit.place().span().start()).isGreaterThanOrEqualTo(last);
          last = edit.place().span().end();
          assertThat(last).isLessThanOrEqualTo(text.length());
        }
      }
    }
  }
}
