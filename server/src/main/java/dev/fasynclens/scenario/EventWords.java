package dev.fasynclens.scenario;

/** Events in words: clauses without a full stop. */
public final class EventWords {
  private static final String NOTHING_TOLD = "SI_KERNEL";

  private EventWords() {}

  /** What happened: {@code m gets SIGIO with si_code POLL_IN for descriptor 3}. */
  public static String of(Event event) {
    return switch (event) {
      case Event.Delivered it -> it.to() + " gets " + it.sig() + details(it);
      case Event.Died it ->
          it.sig() + " ends " + it.actor() + (it.core() ? ", which dumps core" : "");
      case Event.Exited it -> it.actor() + " exits with status " + it.status();
      case Event.Stopped it -> it.sig() + " stops " + it.actor();
      case Event.Continued it -> it.actor() + " goes on";
      case Event.Complaint it -> complaint(it);
    };
  }

  private static String complaint(Event.Complaint it) {
    String in = it.in().isEmpty() ? "" : " in " + it.in();
    return it.kind().text() + in + (it.message().isEmpty() ? "" : ": " + it.message());
  }

  private static String details(Event.Delivered event) {
    String way =
        switch (event.via()) {
          case "sigwait" -> " from sigwait";
          case "signalfd" -> " from a signalfd";
          default -> "";
        };
    return switch (event.record()) {
      case null -> way + ", whose handler gets no siginfo";
      case Event.FileInfo it when it.code().equals(NOTHING_TOLD) ->
          way + " with si_code " + it.code() + "; no descriptor is told";
      case Event.FileInfo it -> way + " with si_code " + it.code() + " for descriptor " + it.fd();
      case Event.SenderInfo it ->
          way + " with si_code " + it.code() + ", sent by " + it.pid() + " (uid " + it.uid() + ")";
    };
  }
}
