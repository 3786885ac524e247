package dev.fasynclens.driver;

import dev.fasynclens.source.Place;

/**
 * A function of the driver that the kernel calls when something happens, and where that is set up.
 *
 * @param kind what calls it
 * @param callback the function
 * @param file the file that sets it up
 * @param node the node that names the function there
 * @param source the node of the timer, work or the like that is set up, -1 if it has none
 */
public record Activation(Kind kind, CFunction callback, CFile file, int node, int source) {
  /** What calls a function of a driver. */
  public enum Kind {
    /** An interrupt. */
    INTERRUPT(true),
    /** The thread of an interrupt. */
    INTERRUPT_THREAD(false),
    /** A timer, high resolution or not. */
    TIMER(true),
    /** A tasklet. */
    TASKLET(true),
    /** A completed transfer, USB or DMA. */
    COMPLETION(true),
    /** A worker. */
    WORK(false),
    /** A kernel thread. */
    THREAD(false),
    /** The module is loaded. */
    INIT(false),
    /** The module is unloaded. */
    EXIT(false),
    /** A device is found. */
    PROBE(false),
    /** A device is unplugged or unbound. */
    REMOVE(false);

    private final boolean atomic;

    Kind(boolean atomic) {
      this.atomic = atomic;
    }

    /** Whether sleeping is forbidden there. */
    public boolean isAtomic() {
      return atomic;
    }

    /** Whether it comes at a time that the driver does not choose. */
    public boolean isAsynchronous() {
      return switch (this) {
        case INTERRUPT, INTERRUPT_THREAD, TIMER, TASKLET, COMPLETION, WORK, THREAD -> true;
        case INIT, EXIT, PROBE, REMOVE -> false;
      };
    }
  }

  /** Where it is set up. */
  public Place place() {
    return file.tree().place(node);
  }
}
