package dev.fasynclens.scenario;

/** A scenario asks for something that makes no sense. The message is for its author. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in a sentence without a full stop. */
  public ScenarioException(String message) {
    super(message, null, false, false);
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
