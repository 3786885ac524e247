package dev.fasynclens.lsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

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
        new About("test", Path.of("").toAbsolutePath(), Optional.of(pages), new OnePage());
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

  private static final class OnePage implements PageStore {
    private @Nullable Path page;

    @Override
    public Path keep(String html) throws IOException {
      page = Files.createTempFile("fasync-lens", ".html");
      return Files.writeString(page, html);
    }

    @Override
    public void close() {
      if (page != null && !page.toFile().delete()) {
        page.toFile().deleteOnExit();
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
