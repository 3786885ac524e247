package dev.fasynclens.program;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A word of flags, as far as it is known.
 *
 * @param origin where its other bits come from
 * @param of the descriptor it was read from, empty if it was not
 * @param node the expression it came from, -1 if there is none
 * @param on names of the flags that are surely set
 * @param off names of the flags that are surely cleared
 */
public record FlagWord(Origin origin, String of, int node, Set<String> on, Set<String> off) {
  /** Nothing is known. */
  public static final FlagWord UNKNOWN = new FlagWord(Origin.UNKNOWN, "", -1, Set.of(), Set.of());

  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "FASYNC", "O_ASYNC",
          "O_NDELAY", "O_NONBLOCK",
          "FNDELAY", "O_NONBLOCK",
          "FNONBLOCK", "O_NONBLOCK",
          "FNONBIO", "O_NONBLOCK",
          "FAPPEND", "O_APPEND",
          "SOCK_NONBLOCK", "O_NONBLOCK");

  /** Where the bits of a word come from. */
  public enum Origin {
    /** There are no others than those that are named. */
    CONSTANT,
    /** F_GETFL. */
    STATUS_FLAGS,
    /** F_GETFD. */
    DESCRIPTOR_FLAGS,
    /** A comparison: 0 or 1. */
    COMPARISON,
    /** No flags but a descriptor; the flags are those it was opened with. */
    OPENED,
    /** Anything. */
    UNKNOWN
  }

  /** A constant with these names, none for 0. */
  static FlagWord constant(Set<String> names) {
    Set<String> known = new HashSet<>();
    names.forEach(name -> known.add(OTHER_NAMES.getOrDefault(name, name)));
    return new FlagWord(Origin.CONSTANT, "", -1, Set.copyOf(known), Set.of());
  }

  /** Whether a flag is surely set. */
  public boolean has(String flag) {
    return on.contains(flag);
  }

  /** Whether nothing but what is named is in it. */
  public boolean isConstant() {
    return origin == Origin.CONSTANT;
  }

  /** Whether it is surely zero. */
  public boolean isZero() {
    return isConstant() && on.isEmpty();
  }

  FlagWord or(FlagWord other) {
    Set<String> set = new HashSet<>(on);
    set.addAll(other.on);
    Set<String> cleared = new HashSet<>(off);
    cleared.retainAll(other.isConstant() ? off : other.off);
    cleared.removeAll(set);
    FlagWord rest = isConstant() ? other : this;
    boolean mixed = !isConstant() && !other.isConstant();
    return new FlagWord(
        mixed ? Origin.UNKNOWN : rest.origin,
        mixed ? "" : rest.of,
        mixed ? -1 : rest.node,
        Set.copyOf(set),
        Set.copyOf(cleared));
  }

  /** This word with the flags of another cleared. */
  FlagWord without(FlagWord other) {
    if (!other.isConstant()) {
      return UNKNOWN;
    }
    Set<String> set = new HashSet<>(on);
    set.removeAll(other.on);
    Set<String> cleared = new HashSet<>(off);
    cleared.addAll(other.on);
    return new FlagWord(origin, of, node, Set.copyOf(set), Set.copyOf(cleared));
  }

  /** What is known if it may be this word or another. */
  FlagWord merged(FlagWord other) {
    Set<String> set = new HashSet<>(on);
    set.retainAll(other.on);
    Set<String> cleared = new HashSet<>(off);
    cleared.retainAll(other.off);
    boolean same = origin == other.origin && of.equals(other.of) && !isConstant();
    boolean equal = equals(other);
    return new FlagWord(
        same || equal ? origin : Origin.UNKNOWN,
        same || equal ? of : "",
        same || equal ? node : -1,
        Set.copyOf(set),
        Set.copyOf(cleared));
  }
}
