package dev.fasynclens.soak;

/** The server did what it must not do. */
final class SoakFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SoakFailure(String message) {
    super(message);
  }

  SoakFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
