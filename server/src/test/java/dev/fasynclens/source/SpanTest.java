package dev.fasynclens.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpanTest {
  @Test
  void theEndIsNotPartOfIt() {
    Span span = new Span(2, 5);

    assertThat(span.length()).isEqualTo(3);
    assertThat(span.contains(1)).isFalse();
    assertThat(span.contains(2)).isTrue();
    assertThat(span.contains(4)).isTrue();
    assertThat(span.contains(5)).isFalse();
  }

  @Test
  void containsItselfAndWhatLiesWhollyInside() {
    Span span = new Span(2, 5);

    assertThat(span.contains(span)).isTrue();
    assertThat(span.contains(new Span(3, 4))).isTrue();
    assertThat(span.contains(new Span(5, 5))).isTrue();
    assertThat(span.contains(new Span(1, 4))).isFalse();
    assertThat(span.contains(new Span(3, 6))).isFalse();
  }

  @Test
  void anEmptySpanContainsNoOffset() {
    assertThat(new Span(3, 3).contains(3)).isFalse();
    assertThat(new Span(3, 3).length()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "2, 1", "-2, -1"})
  void negativeAndReversedRangesAreRefused(int start, int end) {
    assertThatThrownBy(() -> new Span(start, end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a span: " + start + ".." + end);
  }

  @Test
  void spansAreOrderedByStartThenEnd() {
    List<Span> spans = List.of(new Span(2, 3), new Span(1, 9), new Span(2, 2), new Span(0, 0));

    assertThat(spans.stream().sorted())
        .containsExactly(new Span(0, 0), new Span(1, 9), new Span(2, 2), new Span(2, 3));
  }

  @Test
  void placesAreOrderedByFileThenSpanAndKnowTheirLine() {
    SourceText a = SourceText.of("a.c", "x\ny\n");
    SourceText b = SourceText.of("b.c", "x\ny\n");

    assertThat(List.of(Place.of(b, 0, 1), Place.of(a, 2, 3), Place.of(a, 0, 1)).stream().sorted())
        .containsExactly(Place.of(a, 0, 1), Place.of(a, 2, 3), Place.of(b, 0, 1));
    assertThat(Place.of(a, 2, 3).lineNumber()).isEqualTo(2);
  }
}
