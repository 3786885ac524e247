package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.review.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SourceSearchTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void findsSourcesThatMentionFasync(int jobs) throws Exception {
    write("b.c", "fasync");
    write("a.h", "int x; /* kill_fasync */");
    write("no.c", "async");
    write("upper.C", "fasync");
    write("notes.txt", "fasync");
    write("deep/er/x.c", "fasync");
    write("dir.c/x.c", "fasync");
    write(".git/x.c", "fasync");
    write(".hidden/x.c", "fasync");
    for (int i = 0; i < 50; i++) {
      write("many/d" + i + "/x.c", i % 2 == 0 ? "fasync" : "");
    }

    SourceSearch.Outcome outcome = search(jobs, "");

    assertThat(outcome.files().keySet())
        .hasSize(30)
        .contains("b.c", "a.h", "deep/er/x.c", "dir.c/x.c", ".hidden/x.c", "many/d48/x.c")
        .doesNotContain("no.c", "upper.C", "notes.txt", ".git/x.c", "many/d49/x.c");
    assertThat(List.copyOf(outcome.files().keySet())).isSorted();
    assertThat(outcome.problems()).isEmpty();
    assertThat(outcome.searched()).isEqualTo(56);
  }

  @Test
  void filesThatAreNamedAreTakenAsTheyAre() throws Exception {
    write("a.txt", "nothing");
    write("sub/b.c", "fasync");

    SourceSearch.Outcome outcome = search(2, "a.txt", "sub", "sub/b.c", "sub/../a.txt");
    assertThat(outcome.files().keySet()).containsExactly("a.txt", "sub/b.c");
    assertThat(outcome.searched()).isEqualTo(4); // as often as it was asked for
  }

  @Test
  void filesOutsideTheWorkingDirectoryHaveTheirWholePath() throws Exception {
    write("work/a.c", "fasync");
    write("other/b.c", "fasync");
    FileNames names = new FileNames(root.resolve("work"));
    SourceSearch search = new SourceSearch(names, lookup(names), 2);

    assertThat(search.search(List.of(Path.of(""), Path.of("../other"))).files().keySet())
        .containsExactly(root.resolve("other/b.c").toString().replace('\\', '/'), "a.c");
  }

  @Test
  void whatDoesNotExistIsNamed() throws Exception {
    assertThat(search(1, "nope.c", "no/dir").problems())
        .containsExactly(
            new Problem("no/dir", "no such file or directory", Problem.Kind.NOT_EXAMINED),
            new Problem("nope.c", "no such file or directory", Problem.Kind.NOT_EXAMINED));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksToDirectoriesAreNotFollowed() throws Exception {
    write("a/x.c", "fasync");
    link("a/loop", root.resolve("a"));
    link("other", root.resolve("a"));

    assertThat(search(2, "").files().keySet()).containsExactly("a/x.c");
    assertThat(search(2, "").searched()).isEqualTo(1);
    assertThat(search(2, "other").files().keySet()).containsExactly("other/x.c");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void noFileIsTakenTwice() throws Exception {
    write("z.c", "fasync");
    link("a.c", root.resolve("z.c"));
    write("out/y.c", "fasync");
    write("in/x.h", "");
    link("in/y.c", root.resolve("out/y.c"));

    assertThat(search(2, "").files().keySet()).containsExactly("out/y.c", "z.c");
    assertThat(search(2, "in").files().keySet()).containsExactly("in/y.c");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksToNowhereAreNoSources() throws Exception {
    write("x.c", "fasync");
    link(".#x.c", Path.of("somebody@host.1234")); // as Emacs locks files

    SourceSearch.Outcome outcome = search(2, "");
    assertThat(outcome.files().keySet()).containsExactly("x.c");
    assertThat(outcome.problems()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipesAreNotOpened() throws Exception {
    write("x.c", "fasync");
    new ProcessBuilder("mkfifo", root.resolve("pipe.c").toString()).start().waitFor();
    assertThat(Files.exists(root.resolve("pipe.c"))).isTrue();

    assertThat(search(2, "").files().keySet()).containsExactly("x.c");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void namesThatTheLocaleCannotDecodeAreFound() throws Exception {
    String script = "cd \"$0\" && printf fasync >\"$(printf 'lat\\351.c')\"";
    new ProcessBuilder("/bin/sh", "-c", script, root.toString()).start().waitFor();
    write("why?.c", "fasync");

    SourceSearch.Outcome outcome = search(1, "");
    assertThat(outcome.files()).hasSize(2).containsKey("why?.c");
    for (Path path : outcome.files().values()) {
      assertThat(Files.readString(path)).isEqualTo("fasync");
    }
  }

  @Test
  void excludedDirectoriesAreNotEntered() throws Exception {
    write(".fasync-lens.json", "{\"exclude\": [\"vendor\", \"/gen/*.c\"]}");
    write("a.c", "fasync");
    write("vendor/a.c", "fasync");
    write("sub/vendor/a.c", "fasync");
    write("gen/a.c", "fasync");
    write("gen/a.h", "fasync");
    write("sub/gen/a.c", "fasync");
    write("own/.fasync-lens.json", "{\"exclude\": [\"x.c\"]}");
    write("own/vendor/a.c", "fasync");
    write("own/x.c", "fasync");

    assertThat(search(2, "").files().keySet())
        .containsExactly("a.c", "gen/a.h", "own/vendor/a.c", "sub/gen/a.c");
    assertThat(search(2, "vendor", "own").files().keySet()).containsExactly("own/vendor/a.c");
    assertThat(search(2, "vendor/a.c").files().keySet()).containsExactly("vendor/a.c");
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), target);
  }

  private SourceSearch.Outcome search(int jobs, String... paths) throws Exception {
    FileNames names = new FileNames(root);
    List<Path> given = new ArrayList<>();
    for (String path : paths) {
      given.add(Path.of(path));
    }
    return new SourceSearch(names, lookup(names), jobs).search(given);
  }

  private static ConfigurationLookup lookup(FileNames names) {
    return new ConfigurationLookup(names, List.of("FA202"), Optional.empty(), Map.of());
  }
}
