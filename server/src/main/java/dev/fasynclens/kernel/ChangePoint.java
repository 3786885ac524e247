package dev.fasynclens.kernel;

/**
 * A point in kernel history where fasync behaviour changed. Everything that depends on a version
 * asks for one of these; no release number is written anywhere else.
 */
public enum ChangePoint {
  /** The oldest release this program knows anything about. */
  FIRST_KNOWN(2, 4, 0, "", "kill_fasync has its three arguments"),

  /** The oldest release that is meant where nobody says what is targeted. */
  HISTORY_STARTS(2, 6, 12, "1da177e4c3f4", "the kernel's git history starts"),

  /** {@code __fput} calls {@code ->fasync(-1, file, 0)} before {@code ->release}. */
  VFS_UNREGISTERS_ON_CLOSE(
      2, 6, 28, "233e70f4228e", "the VFS takes a closing file off its fasync list by itself"),

  /** {@code fasync_helper} owns the FASYNC bit, and the VFS maps positive results to 0. */
  HELPER_OWNS_FASYNC_BIT(
      2,
      6,
      30,
      "76398425bb06",
      "fasync_helper sets and clears FASYNC, and results above 0 become 0"),

  /** The list is walked under RCU with a lock per entry; {@code __kill_fasync} is gone. */
  RCU_LIST(2, 6, 35, "989a2979205d", "the fasync list is walked under RCU"),

  /**
   * Not a change of the kernel: the oldest release still found in products that get updates. What
   * concerns only older kernels is told quietly to people who did not say what they target.
   */
  LIVING_KERNELS(4, 4, 0, "", "the oldest release still widely shipped"),

  /** {@code POLL_IN} and its siblings become the plain values 1 to 6. */
  POLL_CODES_PLAIN(
      4, 14, 0, "cc731525f26a", "POLL_* lose their high half and become the plain values 1 to 6"),

  /** The newest release whose source was read. */
  NEWEST_KNOWN(7, 1, 0, "", "the newest kernel whose source was read");

  @SuppressWarnings("ImmutableEnumChecker") // a record of three numbers
  private final KernelVersion release;

  private final String commit;
  private final String sentence;

  ChangePoint(int major, int minor, int patch, String commit, String sentence) {
    this.release = new KernelVersion(major, minor, patch);
    this.commit = commit;
    this.sentence = sentence;
  }

  /** The first release that contains the change. */
  public KernelVersion release() {
    return release;
  }

  /** The commit that made it, abbreviated; empty where none is known. */
  public String commit() {
    return commit;
  }

  /** What changed, in one sentence without a full stop. */
  public String sentence() {
    return sentence;
  }
}
