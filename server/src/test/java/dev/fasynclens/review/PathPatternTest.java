package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.mod.c,       x.mod.c,           true",
    "*.mod.c,       a/b/x.mod.c,       true",
    "*.mod.c,       x.mod.cc,          false",
    "vendor,        vendor,            true",
    "vendor,        a/vendor,          true",
    "vendor/,       a/vendor,          true",
    "vendor,        vendors,           false",
    "/vendor,       vendor,            true",
    "/vendor,       a/vendor,          false",
    "./vendor,      a/vendor,          false",
    "a/b,           a/b,               true",
    "a/b,           x/a/b,             false",
    "a/*/c,         a/b/c,             true",
    "a/*/c,         a/b/b/c,           false",
    "a/**/c,        a/c,               true",
    "a/**/c,        a/b/b/c,           true",
    "a/**,          a/b,               true",
    "a/**,          a/b/c,             true",
    "a/**,          a,                 false",
    "**/x.c,        x.c,               true",
    "**/x.c,        a/b/x.c,           true",
    "**/gen/*.c,    a/gen/gen/x.c,     true",
    "x?.c,          x1.c,              true",
    "x?.c,          x.c,               false",
    "a*b*c,         aXbYbZc,           true",
    "a*b*c,         aXbYbZ,            false",
  })
  void matches(String pattern, String path, boolean expected) {
    assertThat(PathPattern.complaint(pattern)).isEmpty();
    assertThat(PathPattern.of(pattern).matches(path)).isEqualTo(expected);
  }

  @Test
  void hostilePatternsDoNotExplode() {
    PathPattern stars = PathPattern.of("*a".repeat(2000) + "b");
    assertThat(stars.matches("a".repeat(4000))).isFalse();
    PathPattern depths = PathPattern.of("**/a/".repeat(1000) + "b");
    assertThat(depths.matches("a/".repeat(2000) + "c")).isFalse();
  }
}
