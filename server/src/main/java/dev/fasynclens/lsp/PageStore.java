package dev.fasynclens.lsp;

import java.io.IOException;
import java.nio.file.Path;

/** Keeps pages on disk, for editors that cannot show them themselves. */
public interface PageStore extends AutoCloseable {
  /** Writes a page over the one that had this file name before. */
  Path keep(String name, String text) throws IOException;

  /** Removes the pages, and keeps none from now on. */
  @Override
  void close();
}
