package dev.fasynclens.cli;

import dev.fasynclens.lsp.PageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pages in a temporary folder that only this user can read, gone when the session ends. */
final class TemporaryPages implements PageStore {
  private @Nullable Folder folder;
  private boolean closed;

  private record Folder(Path path, UserPrincipal owner, Set<Path> pages) {
    static Folder make() throws IOException {
      Path path = Files.createTempDirectory("fasync-lens-");
      // for the end by a signal, which is not the end of a session; the last named goes first
      path.toFile().deleteOnExit();
      return new Folder(path, Files.getOwner(path), new HashSet<>());
    }

    /**
     * Temporary folders are cleaned up while editors stay open, and then the name is anybody's: a
     * folder, or a link, through which the page would be written over somebody's file.
     */
    boolean isStillOurs() throws IOException {
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner);
    }

    Path write(String name, String text) throws IOException {
      Path page = path.resolve(name);
      if (pages.add(page)) {
        page.toFile().deleteOnExit();
      }
      return Files.writeString(page, text);
    }

    void delete() throws IOException {
      for (Path page : pages) {
        Files.deleteIfExists(page);
      }
      Files.deleteIfExists(path);
    }
  }

  @Override
  public synchronized Path keep(String name, String text) throws IOException {
    if (closed) {
      throw new IOException("the session is over");
    }
    Folder in = folder;
    if (in == null || !in.isStillOurs()) {
      in = Folder.make();
      folder = in;
    }
    return in.write(name, text);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Folder made = folder;
    folder = null;
    try {
      if (made != null && made.isStillOurs()) {
        made.delete();
      }
    } catch (IOException e) {
      // Somebody else uses the folder; what is left is for who cleans up temporary folders.
    }
  }
}
