package dev.fasynclens.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class KernelRangeTest {
  @Test
  void bothEndsAndTheirStableUpdatesLieInside() {
    KernelRange range = range("2.6.28", "4.13");

    assertThat(range.contains(version("2.6.28"))).isTrue();
    assertThat(range.contains(version("4.13"))).isTrue();
    assertThat(range.contains(version("4.13.16"))).isTrue();
    assertThat(range.contains(version("3.10.108"))).isTrue();
    assertThat(range.contains(version("2.6.27"))).isFalse();
    assertThat(range.contains(version("4.14"))).isFalse();
  }

  @Test
  void isMadeOfReleases() {
    assertThat(range("4.4.302", "6.1.192")).isEqualTo(range("4.4", "6.1"));
  }

  @Test
  void theNewestMustNotBeOlderThanTheOldest() {
    assertThatThrownBy(() -> range("6.1", "5.10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("6.1 is newer than 5.10");
    assertThat(range("6.1.5", "6.1")).isEqualTo(range("6.1", "6.1"));
  }

  @ParameterizedTest
  @CsvSource({
    "2.6.12, 4.13, 2.6.12..4.13",
    "6.1, 6.1, 6.1",
    "6.1.7, 6.1.192, 6.1",
    "4.4, 7.1, 4.4..7.1",
  })
  void isWrittenWithTwoDotsOrAsASingleRelease(String oldest, String newest, String written) {
    assertThat(range(oldest, newest)).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({
    // two ranges and what is in both
    "2.6.12, 4.13, 4.4, 7.1, 4.4..4.13",
    "4.4, 7.1, 2.6.12, 4.13, 4.4..4.13",
    "4.4, 7.1, 5.0, 5.4, 5.0..5.4",
    "4.4, 5.0, 5.0, 6.1, 5.0",
    "4.4, 4.13, 4.14, 6.1, ",
    "4.14, 6.1, 4.4, 4.13, ",
  })
  void whatIsInBoth(String a, String b, String c, String d, String both) {
    Optional<KernelRange> found = range(a, b).intersect(range(c, d));

    assertThat(found.map(KernelRange::toString)).isEqualTo(Optional.ofNullable(both));
  }

  @Test
  void aVersionLiesInAnIntersectionExactlyIfItLiesInBothRanges() {
    List<KernelVersion> releases = new ArrayList<>();
    for (KernelVersion v = KernelRange.ALL.newest();
        v.compareTo(version("2.6.12")) >= 0;
        v = v.predecessor()) {
      releases.add(v);
    }
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      KernelRange a = randomRange(releases, random);
      KernelRange b = randomRange(releases, random);
      Optional<KernelRange> both = a.intersect(b);
      for (KernelVersion release : releases) {
        assertThat(both.map(range -> range.contains(release)).orElse(false))
            .isEqualTo(a.contains(release) && b.contains(release));
      }
    }
  }

  private static KernelRange randomRange(List<KernelVersion> releases, Random random) {
    KernelVersion one = releases.get(random.nextInt(releases.size()));
    KernelVersion other = releases.get(random.nextInt(releases.size()));
    return one.compareTo(other) <= 0 ? new KernelRange(one, other) : new KernelRange(other, one);
  }

  @Test
  void allKnownKernelsGoFromTheFirstChangePointToTheLast() {
    assertThat(KernelRange.ALL).hasToString("2.4..7.1");
  }

  @ParameterizedTest
  @EnumSource(
      value = ChangePoint.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"FIRST_KNOWN", "GROUP_WALK_UNDER_RCU"})
  void aChangePartsTheKnownKernelsInTwo(ChangePoint change) {
    KernelRange before = KernelRange.before(change);
    KernelRange from = KernelRange.from(change);

    assertThat(before.oldest()).isEqualTo(KernelRange.ALL.oldest());
    assertThat(from.newest()).isEqualTo(KernelRange.ALL.newest());
    assertThat(before.newest()).isEqualTo(from.oldest().predecessor());
    assertThat(before.intersect(from)).isEmpty();
    assertThat(from.contains(change.release())).isTrue();
    assertThat(before.contains(change.release())).isFalse();
  }

  @Test
  void betweenTwoChangesTheFirstIsThereAndTheSecondIsNot() {
    KernelRange range =
        KernelRange.between(ChangePoint.VFS_UNREGISTERS_ON_CLOSE, ChangePoint.POLL_CODES_PLAIN);

    assertThat(range).hasToString("2.6.28..4.13");
  }

  @Test
  void aTargetBeyondWhatIsKnownCountsAsTheNearestKnown() {
    assertThat(TargetKernels.of(version("2.2.26")).range()).isEqualTo(range("2.4", "2.4"));
    assertThat(TargetKernels.of(version("9.3")).range()).isEqualTo(range("7.1", "7.1"));
    assertThat(TargetKernels.of(range("2.2.0", "9.0")).range()).isEqualTo(KernelRange.ALL);
  }

  @Test
  void aTestOfTheVersionCutsARange() {
    assertThat(KernelRange.ALL.within(version("2.6.28"), version("4.14")))
        .contains(range("2.6.28", "4.13"));
    assertThat(KernelRange.ALL.within(version("0.0"), version("4.4.3")))
        .contains(range("2.4", "4.4"));
    assertThat(KernelRange.ALL.within(version("8.0"), version("9.0"))).isEmpty();
    assertThat(KernelRange.ALL.within(version("0.0"), version("2.4.0"))).isEmpty();
  }

  @Test
  void aTargetIsStatedExactlyIfSomebodySaidSo() {
    assertThat(TargetKernels.UNSET.stated()).isFalse();
    assertThat(TargetKernels.UNSET.range()).hasToString("2.6.12..7.1");
    assertThat(TargetKernels.of(KernelRange.ALL).stated()).isTrue();
    assertThat(TargetKernels.of(version("6.1.192")).range()).isEqualTo(range("6.1", "6.1"));
  }

  private static KernelRange range(String oldest, String newest) {
    return new KernelRange(version(oldest), version(newest));
  }

  private static KernelVersion version(String text) {
    return KernelVersion.parse(text).orElseThrow();
  }
}
