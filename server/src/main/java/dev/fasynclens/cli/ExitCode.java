package dev.fasynclens.cli;

/** The exit codes that scripts depend on. */
final class ExitCode {
  /** Nothing was found that is bad enough. */
  static final int CLEAN = 0;

  /** There are findings. */
  static final int FINDINGS = 1;

  /** The command or a configuration is wrong, or a file could not be checked. */
  static final int USAGE = 2;

  /** A mistake of this program. */
  static final int INTERNAL = 3;

  private ExitCode() {}
}
