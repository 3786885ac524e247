package dev.fasynclens.cli;

import dev.fasynclens.lsp.About;
import dev.fasynclens.lsp.LanguageServerMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One run of {@code server}. */
final class ServerCommand {
  /** Set by the launcher: where the pages of the rules lie. */
  private static final String PAGES = "fasynclens.pages";

  private final Console console;

  ServerCommand(Console console) {
    this.console = console;
  }

  /** Serves the client on standard input and output. */
  int runOnStreams() throws InterruptedException {
    // Whatever prints by mistake must not end up between the messages.
    System.setOut(console.err());
    return serve(console.in(), console.out());
  }

  /** Waits for one client on a port of this machine, and serves it. */
  int runOnSocket(int port) throws InterruptedException, UsageException {
    System.setOut(console.err());
    try (Socket client = accept(port)) {
      client.setTcpNoDelay(true);
      return serve(client.getInputStream(), client.getOutputStream());
    } catch (IOException e) {
      throw new UsageException("cannot serve on port " + port + ": " + e.getMessage());
    }
  }

  /** The first who comes. Nobody else gets in, or would wait for an answer that never comes. */
  private Socket accept(int port) throws IOException {
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      console.say("listening on port " + server.getLocalPort() + " of this machine");
      return server.accept();
    }
  }

  private int serve(InputStream in, OutputStream out) throws InterruptedException {
    Optional<Path> pages =
        Optional.ofNullable(System.getProperty(PAGES))
            .map(text -> Path.of(text).toAbsolutePath().normalize())
            .filter(Files::isDirectory);
    About about =
        new About(Version.current(), console.workingDirectory(), pages, new TemporaryPages());
    return LanguageServerMain.serve(in, out, about);
  }
}
