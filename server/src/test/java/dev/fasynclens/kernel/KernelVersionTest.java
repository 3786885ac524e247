package dev.fasynclens.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelVersionTest {
  @ParameterizedTest
  @CsvSource({
    "6.1, 6, 1, 0",
    "v2.6.28, 2, 6, 28",
    "6.1.192, 6, 1, 192",
    "6.1.0-40-amd64, 6, 1, 0",
    "5.15.0-1058-raspi, 5, 15, 0",
    "2.6.32.71, 2, 6, 32",
    "4.9.337+, 4, 9, 337",
    "7.1-rc3, 7, 1, 0",
    "6.6.31+rpt-rpi-v8, 6, 6, 31",
    "' 6.1 ', 6, 1, 0",
    "4.4.0, 4, 4, 0",
  })
  void readsWhatUnameAndPeopleWrite(String text, int major, int minor, int patch) {
    assertThat(KernelVersion.parse(text)).contains(new KernelVersion(major, minor, patch));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "6",
        "six.one",
        "6,1",
        "-6.1",
        "6.",
        ".6.1",
        "V6.1",
        "6.1 or so",
        "12345.1",
        "6.99999",
        "6.1rc3",
        "linux-6.1",
        "6.1\n7.1"
      })
  void whatIsNoVersionIsNotGuessed(String text) {
    assertThat(KernelVersion.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.28, 2.6.28",
    "2.4, 2.4",
    "6.1, 6.1",
    "6.1.192, 6.1.192",
    "6.1.0, 6.1",
    "v3.10.0-1160, 3.10"
  })
  void isWrittenWithoutATrailingZero(String text, String written) {
    assertThat(version(text)).hasToString(written);
    assertThat(KernelVersion.parse(written)).contains(version(text));
  }

  @Test
  void isOrderedByNumberNotByText() {
    List<KernelVersion> ordered =
        Stream.of(
                "2.4.37", "2.6.9", "2.6.12", "2.6.39", "3.0", "3.9", "3.10", "4.4.302", "4.20",
                "5.0", "6.1", "6.1.9", "6.1.192", "6.19", "7.0")
            .map(KernelVersionTest::version)
            .toList();
    List<KernelVersion> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));

    assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(ordered);
  }

  @ParameterizedTest
  @CsvSource({"2.6.28, 2.6.28", "3.0.101, 3.0", "4.13.16, 4.13", "6.1, 6.1", "6.1.192, 6.1"})
  void aStableUpdateBelongsToItsRelease(String version, String release) {
    assertThat(version(version).release()).isEqualTo(version(release));
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.28, 2.6.27",
    "3.0, 2.6.39",
    "3.0.101, 2.6.39",
    "3.1, 3.0",
    "4.0, 3.19",
    "4.14, 4.13",
    "4.14.336, 4.13",
    "5.0, 4.20",
    "6.0, 5.19",
    "7.0, 6.19",
    "7.1, 7.0"
  })
  void knowsTheReleaseBefore(String version, String before) {
    assertThat(version(version).predecessor()).isEqualTo(version(before));
  }

  @Test
  void doesNotInventTheEndOfASeries() {
    assertThatThrownBy(() -> version("8.0").predecessor())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("8.0");
  }

  /** {@link KernelRange#before} and {@link KernelRange#between} ask for it. */
  @ParameterizedTest
  @EnumSource(ChangePoint.class)
  void everyChangePointHasAReleaseBeforeIt(ChangePoint change) {
    KernelVersion before = change.release().predecessor();

    assertThat(before).isLessThan(change.release());
    assertThat(before.has(change)).isEqualTo(!firstBackportTo(before, change).isEmpty());
    assertThat(before.release()).isEqualTo(before);
  }

  private static List<KernelVersion> firstBackportTo(KernelVersion release, ChangePoint change) {
    return change.backports().stream().filter(each -> each.release().equals(release)).toList();
  }

  @Test
  void aStableUpdateThatTookAChangeOverHasIt() {
    ChangePoint change = ChangePoint.FOWN_LOCK_IRQSAVE;

    assertThat(version("5.10.4").has(change)).isFalse();
    assertThat(version("5.10.5").has(change)).isTrue();
    assertThat(version("5.9.16").has(change)).isFalse();
    assertThat(version("5.11").has(change)).isTrue();
  }

  @Test
  void aReleaseStandsForItsNewestUpdate() {
    assertThat(version("5.10").has(ChangePoint.FOWN_LOCK_IRQSAVE)).isTrue();
  }

  @Test
  void hasAChangeFromTheReleaseOnThatBroughtIt() {
    assertThat(version("2.6.27").has(ChangePoint.VFS_UNREGISTERS_ON_CLOSE)).isFalse();
    assertThat(version("2.6.28").has(ChangePoint.VFS_UNREGISTERS_ON_CLOSE)).isTrue();
    assertThat(version("4.13.16").has(ChangePoint.POLL_CODES_PLAIN)).isFalse();
    assertThat(version("4.14").has(ChangePoint.POLL_CODES_PLAIN)).isTrue();
    assertThat(version("6.1.192").has(ChangePoint.POLL_CODES_PLAIN)).isTrue();
  }

  private static KernelVersion version(String text) {
    return KernelVersion.parse(text).orElseThrow();
  }
}
