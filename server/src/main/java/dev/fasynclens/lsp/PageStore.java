package dev.fasynclens.lsp;

import java.io.IOException;
import java.nio.file.Path;

/** Keeps one page on disk, for editors that cannot show it themselves. */
public interface PageStore extends AutoCloseable {
  /** Writes the page over the one before. */
  Path keep(String html) throws IOException;

  /** Removes the page, and keeps none from now on. */
  @Override
  void close();
}
