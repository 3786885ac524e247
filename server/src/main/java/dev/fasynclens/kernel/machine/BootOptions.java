package dev.fasynclens.kernel.machine;

/**
 * How the machine was started.
 *
 * @param panicOnOops whether an oops ends the machine ({@code oops=panic})
 * @param processors how many there are, at least 1; with one, a processor that is lost is the end
 * @param leastPid the number of the first process
 */
public record BootOptions(boolean panicOnOops, int processors, int leastPid) {
  /** What most distributions start with. */
  public static final BootOptions DEFAULT = new BootOptions(false, 2, 100);

  /**
   * @throws IllegalArgumentException if a number is too small
   */
  public BootOptions {
    if (processors < 1 || leastPid < 2) {
      throw new IllegalArgumentException("no machine has so few");
    }
  }
}
