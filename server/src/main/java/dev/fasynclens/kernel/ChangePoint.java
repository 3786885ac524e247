package dev.fasynclens.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * A point in kernel history where fasync behaviour changed. Everything that depends on a version
 * asks for one of these; no release number is written anywhere else.
 */
public enum ChangePoint {
  /** The oldest release this program knows anything about. */
  FIRST_KNOWN("2.4.0", "", "kill_fasync has its three arguments"),
  /** Setfl hands a positive result of {@code ->fasync} on. */
  SETFL_RETURNS_POSITIVE(
      "2.5.33", "529787ea8d53", "setfl hands a positive result of ->fasync to the program"),
  /** The oldest release that is meant where nobody says what is targeted. */
  HISTORY_STARTS("2.6.12", "1da177e4c3f4", "the kernel's git history starts"),
  /** Tkill and tgkill share do_tkill. */
  TKILL_HELPER("2.6.15", "6dd69f1061bf", "tkill and tgkill share do_tkill"),
  /**
   * Send_sigio_to_task calls group_send_sig_info and no longer takes tasklist_lock a second time.
   */
  SIGIO_LOCKS_TASKS_ONCE(
      "2.6.16",
      "850d6fbe70c6",
      "send_sigio_to_task calls group_send_sig_info and no longer takes tasklist_lock a second time"),
  /** The owner of a file is kept as a struct pid, so a number that is used again means nobody. */
  OWNER_IS_A_STRUCT_PID(
      "2.6.19",
      "609d7fa9565c",
      "the owner of a file is kept as a struct pid, so a number that is used again means nobody"),
  /** Kill(2) and ^C find their targets through a struct pid. */
  KILL_BY_STRUCT_PID("2.6.21", "", "kill(2) and ^C find their targets through a struct pid"),
  /** Signalfd reads pending signals. */
  SIGNALFD("2.6.22", "fba2afaaec79", "signalfd reads pending signals"),
  /** Send_signal tests, queues and wakes for threads and processes alike. */
  SEND_SIGNAL_DOES_IT_ALL(
      "2.6.26",
      "4cd4b6d4e037",
      "send_signal tests, queues and wakes for threads and processes alike"),
  /** The search for a thread that takes a signal of its process begins with the first thread. */
  TARGET_STARTS_AT_LEADER(
      "2.6.26",
      "db51aeccd709",
      "the search for a thread that takes a signal of its process begins with the first thread"),
  /** Setfl calls ->fasync without the big kernel lock. */
  BKL_LEAVES_SETFL("2.6.27", "a238b790d5f9", "setfl calls ->fasync without the big kernel lock"),
  /** {@code __fput} calls {@code ->fasync(-1, file, 0)} before {@code ->release}. */
  VFS_UNREGISTERS_ON_CLOSE(
      "2.6.28", "233e70f4228e", "the VFS takes a closing file off its fasync list by itself"),
  /**
   * Setfl and FIOASYNC hold the big kernel lock again, because the flag and the list could
   * disagree.
   */
  BKL_BACK_AROUND_FASYNC(
      "2.6.28",
      "218d11a8b071",
      "setfl and FIOASYNC hold the big kernel lock again, because the flag and the list could disagree"),
  /** {@code fasync_helper} owns the FASYNC bit, and the VFS maps positive results to 0. */
  HELPER_OWNS_FASYNC_BIT(
      "2.6.30",
      "76398425bb06",
      "fasync_helper sets and clears FASYNC, and results above 0 become 0"),
  /** __send_signal does the work and send_signal looks at pid namespaces first. */
  SEND_SIGNAL_SPLIT(
      "2.6.30",
      "7978b567d315",
      "__send_signal does the work and send_signal looks at pid namespaces first"),
  /** Rt_tgsigqueueinfo sends a record to one thread. */
  TGSIGQUEUEINFO("2.6.31", "62ab4505e3ef", "rt_tgsigqueueinfo sends a record to one thread"),
  /** F_SETOWN_EX makes one thread the owner. */
  SETOWN_EX("2.6.32", "ba0a6c9f6fce", "F_SETOWN_EX makes one thread the owner"),
  /** Send_sigio_to_task calls do_send_sig_info, which checks no permission. */
  SENT_WITHOUT_PERMISSION_CHECK(
      "2.6.32",
      "06f1631a1671",
      "send_sigio_to_task calls do_send_sig_info, which checks no permission"),
  /** Fasync_helper changes FASYNC only when it changed the list. */
  FASYNC_BIT_FOLLOWS_LIST(
      "2.6.33", "53281b6d34d4", "fasync_helper changes FASYNC only when it changed the list"),
  /** A signal without a record counts as sent by a user when pid namespaces are compared. */
  NOINFO_COUNTS_AS_USER_SENT(
      "2.6.33",
      "614c517d7c00",
      "a signal without a record counts as sent by a user when pid namespaces are compared"),
  /** Faults are dequeued before other signals. */
  SYNCHRONOUS_FIRST("2.6.34", "a27341cd5fcb", "faults are dequeued before other signals"),
  /** The list is walked under RCU with a lock per entry; {@code __kill_fasync} is gone. */
  RCU_LIST("2.6.35", "989a2979205d", "the fasync list is walked under RCU"),
  /** Fasync_alloc, fasync_insert_entry and fasync_free exist, for leases. */
  LEASES_INSERT_PREALLOCATED(
      "2.6.37",
      "f7347ce4ee7c",
      "fasync_alloc, fasync_insert_entry and fasync_free exist, for leases"),
  /** A thread that blocks a signal, be it for a handler, leaves it to another thread. */
  BLOCKING_RETARGETS(
      "3.0",
      "e6fa16ab9c1e",
      "a thread that blocks a signal of its process leaves it to another thread"),
  /** Si_uid is translated into the user namespace of the receiver. */
  UIDS_MAPPED_FOR_RECEIVER(
      "3.3", "", "si_uid is translated into the user namespace of the receiver"),
  /** Sysrq and the OOM killer send SEND_SIG_FORCED, which no longer needs another test. */
  FORCED_IS_FORCE(
      "3.4",
      "b82c32872db2",
      "sysrq and the OOM killer send SEND_SIG_FORCED, which no longer needs another test"),
  /** F_GETOWNER_UIDS tells the stored ids. */
  GETOWNER_UIDS("3.7", "1d151c337d79", "F_GETOWNER_UIDS tells the stored ids"),
  /** A process that dumps core takes nothing but SIGKILL. */
  COREDUMP_TAKES_ONLY_SIGKILL("3.10", "", "a process that dumps core takes nothing but SIGKILL"),
  /** {@code get_signal_to_deliver} becomes {@code get_signal}. */
  GET_SIGNAL(
      "3.17",
      "",
      "the way to user space takes signals by get_signal instead of get_signal_to_deliver"),
  /** F_setown and __f_setown return nothing. */
  SETOWN_TELLS_NOTHING("3.18", "", "f_setown and __f_setown return nothing"),
  /**
   * Task_work_run runs what was added last first, and so does the end of a process with its files.
   */
  FILES_END_LAST_FIRST(
      "4.3",
      "9da33de62431",
      "what a process leaves open is closed beginning with the highest descriptor"),
  /**
   * Not a change of the kernel: the oldest release still found in products that get updates. What
   * concerns only older kernels is told quietly to people who did not say what they target.
   */
  LIVING_KERNELS("4.4", "", "the oldest release still widely shipped"),
  /** A socket notes that a buffer was full, or that somebody waits, only if it is asynchronous. */
  SOCKETS_NOTE_FOR_FASYNC_ONLY(
      "4.7",
      "",
      "a socket notes a full buffer or a waiting reader only while somebody is registered"),
  /** What debugfs_create_file() makes calls some methods of the table only. */
  DEBUGFS_DROPS_FASYNC(
      "4.7", "", "a file of debugfs_create_file does not hand ->fasync on to the driver"),
  /** F_SETOWN fails for a process that does not exist and for INT_MIN. */
  SETOWN_CHECKS_PID(
      "4.13", "fc3dc6747146", "F_SETOWN fails for a process that does not exist and for INT_MIN"),
  /** {@code POLL_IN} and its siblings become the plain values 1 to 6. */
  POLL_CODES_PLAIN(
      "4.14", "cc731525f26a", "POLL_* lose their high half and become the plain values 1 to 6"),
  /** A signal that has codes of its own is sent with SI_SIGIO. */
  SIGIO_CODE_FOR_OWN_CODES(
      "4.14", "d08477aa975e", "a signal that has codes of its own is sent with SI_SIGIO"),
  /** A protected init can be forced only with SIGKILL and SIGSTOP. */
  FORCE_MEANS_KILL_OR_STOP(
      "4.14", "", "a protected init can be forced only with SIGKILL and SIGSTOP"),
  /** Fa_lock becomes a read-write lock. */
  FA_LOCK_READ_WRITE("4.18", "7a107c0f55a3", "fa_lock becomes a read-write lock"),
  /** Signals are directed by a pid type, and a single owner is found without tasklist_lock. */
  PID_TYPES_SAY_WHO(
      "4.19",
      "019191342fec",
      "signals are directed by a pid type, and a single owner is found without tasklist_lock"),
  /** The core has its own kernel_siginfo, and SEND_SIG_FORCED is gone. */
  KERNEL_SIGINFO(
      "4.20", "ae7795bc6187", "the core has its own kernel_siginfo, and SEND_SIG_FORCED is gone"),
  /** SIGSTOP gets a record again, SIGKILL none. */
  ONLY_SIGKILL_HAS_NO_RECORD("5.0", "", "SIGSTOP gets a record again, SIGKILL none"),
  /** Pidfd_send_signal exists. */
  PIDFD_SEND_SIGNAL("5.1", "3eb39f47934f", "pidfd_send_signal exists"),
  /** Send_signal fixes ids and decides about force before __send_signal. */
  FORCE_COMPUTED_FIRST(
      "5.3", "", "send_signal fixes ids and decides about force before __send_signal"),
  /** A pipe tells readers when it stops being empty and writers when it stops being full. */
  PIPE_TELLS_ON_EDGES(
      "5.5", "", "a pipe tells its readers of the first data only, its writers of the first room"),
  /** Closing one of several readers or writers of a pipe tells nobody. */
  PIPE_TELLS_WHEN_A_SIDE_IS_GONE(
      "5.6", "", "closing a pipe tells the other side only when the last of this side is gone"),
  /** Send_sigio and send_sigurg disable interrupts around fown->lock. */
  FOWN_LOCK_IRQSAVE(
      "5.11",
      "8d1ddb5e7937",
      "send_sigio and send_sigurg disable interrupts around fown->lock",
      "5.10.5"),
  /** F_GETOWN says 0 when the owner is gone. */
  DEAD_OWNER_IS_ZERO("5.12", "cc4a3f885e8f", "F_GETOWN says 0 when the owner is gone", "5.10.151"),
  /** A pipe tells of every read and write, also of those that fail. */
  PIPE_TELLS_OF_EVERYTHING(
      "5.14",
      "fe67f4dd8daa",
      "a pipe tells of every read and write, also of those that fail",
      "5.10.62",
      "5.13.14"),
  /** Pending records are counted per user namespace. */
  UCOUNTS("5.14", "d64696905554", "pending records are counted per user namespace"),
  /** Kill_fasync_rcu disables interrupts around fa_lock. */
  FA_LOCK_IRQSAVE(
      "5.15",
      "2f488f698fda",
      "kill_fasync_rcu disables interrupts around fa_lock",
      "5.14.4",
      "5.4.195"),
  /** All readers of fown->lock disable interrupts. */
  FOWN_READERS_DISABLE_IRQS(
      "5.15", "f671a691e299", "all readers of fown->lock disable interrupts", "5.14.4", "5.10.151"),
  /** AF_UNIX streams carry urgent data. */
  UNIX_OUT_OF_BAND("5.15", "314001f0bf92", "AF_UNIX streams carry urgent data"),
  /** __send_signal is called __send_signal_locked. */
  LOCKED_NAMES("5.19", "157cc18122b4", "__send_signal is called __send_signal_locked"),
  /** Snd_kill_fasync notifies from a work item, without the locks of the sound driver. */
  SOUND_DEFERS_NOTIFICATIONS(
      "6.0",
      "ef34a0ae7a26",
      "snd_kill_fasync notifies from a work item, without the locks of the sound driver",
      "5.15.85"),
  /** A process that is dying drops signals. */
  EXITING_GROUP_DROPS_SIGNALS("6.1", "9a95f78eab70", "a process that is dying drops signals"),
  /** Pidfd_send_signal can mean the thread, the process or its group. */
  PIDFD_FLAGS("6.9", "", "pidfd_send_signal can mean the thread, the process or its group"),
  /** The owner of a file is a structure of its own, allocated when first needed. */
  OWNER_ALLOCATED(
      "6.12",
      "1934b212615d",
      "the owner of a file is a structure of its own, allocated when first needed"),
  /** Signals that may exceed the limit also exceed the limit of a user namespace. */
  UCOUNTS_OBEY_OVERRIDE(
      "6.12",
      "9e05e5c7ee87",
      "signals that may exceed the limit also exceed the limit of a user namespace",
      "6.1.117"),
  /** Entries are freed by kfree_rcu. */
  ENTRIES_FREED_BY_KFREE_RCU("6.12", "", "entries are freed by kfree_rcu"),
  /** The allocator of records is called sigqueue_alloc. */
  SIGQUEUE_ALLOC("6.13", "5cac427f7971", "the allocator of records is called sigqueue_alloc"),
  /** A reader that finds a pipe empty and sleeps does not tell the writers first. */
  PIPE_READER_SLEEPS_QUIETLY(
      "6.15", "", "a reader that finds a pipe empty and sleeps does not tell the writers first"),
  /** Reads and writes of fifos and devices are not told to who watches their folder. */
  SPECIAL_FILES_TELL_NO_FOLDER(
      "6.19",
      "635bc4def026",
      "reads and writes of fifos and devices are not told to who watches their folder",
      "5.10.248",
      "5.15.198",
      "6.12.64",
      "6.18.3"),
  /** The newest release whose source was read. */
  NEWEST_KNOWN("7.1", "", "the newest kernel whose source was read"),
  /** The members of a process group are found under RCU, without tasklist_lock. */
  GROUP_WALK_UNDER_RCU(
      "7.2",
      "00633c468382",
      "the members of a process group are found under RCU, without tasklist_lock",
      "5.10.259",
      "5.15.210",
      "6.1.176",
      "6.6.143",
      "6.12.94",
      "6.18.36",
      "7.0.13",
      "7.1.1");

  @SuppressWarnings("ImmutableEnumChecker") // records of three numbers
  private final KernelVersion release;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of such records
  private final List<KernelVersion> backports;

  private final String commit;
  private final String sentence;

  ChangePoint(String release, String commit, String sentence, String... backports) {
    this.release = KernelVersion.parse(release).orElseThrow();
    this.commit = commit;
    this.sentence = sentence;
    this.backports =
        Arrays.stream(backports).map(each -> KernelVersion.parse(each).orElseThrow()).toList();
  }

  /** The first release that contains the change. */
  public KernelVersion release() {
    return release;
  }

  /** The stable updates of older releases that took the change over, as far as they are known. */
  public List<KernelVersion> backports() {
    return backports;
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
