package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveTreeTest {
  /** Pieces that open, close or change something far away. */
  private static final List<String> PIECES =
      List.of(
          "/*", "*/", "{", "}", "(", ")", "\"", "'", "#if 0\n", "#endif\n", "\\\n", ";", "x", "");

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "samples", "drivers"))) {
      return files.filter(file -> file.toString().endsWith(".c")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void parsesAnEditedTextLikeANewOne(Path file) throws Exception {
    Random random = new Random(file.getFileName().toString().hashCode());
    SourceText text = SourceText.of(file.toString(), Files.readAllBytes(file));
    LiveTree live = new LiveTree(text, Definitions.NONE);
    for (int i = 0; i < 60; i++) {
      int start = random.nextInt(text.length());
      int end = Math.min(text.length(), start + random.nextInt(4));
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      text = text.with(new TextEdit(new Span(start, end), piece));
      live.update(text, Definitions.NONE);
      assertThat(live.current().source()).isEqualTo(text);
      assertThat(live.current().hasSameNodes(SyntaxTree.parse(text)))
          .as("edit %d at %d", i, start)
          .isTrue();
    }
  }

  @Test
  void keepsTheTreeWhenTheNewTextCannotBeRead() throws Exception {
    SourceText good = SourceText.of("a.c", "int f(void) { return 1; }\n");
    LiveTree live = new LiveTree(good, Definitions.NONE);
    SourceText deep = SourceText.of("a.c", "int x = " + "(".repeat(100_000) + ";\n");
    assertThatThrownBy(() -> live.update(deep, Definitions.NONE))
        .isInstanceOf(UnreadableSourceException.class);
    assertThat(live.current().source()).isEqualTo(good);
    SourceText better = SourceText.of("a.c", "int f(void) { return 2; }\n");
    live.update(better, Definitions.NONE);
    assertThat(live.current().hasSameNodes(SyntaxTree.parse(better))).isTrue();
  }
}
