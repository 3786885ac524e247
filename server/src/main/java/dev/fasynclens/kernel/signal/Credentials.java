package dev.fasynclens.kernel.signal;

/**
 * The ids of a thread. They never change; a thread gets others.
 *
 * @param uid who started it
 * @param euid whose rights it has
 * @param suid whose rights it may take back
 * @param namespace in which these numbers mean something
 */
public record Credentials(int uid, int euid, int suid, UserNamespace namespace) {
  /** The superuser. */
  public static Credentials root(UserNamespace namespace) {
    return new Credentials(0, 0, 0, namespace);
  }

  /** Whether it may do what only the superuser may. */
  public boolean isPrivileged() {
    return euid == 0;
  }

  /** The same thread with other ids. */
  public Credentials with(int newUid, int newEuid, int newSuid) {
    return new Credentials(newUid, newEuid, newSuid, namespace);
  }

  /** {@link #uid} as the whole machine knows it. */
  public int globalUid() {
    return namespace.toGlobal(uid);
  }

  /** {@link #euid} as the whole machine knows it. */
  public int globalEuid() {
    return namespace.toGlobal(euid);
  }

  /** {@link #suid} as the whole machine knows it. */
  public int globalSuid() {
    return namespace.toGlobal(suid);
  }

  /** Its account, of which a namespace has its own if {@code perNamespace}. */
  public User user(boolean perNamespace) {
    return perNamespace ? namespace.user(uid) : namespace.globalUser(uid);
  }
}
