package dev.fasynclens.driver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that put a file on a queue, take it off, or notify a queue, and where their
 * arguments stand.
 */
public final class Primitives {
  /**
   * A function that registers.
   *
   * @param file position of the file argument
   * @param queue position of the queue argument
   * @param on position of the argument that switches on and off, or -1
   * @param arguments how many it takes
   * @param switchesOn what it does where {@code on} is -1
   * @param sleeps whether it may sleep when it switches on
   */
  public record Registering(
      int file, int queue, int on, int arguments, boolean switchesOn, boolean sleeps) {}

  /**
   * A function that notifies.
   *
   * @param byValue whether it takes the queue itself, not its address
   * @param arguments how many it takes
   */
  public record Notifying(boolean byValue, int arguments) {}

  private final Map<String, Registering> registering = new HashMap<>();
  private final Map<String, Notifying> notifying = new HashMap<>();

  /**
   * The kernel's own functions, and those a project declares.
   *
   * @param moreRegistering functions with the arguments of {@code fasync_helper}
   * @param moreNotifying functions with the arguments of {@code kill_fasync}
   */
  public Primitives(List<String> moreRegistering, List<String> moreNotifying) {
    Registering helper = new Registering(1, 3, 2, 4, true, true);
    registering.put("fasync_helper", helper);
    registering.put("snd_fasync_helper", helper);
    registering.put("fasync_add_entry", new Registering(1, 2, -1, 3, true, true));
    registering.put("fasync_insert_entry", new Registering(1, 2, -1, 4, true, false));
    registering.put("fasync_remove_entry", new Registering(0, 1, -1, 2, false, false));
    moreRegistering.forEach(name -> registering.put(name, helper));
    notifying.put("kill_fasync", new Notifying(false, 3));
    notifying.put("snd_kill_fasync", new Notifying(true, 3));
    notifying.put("__kill_fasync", new Notifying(true, 3));
    moreNotifying.forEach(name -> notifying.put(name, new Notifying(false, 3)));
  }

  /** How a function of this name registers, or null. */
  public @Nullable Registering registering(String name) {
    return registering.get(name);
  }

  /** How a function of this name notifies, or null. */
  public @Nullable Notifying notifying(String name) {
    return notifying.get(name);
  }

  /** Whether a function of this name is where the kernel itself keeps the lists. */
  boolean isCore(String name) {
    return contains(name) && !name.startsWith("snd_");
  }

  /** Whether the name is one of these functions. */
  public boolean contains(String name) {
    return registering.containsKey(name) || notifying.containsKey(name);
  }
}
