package dev.fasynclens.cli;

import dev.fasynclens.kernel.KernelVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user wants {@code simulate} to do.
 *
 * @param paths scenario files, or directories of them
 * @param format how to show it
 * @param output where to write; empty for standard output
 * @param kernels one or two versions to run on; empty for the newest that a scenario names
 * @param verbose whether to tell of locks and results
 * @param quiet whether to leave out what is as expected
 * @param color when to use colours
 */
record SimulateOptions(
    List<Path> paths,
    Format format,
    Optional<Path> output,
    List<KernelVersion> kernels,
    boolean verbose,
    boolean quiet,
    ColorChoice color) {

  /** How storyboards are shown. */
  enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** For issues and commit messages. */
    MARKDOWN,
    /** A sequence diagram. */
    MERMAID,
    /** A page. */
    HTML
  }
}
