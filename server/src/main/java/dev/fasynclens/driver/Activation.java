package dev.fasynclens.driver;

import dev.fasynclens.source.Place;

/**
 * A function of the driver that the kernel calls when something happens, and where that is set up.
 *
 * @param kind what calls it
 * @param callback the function
 * @param by what it is given to: {@code request_irq()}, {@code .remove}
 * @param file the file that sets it up
 * @param node the node that names the function there
 * @param source the node of the timer, work or the like that is set up, -1 if it has none
 */
public record Activation(
    Kind kind, CFunction callback, String by, CFile file, int node, int source) {
  /** What calls a function of a driver. */
  public enum Kind {
    /** An interrupt. */
    INTERRUPT(true, "an interrupt handler"),
    /** The thread of an interrupt. */
    INTERRUPT_THREAD(false, "the thread of an interrupt"),
    /** A timer, high resolution or not. */
    TIMER(true, "a timer function"),
    /** A tasklet. */
    TASKLET(true, "a tasklet"),
    /** A completed transfer, USB or DMA. */
    COMPLETION(true, "the end of a transfer"),
    /** A worker. */
    WORK(false, "a work item"),
    /** A kernel thread. */
    THREAD(false, "the function of a kernel thread"),
    /** The module is loaded. */
    INIT(false, "what the module begins with"),
    /** The module is unloaded. */
    EXIT(false, "what the module ends with"),
    /** A device is found. */
    PROBE(false, "what a device begins with"),
    /** A device is unplugged or unbound. */
    REMOVE(false, "what a device ends with");

    private final boolean atomic;
    private final String text;

    Kind(boolean atomic, String text) {
      this.atomic = atomic;
      this.text = text;
    }

    /** What such a function is, with its article. */
    public String text() {
      return text;
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
