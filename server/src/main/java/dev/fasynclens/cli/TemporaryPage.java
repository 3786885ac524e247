package dev.fasynclens.cli;

import dev.fasynclens.lsp.PageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A page in a temporary folder that only this user can read, gone when the program ends. */
final class TemporaryPage implements PageStore {
  private @Nullable Path page;

  @Override
  public synchronized Path keep(String html) throws IOException {
    Path file = page;
    if (file == null) {
      Path folder = Files.createTempDirectory("fasync-lens-");
      folder.toFile().deleteOnExit();
      file = folder.resolve("what-happens.html");
      file.toFile().deleteOnExit();
      page = file;
    }
    Files.writeString(file, html);
    return file;
  }
}
