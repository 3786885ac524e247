package dev.fasynclens.kernel.signal;

/** Learns what user space and parents learn of signals. */
public interface SignalObserver {
  /** How a signal reaches a program. */
  enum Via {
    /** A handler that gets the record. */
    HANDLER("handler"),
    /** A handler without SA_SIGINFO. */
    PLAIN_HANDLER("plain-handler"),
    /** sigwaitinfo and its relatives. */
    SIGWAIT("sigwait"),
    /** A read from a signalfd. */
    SIGNALFD("signalfd");

    private final String text;

    Via(String text) {
      this.text = text;
    }

    /** As written in scenarios. */
    public String text() {
      return text;
    }
  }

  /** A program gets a signal. */
  void delivered(Task to, Via via, SigInfo info);

  /** A process was ended by a signal. */
  void died(UserProcess process, int signal, boolean core);

  /** A process has ended by itself. */
  void exited(UserProcess process, int status);

  /** All threads of a process have stopped. */
  void stopped(UserProcess process, int signal);

  /** A stopped process goes on. */
  void continued(UserProcess process);
}
