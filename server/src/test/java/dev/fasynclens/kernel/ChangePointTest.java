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
    assertThat(all)
        .filteredOn(each -> each.release().compareTo(ChangePoint.NEWEST_KNOWN.release()) > 0)
        .as("known from what was announced and seen, not from source that was read")
        .containsExactly(ChangePoint.GROUP_WALK_UNDER_RCU);
  }

  @ParameterizedTest
  @CsvSource({
    "HISTORY_STARTS, 2.6.12, 1da177e4c3f4",
    "VFS_UNREGISTERS_ON_CLOSE, 2.6.28, 233e70f4228e",
    "HELPER_OWNS_FASYNC_BIT, 2.6.30, 76398425bb06",
    "RCU_LIST, 2.6.35, 989a2979205d",
    "SEND_SIGNAL_SPLIT, 2.6.30, 7978b567d315",
    "SETOWN_EX, 2.6.32, ba0a6c9f6fce",
    "POLL_CODES_PLAIN, 4.14, cc731525f26a",
    "FA_LOCK_READ_WRITE, 4.18, 7a107c0f55a3",
    "PID_TYPES_SAY_WHO, 4.19, 019191342fec",
    "UCOUNTS, 5.14, d64696905554",
    "LOCKED_NAMES, 5.19, 157cc18122b4",
    "OWNER_ALLOCATED, 6.12, 1934b212615d",
    "SIGQUEUE_ALLOC, 6.13, 5cac427f7971",
  })
  void theHistoryOfTheKernel(ChangePoint change, String release, String commit) {
    assertThat(change.release()).hasToString(release);
    assertThat(change.commit()).isEqualTo(commit);
  }
}
