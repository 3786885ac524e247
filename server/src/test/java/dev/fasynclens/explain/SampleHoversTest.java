package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole drivers and programs: every word of them can be pointed at. */
final class SampleHoversTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Duration LONGEST = Duration.ofSeconds(3);

  static Stream<Path> folders() throws Exception {
    try (Stream<Path> drivers = Files.list(SAMPLES.resolve("drivers"))) {
      List<Path> found = new ArrayList<>(drivers.filter(Files::isDirectory).sorted().toList());
      found.add(SAMPLES.resolve("user"));
      return found.stream();
    }
  }

  private static DriverModule module(Path folder) throws Exception {
    List<CFile> files = new ArrayList<>();
    try (Stream<Path> texts = Files.list(folder)) {
      for (Path each : texts.filter(p -> p.toString().matches(".*\\.[ch]")).sorted().toList()) {
        SourceText text = SourceText.of(each.toString(), Files.readAllBytes(each));
        files.add(new CFile(SyntaxTree.parse(text)));
      }
    }
    return new DriverModule(files, Set.copyOf(files), new Primitives(List.of(), List.of()));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyWordCanBePointedAt(Path folder) throws Exception {
    DriverModule module = module(folder);
    int shown = 0;
    for (CFile file : module.files()) {
      SourceText text = file.source();
      for (int at = 0; at < text.length(); at++) {
        boolean starts =
            Cursor.isWordPart(text.byteAt(at))
                && (at == 0 || !Cursor.isWordPart(text.byteAt(at - 1)));
        if (starts) {
          long start = System.nanoTime();
          Optional<Hover> hover = Hovers.at(module, file, at, Snippet.target("4.4..6.1"));
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
          shown += hover.isPresent() ? 1 : 0;
          Signatures.at(module, file, at, TargetKernels.UNSET);
          Completions.at(module, file, at);
        }
      }
      Lenses.of(module, file, TargetKernels.UNSET);
      Symbols.of(module, file);
      InlayHints.of(module, file, new Span(0, text.length()));
    }
    assertThat(shown).isPositive();
  }
}
