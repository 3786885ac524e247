package dev.fasynclens.source;

import java.util.List;
import java.util.Optional;

/** How an analysis reads files beside the ones it was given. Paths use {@code /}. */
public interface SourceFiles {
  /** No other files. */
  SourceFiles NONE =
      new SourceFiles() {
        @Override
        public Optional<SourceText> read(String path) {
          return Optional.empty();
        }

        @Override
        public List<String> list(String directory) {
          return List.of();
        }

        @Override
        public boolean mentionsFasync(String path) {
          return false;
        }
      };

  /** A file's text; empty if there is no such file, or it cannot be read, or is too large. */
  Optional<SourceText> read(String path);

  /**
   * Names of the {@code .c} and {@code .h} files in a directory, sorted; empty if there is none.
   */
  List<String> list(String directory);

  /** Whether the file exists and contains the bytes {@code fasync}. */
  boolean mentionsFasync(String path);
}
