package dev.fasynclens.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.project.DiskFiles;
import dev.fasynclens.project.FileNames;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Reviews of real files, written and read again. */
final class StoredReviewTest {
  private static final RuleCatalog CATALOG = RuleCatalog.load();
  private static final String KEY = "a key";
  private static final Function<String, Configuration> CONFIGURED = _ -> Configuration.DEFAULT;

  private final FileNames names = new FileNames(Path.of("").toAbsolutePath());

  @Test
  void aReviewOfAllSamplesComesBackAsItWas() throws Exception {
    List<SourceText> texts = new ArrayList<>();
    DiskFiles files = new DiskFiles(names);
    for (Path file : RepositoryFiles.sourcesBelow(RepositoryFiles.DRIVERS.getParent())) {
      texts.add(files.load(names.resolve(file), names.nameOf(names.resolve(file))));
    }
    ReadFiles read = new ReadFiles(files, CONFIGURED);
    ReviewResult result = review(texts, read);
    assertThat(result.findings()).isNotEmpty();
    assertThat(result.findings()).anyMatch(finding -> !finding.fixes().isEmpty());
    assertThat(result.findings()).anyMatch(finding -> !finding.related().isEmpty());
    assertThat(result.repeatable()).isTrue();

    byte[] stored = StoredReview.write(KEY, read, result);

    assertThat(StoredReview.read(stored, KEY, texts, new DiskFiles(names), CONFIGURED, CATALOG))
        .contains(result);
    assertThat(StoredReview.read(stored, "another key", texts, files, CONFIGURED, CATALOG))
        .isEmpty();
  }

  @Test
  void anyOtherAnswerOfTheFilesMakesItUseless() {
    Memory files = new Memory();
    files.texts.put(
        "d/x.c", "#include \"x.h\"\nint f(int on) { return fasync_helper(0, 0, on, q); }\n");
    files.texts.put("d/x.h", "extern struct fasync_struct **q;\n");
    files.texts.put("d/other.c", "int other;\n");
    SourceText text = files.read("d/x.c").orElseThrow();
    ReadFiles read = new ReadFiles(files, CONFIGURED);
    byte[] stored = StoredReview.write(KEY, read, review(List.of(text), read));
    assertThat(StoredReview.read(stored, KEY, List.of(text), files, CONFIGURED, CATALOG))
        .isPresent();

    for (String path : List.of("d/x.h", "d/other.c", "d/new.c", "include/x.h")) {
      Memory changed = new Memory();
      changed.texts.putAll(files.texts);
      changed.texts.merge(path, "int fasync;\n", String::concat);
      Optional<ReviewResult> again =
          StoredReview.read(stored, KEY, List.of(text), changed, CONFIGURED, CATALOG);
      // Only a header that is found before any other can hide one farther away.
      assertThat(again.isEmpty()).as(path).isEqualTo(!path.equals("include/x.h"));
    }
    Memory smaller = new Memory();
    smaller.texts.putAll(files.texts);
    smaller.texts.remove("d/x.h");
    assertThat(StoredReview.read(stored, KEY, List.of(text), smaller, CONFIGURED, CATALOG))
        .isEmpty();
  }

  @Test
  void damageIsNoticed() {
    SourceText text = SourceText.of("x.c", "int fasync;\n");
    ReadFiles read = new ReadFiles(SourceFiles.NONE, CONFIGURED);
    byte[] stored = StoredReview.write(KEY, read, review(List.of(text), read));
    assertThat(StoredReview.read(stored, KEY, List.of(text), SourceFiles.NONE, CONFIGURED, CATALOG))
        .isPresent();

    for (int i = 0; i < stored.length; i++) {
      byte[] damaged = stored.clone();
      damaged[i] ^= 0x10;
      assertThat(isUsable(damaged, text)).as("byte " + i).isFalse();
      assertThat(isUsable(Arrays.copyOf(stored, i), text)).as("first " + i).isFalse();
    }
    assertThat(isUsable(Arrays.copyOf(stored, stored.length + 1), text)).isFalse();
  }

  @Test
  void theKeyKnowsTextsNamesRolesAndConfiguration() {
    SourceText x = SourceText.of("x.c", "x");
    SourceText y = SourceText.of("y.c", "y");
    Configuration other =
        new Configuration(
            Configuration.DEFAULT.target(),
            Map.of("FA202", Optional.empty()),
            List.of(),
            List.of());
    TreeSet<String> keys = new TreeSet<>();
    keys.add(key("1", Configuration.DEFAULT, List.of(x, y), List.of()));
    keys.add(key("2", Configuration.DEFAULT, List.of(x, y), List.of()));
    keys.add(key("1", other, List.of(x, y), List.of()));
    keys.add(key("1", Configuration.DEFAULT, List.of(x), List.of(y)));
    keys.add(key("1", Configuration.DEFAULT, List.of(x), List.of()));
    keys.add(key("1", Configuration.DEFAULT, List.of(x, SourceText.of("y.c", "z")), List.of()));
    keys.add(key("1", Configuration.DEFAULT, List.of(x, SourceText.of("z.c", "y")), List.of()));
    assertThat(keys).hasSize(7);
    assertThat(key("1", Configuration.DEFAULT, List.of(SourceText.of("x.c", "x"), y), List.of()))
        .isIn(keys);
  }

  private static String key(
      String program, Configuration configuration, List<SourceText> texts, List<SourceText> more) {
    return ReviewKey.of(program, _ -> configuration, texts, more);
  }

  private static boolean isUsable(byte[] stored, SourceText text) {
    return StoredReview.read(stored, KEY, List.of(text), SourceFiles.NONE, CONFIGURED, CATALOG)
        .isPresent();
  }

  private static ReviewResult review(List<SourceText> texts, SourceFiles files) {
    return new Reviewer(CATALOG, files, _ -> Configuration.DEFAULT, 1).review(texts);
  }

  private static final class Memory implements SourceFiles {
    final Map<String, String> texts = new HashMap<>();

    @Override
    public Optional<SourceText> read(String path) {
      return Optional.ofNullable(texts.get(path)).map(text -> SourceText.of(path, text));
    }

    @Override
    public List<String> list(String directory) {
      return texts.keySet().stream()
          .filter(path -> path.startsWith(directory + "/"))
          .map(path -> path.substring(directory.length() + 1))
          .sorted()
          .toList();
    }

    @Override
    public boolean mentionsFasync(String path) {
      return texts.getOrDefault(path, "").contains("fasync");
    }
  }
}
