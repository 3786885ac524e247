package dev.fasynclens.kernel.trace;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The functions of the kernel that take part, each with the file it lives in and what it does here.
 * A function keeps its constant when it is renamed; {@link #nameIn} knows its names.
 */
public enum KernelFunction {
  // fs/fcntl.c
  DO_FCNTL("do_fcntl", "fs/fcntl.c", "Picks the function of an fcntl command"),
  SETFL("setfl", "fs/fcntl.c", "Asks the driver if O_ASYNC changes, then stores the other flags"),
  FILE_F_OWNER_ALLOCATE(
      "file_f_owner_allocate",
      "fs/fcntl.c",
      "Gives the file a place for its owner if it has none yet"),
  F_MODOWN("f_modown", "fs/fcntl.c", "Replaces the owner and remembers the ids of the caller"),
  LOCKED_F_SETOWN(
      "__f_setown", "fs/fcntl.c", "Makes a process, thread or group the owner of the file"),
  F_SETOWN("f_setown", "fs/fcntl.c", "Finds the process or group that a number means"),
  F_DELOWN("f_delown", "fs/fcntl.c", "Forgets the owner"),
  F_GETOWN("f_getown", "fs/fcntl.c", "Tells the owner as a number, groups as a negative one"),
  F_SETOWN_EX("f_setown_ex", "fs/fcntl.c", "Makes a thread, process or group the owner"),
  F_GETOWN_EX("f_getown_ex", "fs/fcntl.c", "Tells what kind of owner the file has"),
  F_GETOWNER_UIDS("f_getowner_uids", "fs/fcntl.c", "Tells the ids stored with the owner"),
  SIGIO_PERM(
      "sigio_perm", "fs/fcntl.c", "Compares the ids stored by F_SETOWN with those of the receiver"),
  SEND_SIGIO_TO_TASK(
      "send_sigio_to_task",
      "fs/fcntl.c",
      "Chooses the signal and its record, and falls back to a plain SIGIO"),
  SEND_SIGIO("send_sigio", "fs/fcntl.c", "Finds the tasks that the owner stands for"),
  SEND_SIGURG_TO_TASK(
      "send_sigurg_to_task", "fs/fcntl.c", "Sends SIGURG if the stored ids permit it"),
  SEND_SIGURG("send_sigurg", "fs/fcntl.c", "Tells the owner of a socket about urgent data"),
  FASYNC_REMOVE_ENTRY(
      "fasync_remove_entry", "fs/fcntl.c", "Takes the file off the list and clears FASYNC"),
  FASYNC_ALLOC("fasync_alloc", "fs/fcntl.c", "Allocates an entry, which may sleep"),
  FASYNC_FREE("fasync_free", "fs/fcntl.c", "Gives back an entry that was not needed"),
  FASYNC_INSERT_ENTRY(
      "fasync_insert_entry",
      "fs/fcntl.c",
      "Refreshes the entry of the file, or puts a new one in front"),
  FASYNC_ADD_ENTRY("fasync_add_entry", "fs/fcntl.c", "Puts the file on the list"),
  FASYNC_HELPER("fasync_helper", "fs/fcntl.c", "Puts the file on the list or takes it off"),
  KILL_FASYNC_RCU("kill_fasync_rcu", "fs/fcntl.c", "Walks the list under RCU"),
  LOCKED_KILL_FASYNC("__kill_fasync", "fs/fcntl.c", "Walks the list"),
  KILL_FASYNC("kill_fasync", "fs/fcntl.c", "Leaves if nobody is registered, or walks the list"),

  // fs/ioctl.c, fs/file_table.c, fs/open.c and other files of fs/
  IOCTL_FIOASYNC("ioctl_fioasync", "fs/ioctl.c", "Does for FIOASYNC what setfl does for F_SETFL"),
  FPUT("__fput", "fs/file_table.c", "Ends a file when its last reference is gone"),
  DRIVER_FASYNC("->fasync", "the driver", "The driver's method"),
  DRIVER_RELEASE("->release", "the driver", "The driver's method"),
  PIPE_READ("pipe_read", "fs/pipe.c", "Reads from a pipe and tells the writers"),
  PIPE_WRITE("pipe_write", "fs/pipe.c", "Writes to a pipe and tells the readers"),
  PIPE_FASYNC("pipe_fasync", "fs/pipe.c", "Registers the file with the readers, writers or both"),
  PIPE_RELEASE("pipe_release", "fs/pipe.c", "Tells the other side that this one is gone"),
  SIGNALFD_DEQUEUE("signalfd_dequeue", "fs/signalfd.c", "Takes a pending signal for a reader"),
  SIGNALFD_NOTIFY("signalfd_notify", "include/linux/signalfd.h", "Wakes readers of a signalfd"),
  DNOTIFY_HANDLE_EVENT(
      "dnotify_handle_event", "fs/notify/dnotify/dnotify.c", "Tells the owner of a directory"),
  FSNOTIFY_ADD_EVENT(
      "fsnotify_add_event", "fs/notify/notification.c", "Queues an event and tells its reader"),
  LEASE_SETUP(
      "lease_setup", "fs/locks.c", "Registers the holder of a lease and makes it the owner"),
  LEASE_BREAK_CALLBACK(
      "lease_break_callback", "fs/locks.c", "Tells the holder of a lease to give it back"),
  PERF_EVENT_WAKEUP("perf_event_wakeup", "kernel/events/core.c", "Tells the readers of an event"),

  // net/
  SOCK_FASYNC("sock_fasync", "net/socket.c", "Registers the file with its socket"),
  SOCK_WAKE_ASYNC(
      "sock_wake_async", "net/socket.c", "Decides by the reason whether anybody is told"),
  SK_SEND_SIGURG("sk_send_sigurg", "net/core/sock.c", "Tells the owner about urgent data"),

  // drivers/tty/
  TTY_FASYNC("tty_fasync", "drivers/tty/tty_io.c", "Registers the file, and chooses an owner"),
  ISIG("isig", "drivers/tty/n_tty.c", "Sends the signal of a key to the foreground group"),
  SEND_SIG_ALL("send_sig_all", "drivers/tty/sysrq.c", "Sends a signal to every process"),

  // mm/ and kernel/exit.c
  OOM_KILL_PROCESS("__oom_kill_process", "mm/oom_kill.c", "Kills a process to get its memory"),
  DO_GROUP_EXIT("do_group_exit", "kernel/exit.c", "Ends all threads of the process"),
  DO_EXIT("do_exit", "kernel/exit.c", "Ends a thread and gives back what it has"),

  // kernel/signal.c, in its order
  SIG_IGNORED("sig_ignored", "kernel/signal.c", "Asks whether the signal may be thrown away"),
  SIGQUEUE_ALLOC(
      "__sigqueue_alloc",
      "kernel/signal.c",
      "Allocates a record and charges the user of the receiver",
      new Rename(ChangePoint.SIGQUEUE_ALLOC, "sigqueue_alloc")),
  DEQUEUE_SIGNAL(
      "dequeue_signal", "kernel/signal.c", "Takes the next signal, the thread's own ones first"),
  SIGNAL_WAKE_UP("signal_wake_up", "kernel/signal.c", "Makes the thread look at its signals"),
  CHECK_KILL_PERMISSION(
      "check_kill_permission", "kernel/signal.c", "Decides whether the sender may send"),
  HANDLE_STOP_SIGNAL(
      "handle_stop_signal",
      "kernel/signal.c",
      "Lets SIGCONT and the stop signals cancel each other"),
  PREPARE_SIGNAL(
      "prepare_signal",
      "kernel/signal.c",
      "Lets SIGCONT and the stop signals cancel each other, and drops what is ignored"),
  COMPLETE_SIGNAL(
      "complete_signal",
      "kernel/signal.c",
      "Chooses the thread that gets to see the signal",
      new Rename(ChangePoint.FIRST_KNOWN, "__group_complete_signal"),
      new Rename(ChangePoint.SEND_SIGNAL_DOES_IT_ALL, "complete_signal")),
  LEGACY_QUEUE(
      "legacy_queue",
      "kernel/signal.c",
      "Drops a standard signal that already waits",
      new Rename(ChangePoint.FIRST_KNOWN, "LEGACY_QUEUE"),
      new Rename(ChangePoint.SEND_SIGNAL_DOES_IT_ALL, "legacy_queue")),
  LOCKED_SEND_SIGNAL(
      "__send_signal",
      "kernel/signal.c",
      "Puts the signal into the pending set and its record into the queue",
      new Rename(ChangePoint.LOCKED_NAMES, "__send_signal_locked")),
  SEND_SIGNAL(
      "send_signal",
      "kernel/signal.c",
      "Puts the signal into the pending set and its record into the queue",
      new Rename(ChangePoint.LOCKED_NAMES, "send_signal_locked")),
  DO_SEND_SIG_INFO(
      "do_send_sig_info", "kernel/signal.c", "Takes the lock of the receiver's signals"),
  FORCE_SIG_INFO("force_sig_info", "kernel/signal.c", "Sends a signal that cannot be held back"),
  FORCE_SIG_INFO_TO_TASK(
      "force_sig_info_to_task",
      "kernel/signal.c",
      "Unblocks the signal and takes its handler away if it was blocked or ignored"),
  SEND_GROUP_SIG_INFO(
      "send_group_sig_info", "kernel/signal.c", "Takes tasklist_lock around group_send_sig_info"),
  GROUP_SEND_SIG_INFO(
      "group_send_sig_info", "kernel/signal.c", "Checks permission and sends to the process"),
  LOCKED_GROUP_SEND_SIG_INFO(
      "__group_send_sig_info", "kernel/signal.c", "Queues a signal for the process"),
  SPECIFIC_SEND_SIG_INFO(
      "specific_send_sig_info", "kernel/signal.c", "Queues a signal for one thread"),
  KILL_PGRP_INFO(
      "__kill_pgrp_info",
      "kernel/signal.c",
      "Sends to each member of a process group",
      new Rename(ChangePoint.FIRST_KNOWN, "__kill_pg_info"),
      new Rename(ChangePoint.KILL_BY_STRUCT_PID, "__kill_pgrp_info")),
  KILL_PID_INFO(
      "kill_pid_info",
      "kernel/signal.c",
      "Finds the process and sends to it",
      new Rename(ChangePoint.FIRST_KNOWN, "kill_proc_info"),
      new Rename(ChangePoint.KILL_BY_STRUCT_PID, "kill_pid_info"),
      new Rename(ChangePoint.PIDFD_FLAGS, "kill_pid_info_type")),
  KILL_SOMETHING_INFO(
      "kill_something_info",
      "kernel/signal.c",
      "Reads the number: a process, a group or everybody"),
  SYS_KILL("sys_kill", "kernel/signal.c", "A program sends to a process, a group or everybody"),
  SYS_PIDFD_SEND_SIGNAL(
      "sys_pidfd_send_signal", "kernel/signal.c", "A program sends to whom a pidfd means"),
  DO_SEND_SPECIFIC("do_send_specific", "kernel/signal.c", "Finds the thread and checks permission"),
  DO_TKILL("do_tkill", "kernel/signal.c", "Fills in who sends and sends to one thread"),
  SYS_TKILL("sys_tkill", "kernel/signal.c", "A program sends to one thread"),
  SYS_TGKILL("sys_tgkill", "kernel/signal.c", "A program sends to one thread of a certain process"),
  SYS_RT_SIGQUEUEINFO(
      "sys_rt_sigqueueinfo", "kernel/signal.c", "A program sends a value with a signal"),
  SYS_RT_TGSIGQUEUEINFO(
      "sys_rt_tgsigqueueinfo",
      "kernel/signal.c",
      "A program sends a value with a signal to one thread"),
  DO_SIGNAL_STOP("do_signal_stop", "kernel/signal.c", "Stops all threads of the process"),
  GET_SIGNAL(
      "get_signal",
      "kernel/signal.c",
      "Takes signals on the way to user space and acts on them",
      new Rename(ChangePoint.FIRST_KNOWN, "get_signal_to_deliver"),
      new Rename(ChangePoint.GET_SIGNAL, "get_signal")),
  SIGPROCMASK("sigprocmask", "kernel/signal.c", "Blocks or unblocks signals"),
  DO_SIGACTION("do_sigaction", "kernel/signal.c", "Sets what a signal does"),
  SYS_RT_SIGTIMEDWAIT(
      "sys_rt_sigtimedwait", "kernel/signal.c", "A program takes a signal that waits"),
  HANDLE_SIGNAL(
      "handle_signal", "arch/x86/kernel/signal.c", "Builds the frame on which the handler runs");

  /** A name that a function has from a change on. */
  private record Rename(ChangePoint since, String name) {}

  private final String name;
  private final String file;
  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
  private final List<Rename> renames;

  KernelFunction(String name, String file, String sentence, Rename... renames) {
    this.name = name;
    this.file = file;
    this.sentence = sentence;
    this.renames = List.of(renames);
  }

  /** What it is called in a version. */
  public String nameIn(KernelVersion version) {
    String result = name;
    for (Rename rename : renames) {
      if (version.has(rename.since)) {
        result = rename.name;
      }
    }
    return result;
  }

  /** All names it had, oldest first. */
  public List<String> names() {
    List<String> result = new ArrayList<>();
    if (renames.isEmpty() || renames.get(0).since != ChangePoint.FIRST_KNOWN) {
      result.add(name);
    }
    renames.forEach(each -> result.add(each.name));
    return result;
  }

  /** The change from which on it has a name; empty for its first one. */
  public Optional<ChangePoint> since(String known) {
    for (Rename rename : renames) {
      if (rename.name.equals(known) && rename.since != ChangePoint.FIRST_KNOWN) {
        return Optional.of(rename.since);
      }
    }
    return Optional.empty();
  }

  /** The file of the kernel's source that holds it, as far as one exists for all versions. */
  public String file() {
    return file;
  }

  /** What it does on this path, in one sentence without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** The function that has or had this name. */
  public static Optional<KernelFunction> named(String name) {
    for (KernelFunction each : values()) {
      if (each.names().contains(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
