package dev.fasynclens.lsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server in this process, with a client that is connected to it. */
public final class TestServer implements AutoCloseable {
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final TestClient client;

  private TestServer(Path pages) throws IOException {
    Pipe toServer = Pipe.open();
    Pipe toClient = Pipe.open();
    InputStream in = Channels.newInputStream(toServer.source());
    OutputStream out = Channels.newOutputStream(toClient.sink());
    About about =
        new About("test", Path.of("").toAbsolutePath(), Optional.of(pages), new FewPages());
    Thread.ofPlatform()
        .daemon()
        .name("test-server")
        .start(
            () -> {
              try {
                exitCode.complete(LanguageServerMain.serve(in, out, about));
                out.close();
              } catch (IOException | InterruptedException | RuntimeException e) {
                exitCode.completeExceptionally(e);
              }
            });
    client =
        new TestClient(
            Channels.newInputStream(toClient.source()), Channels.newOutputStream(toServer.sink()));
  }

  /** Starts one. */
  public static TestServer start() throws IOException {
    return new TestServer(Path.of("..", "rules").toAbsolutePath().normalize());
  }

  private static final class FewPages implements PageStore {
    private final List<Path> pages = new ArrayList<>();

    @Override
    public Path keep(String name, String text) throws IOException {
      Path page = Files.createTempFile("fasync-lens", "-" + name);
      pages.add(page);
      return Files.writeString(page, text);
    }

    @Override
    public void close() {
      for (Path page : pages) {
        if (!page.toFile().delete()) {
          page.toFile().deleteOnExit();
        }
      }
    }
  }

  /** The client. */
  public TestClient client() {
    return client;
  }

  /** Waits for the end. */
  public int exitCode() throws Exception {
    return exitCode.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
