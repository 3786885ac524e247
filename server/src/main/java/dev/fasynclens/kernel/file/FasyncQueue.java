package dev.fasynclens.kernel.file;

import java.util.ArrayList;
import java.util.List;

/** A queue of registrations: where a {@code struct fasync_struct *} is kept, newest first. */
public final class FasyncQueue {
  private final String name;
  final List<FasyncEntry> entries = new ArrayList<>(2);

  /** An empty queue with the name that the story uses. */
  public FasyncQueue(String name) {
    this.name = name;
  }

  /** What the story calls it. */
  public String name() {
    return name;
  }

  /** The registrations, newest first. */
  public List<FasyncEntry> entries() {
    return List.copyOf(entries);
  }

  /** How a trace shows what is in it: {@code {r as fd 3}}. */
  String shown() {
    StringBuilder result = new StringBuilder("{");
    for (FasyncEntry entry : entries) {
      result.append(result.length() == 1 ? "" : ", ");
      result.append(entry.registered).append(" as fd ").append(entry.fd);
    }
    return result.append('}').toString();
  }

  @Override
  public String toString() {
    return "&" + name;
  }
}
