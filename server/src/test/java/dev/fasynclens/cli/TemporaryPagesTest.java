package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryPagesTest {
  @TempDir private Path elsewhere;
  private final TemporaryPages page = new TemporaryPages();

  @AfterEach
  void close() {
    page.close();
  }

  @Test
  void theNewestPageIsThereUntilTheSessionEnds() throws IOException {
    Path first = page.keep("what-happens.html", "one");
    Path second = page.keep("what-happens.html", "two");
    assertThat(second).isEqualTo(first).hasContent("two");

    page.close();
    assertThat(first).doesNotExist();
    assertThat(first.getParent()).doesNotExist();
    assertThatThrownBy(() -> page.keep("what-happens.html", "three"))
        .isInstanceOf(IOException.class);
    page.close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nobodyElseCanLookIntoItsFolder() throws IOException {
    Path folder = page.keep("what-happens.html", "page").getParent();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatWasCleanedUpIsMadeAgain() throws IOException {
    Path first = page.keep("what-happens.html", "one");
    Files.delete(first);
    Files.delete(first.getParent());
    assertThat(page.keep("what-happens.html", "two")).hasContent("two");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsWrittenThroughALinkInItsPlace() throws IOException {
    Path first = page.keep("what-happens.html", "one");
    Path mine = replaceByLinkToMine(first);

    assertThat(page.keep("what-happens.html", "two")).isNotEqualTo(first).hasContent("two");
    assertThat(mine).hasContent("mine");
    Files.delete(first.getParent());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingIsDeletedThroughALinkInItsPlace() throws IOException {
    Path first = page.keep("what-happens.html", "one");
    Path mine = replaceByLinkToMine(first);

    page.close();
    assertThat(mine).hasContent("mine");
    Files.delete(first.getParent());
  }

  private Path replaceByLinkToMine(Path kept) throws IOException {
    Files.delete(kept);
    Files.delete(kept.getParent());
    Files.createSymbolicLink(kept.getParent(), elsewhere);
    return Files.writeString(elsewhere.resolve(kept.getFileName()), "mine");
  }
}
