package dev.fasynclens.kernel.signal;

/** What a {@link Pid} can stand for: {@code enum pid_type}. */
public enum PidType {
  /** One thread. */
  PID,
  /** A process. */
  TGID,
  /** A process group. */
  PGID,
  /** A session. */
  SID,
  /** Everybody. */
  MAX
}
