package dev.fasynclens.kernel.signal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user namespace, with the numbers of records its users have pending. */
public final class UserNamespace {
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

  int creator() {
    return creator;
  }

  long limit() {
    return limit;
  }
}
