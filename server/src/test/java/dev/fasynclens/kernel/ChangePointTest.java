package dev.fasynclens.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ChangePointTest {
  @Test
  void areListedInTheOrderInWhichTheyHappened() {
    assertThat(ChangePoint.values()).extracting(ChangePoint::release).isSorted();
  }

  @Test
  void noneIsListedTwice() {
    assertThat(ChangePoint.values()).extracting(ChangePoint::sentence).doesNotHaveDuplicates();
    assertThat(Arrays.stream(ChangePoint.values()).map(ChangePoint::commit))
        .filteredOn(commit -> !commit.isEmpty())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(ChangePoint.class)
  void eachIsAReleaseWithACommitAndASentence(ChangePoint change) {
    assertThat(change.release().release()).isEqualTo(change.release());
    assertThat(change.commit()).matches("|[0-9a-f]{12}");
    assertThat(change.sentence()).isNotBlank().doesNotEndWith(".").doesNotStartWith(" ");
  }

  @Test
  void theFirstAndLastAreTheEndsOfWhatIsKnown() {
    ChangePoint[] all = ChangePoint.values();

    assertThat(all[0]).isEqualTo(ChangePoint.FIRST_KNOWN);
    assertThat(all[all.length - 1]).isEqualTo(ChangePoint.NEWEST_KNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "HISTORY_STARTS, 2.6.12, 1da177e4c3f4",
    "VFS_UNREGISTERS_ON_CLOSE, 2.6.28, 233e70f4228e",
    "HELPER_OWNS_FASYNC_BIT, 2.6.30, 76398425bb06",
    "RCU_LIST, 2.6.35, 989a2979205d",
    "POLL_CODES_PLAIN, 4.14, cc731525f26a",
  })
  void theHistoryOfTheKernel(ChangePoint change, String release, String commit) {
    assertThat(change.release()).hasToString(release);
    assertThat(change.commit()).isEqualTo(commit);
  }
}
