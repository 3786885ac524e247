package dev.fasynclens.kernel.signal;

/** A set of signals, numbered from 1 to 64 as {@code sigset_t} on most architectures. */
public final class SignalSet {
  private long bits;

  /** An empty set. */
  public SignalSet() {}

  private SignalSet(long bits) {
    this.bits = bits;
  }

  /** A set of these signals. */
  public static SignalSet of(int... signals) {
    SignalSet result = new SignalSet();
    for (int signal : signals) {
      result.add(signal);
    }
    return result;
  }

  /** A set of all signals. */
  public static SignalSet all() {
    return new SignalSet(-1L);
  }

  /** Adds a signal. */
  public void add(int signal) {
    bits |= 1L << (signal - 1);
  }

  /** Adds the signals of another set. */
  public void addAll(SignalSet other) {
    bits |= other.bits;
  }

  /** Takes a signal out. */
  public void remove(int signal) {
    bits &= ~(1L << (signal - 1));
  }

  /** Takes the signals of another set out. */
  public void removeAll(SignalSet other) {
    bits &= ~other.bits;
  }

  /** Makes this set equal to another one. */
  public void set(SignalSet other) {
    bits = other.bits;
  }

  /** Whether a signal is in it. */
  public boolean has(int signal) {
    return (bits >> (signal - 1) & 1) != 0;
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return bits == 0;
  }

  /** A copy that does not change with this one. */
  public SignalSet copy() {
    return new SignalSet(bits);
  }

  /** What is in this set and not in the other. */
  SignalSet without(SignalSet other) {
    return new SignalSet(bits & ~other.bits);
  }

  /** What is in both sets. */
  SignalSet and(SignalSet other) {
    return new SignalSet(bits & other.bits);
  }

  /** Whether something is in this set and not in the other. */
  boolean hasOutside(SignalSet other) {
    return (bits & ~other.bits) != 0;
  }

  /** The lowest number in the set, 0 if it is empty. */
  int lowest() {
    return bits == 0 ? 0 : Long.numberOfTrailingZeros(bits) + 1;
  }

  /** The names of its signals, lowest first, separated by commas. */
  @Override
  public String toString() {
    StringBuilder result = new StringBuilder();
    for (int signal = 1; signal <= 64; signal++) {
      if (has(signal)) {
        result.append(result.isEmpty() ? "" : ",").append(SignalNumbers.name(signal));
      }
    }
    return result.toString();
  }
}
