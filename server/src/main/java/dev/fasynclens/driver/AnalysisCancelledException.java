package dev.fasynclens.driver;

/** Nobody waits for the result of an analysis any more. */
public final class AnalysisCancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnalysisCancelledException() {
    super("cancelled", null, false, false);
  }
}
