package dev.fasynclens.kernel;

import java.util.Optional;

/** The bits of a poll(2) mask, asm-generic values. */
public enum PollMask {
  /** Data can be read. */
  POLLIN(0x1, PollCode.POLL_IN),
  /** Urgent data can be read. */
  POLLPRI(0x2, PollCode.POLL_PRI),
  /** Data can be written. */
  POLLOUT(0x4, PollCode.POLL_OUT),
  /** An error. */
  POLLERR(0x8, PollCode.POLL_ERR),
  /** The other side is gone. */
  POLLHUP(0x10, PollCode.POLL_HUP),
  /** The descriptor is not open. */
  POLLNVAL(0x20, PollCode.POLL_ERR),
  /** Normal data can be read. */
  POLLRDNORM(0x40, PollCode.POLL_IN),
  /** Priority data can be read. */
  POLLRDBAND(0x80, PollCode.POLL_PRI),
  /** Normal data can be written. */
  POLLWRNORM(0x100, PollCode.POLL_OUT),
  /** Priority data can be written. */
  POLLWRBAND(0x200, PollCode.POLL_OUT),
  /** A message can be read. */
  POLLMSG(0x400, PollCode.POLL_MSG),
  /** The peer closed its writing half. */
  POLLRDHUP(0x2000, PollCode.POLL_HUP);

  private final int bit;
  private final PollCode code;

  PollMask(int bit, PollCode code) {
    this.bit = bit;
    this.code = code;
  }

  /** The bit. */
  public int bit() {
    return bit;
  }

  /** The mask bit of this name, with or without a leading E as in EPOLLIN. */
  public static Optional<PollMask> named(String name) {
    String plain = name.startsWith("E") ? name.substring(1) : name;
    for (PollMask mask : values()) {
      if (mask.name().equals(plain)) {
        return Optional.of(mask);
      }
    }
    return Optional.empty();
  }

  /** The code that says the same as a mask; empty if its bits say different things. */
  public static Optional<PollCode> codeOf(long bits) {
    PollCode found = null;
    long left = bits;
    for (PollMask mask : values()) {
      if ((bits & mask.bit) != 0) {
        if (found != null && found != mask.code) {
          return Optional.empty();
        }
        found = mask.code;
        left &= ~mask.bit;
      }
    }
    return left == 0 ? Optional.ofNullable(found) : Optional.empty();
  }
}
