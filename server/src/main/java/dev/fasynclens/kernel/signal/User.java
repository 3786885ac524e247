package dev.fasynclens.kernel.signal;

/** A user's account: how many records are pending for all its processes together. */
public final class User {
  private final UserNamespace namespace;
  private final int uid;
  private int pendingRecords;

  User(UserNamespace namespace, int uid) {
    this.namespace = namespace;
    this.uid = uid;
  }

  /** Its number. */
  public int uid() {
    return uid;
  }

  /** The namespace that the number is valid in. */
  UserNamespace namespace() {
    return namespace;
  }

  /** How many records are pending. */
  public int pendingRecords() {
    return pendingRecords;
  }

  int charge() {
    return ++pendingRecords;
  }

  void discharge() {
    pendingRecords--;
  }
}
