package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {
  private static final List<String> WORDS = List.of("--format", "--fix", "--fail-on", "--diff");

  @Test
  void findsTheNearestWord() {
    assertThat(Spelling.nearest("--fromat", WORDS)).contains("--format");
    assertThat(Spelling.nearest("--FORMAT", WORDS)).contains("--format");
    assertThat(Spelling.nearest("--failon", WORDS)).contains("--fail-on");
    assertThat(Spelling.nearest("abdc", List.of("abcd"))).contains("abcd");
    assertThat(Spelling.nearest("badc", List.of("abcd"))).isEmpty();
    assertThat(Spelling.nearest("abxx", List.of("abcd"))).isEmpty();
    assertThat(Spelling.nearest("-fix", WORDS)).contains("--fix");
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(Spelling.nearest("--quiet", WORDS)).isEmpty();
    assertThat(Spelling.nearest("x", WORDS)).isEmpty();
    assertThat(Spelling.nearest("--format".repeat(100_000), WORDS)).isEmpty();
    assertThat(Spelling.hint("zzz", WORDS)).isEmpty();
  }
}
