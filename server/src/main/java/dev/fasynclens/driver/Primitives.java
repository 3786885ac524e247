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
  /** What a function does with its arguments. */
  public sealed interface Wrapper permits Registering, Notifying {}

  /** The number of arguments of a function that may take any. */
  public static final int ANY = -1;

  /**
   * A function that registers.
   *
   * @param file position of the file argument, or -1
   * @param queue position of the queue argument
   * @param on position of the argument that switches on and off, or -1
   * @param arguments how many it takes, or {@link #ANY}
   * @param switchesOn what it does where {@code on} is -1
   * @param sleeps whether it may sleep when it switches on
   */
  public record Registering(
      int file, int queue, int on, int arguments, boolean switchesOn, boolean sleeps)
      implements Wrapper {}

  /**
   * A function that notifies.
   *
   * @param queue position of the queue argument
   * @param signal position of the signal argument, or -1
   * @param band position of the band argument, or -1
   * @param byValue whether it takes the queue itself, not its address
   * @param arguments how many it takes, or {@link #ANY}
   */
  public record Notifying(int queue, int signal, int band, boolean byValue, int arguments)
      implements Wrapper {}

  private final Map<String, Registering> registering = new HashMap<>();
  private final Map<String, Notifying> notifying = new HashMap<>();

  /**
   * The kernel's own functions, and those a project declares.
   *
   * @param moreRegistering functions with the arguments of {@code fasync_helper}
   * @param moreNotifying functions with the arguments of {@code kill_fasync}
   */
  public Primitives(List<String> moreRegistering, List<String> moreNotifying) {
    this(moreRegistering, moreNotifying, Map.of());
  }

  /**
   * The kernel's own functions, and those a project declares.
   *
   * @param moreRegistering functions with the arguments of {@code fasync_helper}
   * @param moreNotifying functions with the arguments of {@code kill_fasync}
   * @param wrappers functions with other arguments, by name
   */
  public Primitives(
      List<String> moreRegistering, List<String> moreNotifying, Map<String, Wrapper> wrappers) {
    Registering helper = new Registering(1, 3, 2, 4, true, true);
    registering.put("fasync_helper", helper);
    registering.put("snd_fasync_helper", helper);
    registering.put("fasync_add_entry", new Registering(1, 2, -1, 3, true, true));
    registering.put("fasync_insert_entry", new Registering(1, 2, -1, 4, true, false));
    registering.put("fasync_remove_entry", new Registering(0, 1, -1, 2, false, false));
    moreRegistering.forEach(name -> registering.put(name, helper));
    notifying.put("kill_fasync", new Notifying(0, 1, 2, false, 3));
    notifying.put("snd_kill_fasync", new Notifying(0, 1, 2, true, 3));
    notifying.put("__kill_fasync", new Notifying(0, 1, 2, true, 3));
    moreNotifying.forEach(name -> notifying.put(name, new Notifying(0, 1, 2, false, 3)));
    wrappers.forEach(
        (name, wrapper) -> {
          switch (wrapper) {
            case Registering found -> registering.put(name, found);
            case Notifying found -> notifying.put(name, found);
          }
        });
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
