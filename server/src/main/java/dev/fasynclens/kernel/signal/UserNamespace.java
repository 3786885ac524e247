package dev.fasynclens.kernel.signal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user namespace, with the numbers of records its users have pending. Inside one, user 0 is the
 * user who created it, and there are no others.
 */
public final class UserNamespace {
  /** Whom a namespace takes those for whom it has no number. */
  static final int NOBODY = 65534;

  private final @Nullable UserNamespace parent;
  private final int creator;
  private final long limit;
  private final Map<Integer, User> users = new HashMap<>();

  /** The first one, without a limit. */
  public UserNamespace() {
    this(null, 0, Long.MAX_VALUE);
  }

  private UserNamespace(@Nullable UserNamespace parent, int creator, long limit) {
    this.parent = parent;
    this.creator = creator;
    this.limit = limit;
  }

  /**
   * A namespace inside this one.
   *
   * @param newCreator the user of this namespace on whose account the new one lives
   * @param newLimit how many records all users inside may have pending together, which is
   *     RLIMIT_SIGPENDING of the creator
   */
  public UserNamespace nested(int newCreator, long newLimit) {
    return new UserNamespace(this, newCreator, newLimit);
  }

  /** The account of a user. */
  public User user(int uid) {
    return users.computeIfAbsent(uid, each -> new User(this, each));
  }

  /** The namespace around it, null for the first. */
  @Nullable UserNamespace parent() {
    return parent;
  }

  /** The number by which the whole machine knows a user of this namespace. */
  public int toGlobal(int uid) {
    UserNamespace outer = parent;
    if (outer == null) {
      return uid;
    }
    return uid == 0 ? outer.toGlobal(creator) : NOBODY;
  }

  /** How this namespace calls a user whom the whole machine knows by a number. */
  int fromGlobal(int id) {
    UserNamespace outer = parent;
    if (outer == null) {
      return id;
    }
    return id == outer.toGlobal(creator) ? 0 : NOBODY;
  }

  /** Whether it has a user with this number. */
  public boolean knows(int uid) {
    return parent == null || uid == 0;
  }

  /** Whether another namespace is this one or lies inside it. */
  boolean contains(UserNamespace other) {
    for (UserNamespace each = other; each != null; each = each.parent) {
      if (each == this) {
        return true;
      }
    }
    return false;
  }

  /** The one around all others. */
  private UserNamespace first() {
    UserNamespace result = this;
    while (result.parent != null) {
      result = result.parent;
    }
    return result;
  }

  /** The account that a user has in the namespace around all others. */
  User globalUser(int uid) {
    return first().user(toGlobal(uid));
  }

  int creator() {
    return creator;
  }

  long limit() {
    return limit;
  }
}
