package dev.fasynclens.driver;

/** An analysis took too long, as source that was written for that can make it. */
public final class AnalysisBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnalysisBudgetException(long seconds) {
    super("not finished after " + seconds + " seconds");
  }
}
