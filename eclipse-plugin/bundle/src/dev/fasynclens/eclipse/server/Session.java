package dev.fasynclens.eclipse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.core.runtime.ILog;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.services.LanguageClient;

/** One process of the server. What is sent goes through one thread, so that nobody waits for it. */
public final class Session {
  private static final int START_SECONDS = 30;
  private static final int GOODBYE_SECONDS = 2;

  private final Process process;
  private final LensServer server;
  private final ExecutorService outbox =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("Fasync Lens outbox").factory());
  private volatile boolean closing;

  private Session(Process process, LanguageClient client) {
    this.process = process;
    Launcher<LensServer> launcher =
        new Launcher.Builder<LensServer>()
            .setLocalService(client)
            .setRemoteInterface(LensServer.class)
            .setInput(process.getInputStream())
            .setOutput(process.getOutputStream())
            .setExecutorService(
                Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("Fasync Lens inbox ", 0).factory()))
            .create();
    server = launcher.getRemoteProxy();
    launcher.startListening();
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @param complaints the file that takes its standard error
   */
  static Session start(
      List<String> command, Path complaints, LanguageClient client, InitializeParams hello)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
    // options that are meant for other Java programs could keep the server from starting
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    Process process = builder.start();
    Session session = new Session(process, client);
    try {
      session.server.initialize(hello).get(START_SECONDS, TimeUnit.SECONDS);
      session.tell(server -> server.initialized(new InitializedParams()));
      return session;
    } catch (ExecutionException | TimeoutException e) {
      session.destroy();
      throw new IOException("the server does not answer", e);
    } catch (InterruptedException e) {
      session.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Sends a notification. */
  public void tell(Consumer<LensServer> message) {
    try {
      outbox.execute(
          () -> {
            try {
              message.accept(server);
            } catch (RuntimeException e) {
              if (!closing && process.isAlive()) {
                ILog.get().warn("A message to the server could not be sent.", e);
              }
            }
          });
    } catch (RejectedExecutionException e) {
      // the session is over; whoever comes next is told everything anew
    }
  }

  /** Sends a request. */
  public <T> CompletableFuture<T> ask(Function<LensServer, CompletableFuture<T>> question) {
    try {
      return CompletableFuture.supplyAsync(() -> question.apply(server), outbox)
          .thenCompose(answer -> answer);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** The process, for whoever wants to know that it ended. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Whether it was asked to end. */
  boolean isClosing() {
    return closing;
  }

  /** Lets the server end, and ends it if it does not. Waits a little. */
  void close() {
    closing = true;
    try {
      ask(LensServer::shutdown).get(GOODBYE_SECONDS, TimeUnit.SECONDS);
      tell(LensServer::exit);
      process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // it is ended below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    destroy();
  }

  private void destroy() {
    closing = true;
    outbox.shutdown();
    process.destroyForcibly();
  }
}
