package dev.fasynclens.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ReviewCacheTest {
  private static final byte[] SOMETHING = new byte[100];

  @TempDir private Path root;

  @Test
  void whatWasWrittenCanBeRead() throws IOException {
    ReviewCache cache = new ReviewCache(root.resolve("a/b"), ReviewCache.Limits.DEFAULT);
    assertThat(cache.read("key")).isEmpty();

    cache.write("key", new byte[] {1});
    cache.write("key", new byte[] {2});

    assertThat(cache.read("key")).contains(new byte[] {2});
    assertThat(entries(root.resolve("a/b/reviews"))).containsExactly("key.review");
  }

  @Test
  void whatWasNotUsedForLongestGoes() throws IOException {
    ReviewCache cache = new ReviewCache(root, new ReviewCache.Limits(1000, 8));
    for (int i = 0; i < 8; i++) {
      cache.write("k" + i, SOMETHING);
      age("k" + i, Duration.ofDays(20 - i));
    }
    assertThat(cache.read("k0")).isPresent(); // and so it is the newest now

    cache.write("k8", SOMETHING);

    assertThat(entries(root.resolve("reviews")))
        .containsExactly(
            "k0.review", "k4.review", "k5.review", "k6.review", "k7.review", "k8.review");
  }

  @Test
  void theSizeHasABoundToo() throws IOException {
    ReviewCache cache = new ReviewCache(root, new ReviewCache.Limits(1000, 1000));
    for (int i = 10; i < 40; i++) {
      cache.write("k" + i, SOMETHING);
      age("k" + i, Duration.ofDays(50 - i));
    }
    assertThat(entries(root.resolve("reviews"))).hasSizeBetween(7, 10).endsWith("k39.review");
  }

  @Test
  void leftoversOfKilledRunsGo() throws IOException {
    ReviewCache cache = new ReviewCache(root, ReviewCache.Limits.DEFAULT);
    cache.write("key", SOMETHING);
    Path leftover = root.resolve("reviews/.old.review.fasync-lens-999999999999-0.tmp");
    Path young = root.resolve("reviews/.old.review.fasync-lens-999999999999-1.tmp");
    Path living =
        root.resolve("reviews/.old.review.fasync-lens-" + ProcessHandle.current().pid() + "-0.tmp");
    Files.writeString(young, "half");
    for (Path old : new Path[] {leftover, living}) {
      Files.writeString(old, "half");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    }

    cache.write("key", SOMETHING);

    assertThat(leftover).doesNotExist();
    assertThat(young).exists();
    assertThat(living).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatOthersCanWriteToIsNotBelieved() throws IOException {
    ReviewCache cache = new ReviewCache(root, ReviewCache.Limits.DEFAULT);
    cache.write("key", SOMETHING);
    Files.setPosixFilePermissions(
        root.resolve("reviews"), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(cache.read("key")).isEmpty();
    assertThatThrownBy(() -> cache.write("key", SOMETHING))
        .hasMessageContaining("can be written by other users");
  }

  @Test
  void whatIsTooLargeIsNotKept() throws IOException {
    ReviewCache cache = new ReviewCache(root, ReviewCache.Limits.DEFAULT);

    cache.write("key", new byte[(16 << 20) + 1]);

    assertThat(cache.read("key")).isEmpty();
  }

  private void age(String key, Duration age) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("reviews").resolve(key + ".review"), FileTime.from(Instant.now().minus(age)));
  }

  private static String[] entries(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toArray(String[]::new);
    }
  }
}
