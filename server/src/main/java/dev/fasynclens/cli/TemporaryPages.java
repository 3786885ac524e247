package dev.fasynclens.cli;

import dev.fasynclens.lsp.PageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Pages in a temporary folder that only this user can read, gone when the program ends. */
final class TemporaryPages implements PageStore {
  private @Nullable Path folder;

  @Override
  public synchronized Path keep(String name, String text) throws IOException {
    Path where = folder;
    if (where == null) {
      where = Files.createTempDirectory("fasync-lens-");
      where.toFile().deleteOnExit();
      folder = where;
    }
    Path page = where.resolve(name);
    if (!Files.exists(page)) {
      page.toFile().deleteOnExit();
    }
    return Files.writeString(page, text);
  }
}
