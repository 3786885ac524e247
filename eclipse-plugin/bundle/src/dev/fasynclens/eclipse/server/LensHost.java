package dev.fasynclens.eclipse.server;

import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.program.JavaSearch;
import dev.fasynclens.eclipse.program.ServerProgram;
import dev.fasynclens.eclipse.program.ThisMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.core.runtime.ILog;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/** Keeps the one server of the workbench: started at the first need, and again if it breaks. */
public final class LensHost implements FasyncLensRequests {
  private static final int PATIENCE_SECONDS = 6;

  private final ServerProgram program;
  private final Path complaints;
  private final Choices choices;
  private final Notices notices;
  private final Display display;
  private final List<ServerListener> listeners = new CopyOnWriteArrayList<>();
  private final RestartAllowance allowance = new RestartAllowance();

  /** Starts and ends servers, one after the other. */
  private final ExecutorService lifecycle =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("Fasync Lens server").factory());

  private LanguageClient client;
  private CompletableFuture<Session> current;
  private Session running;
  private boolean over;

  /** What the user chose. */
  public interface Choices {
    /** The folder of a Java; blank to search for one. */
    String java();

    /** Further arguments for Java. */
    List<String> javaArguments();
  }

  /** Tells the user what is wrong. */
  public interface Notices {
    /** No Java was found, or none that will do. */
    void java(JavaSearch.Result problem);

    /** The server cannot be started. */
    void notStarted(String reason);

    /** The server ended again and again. */
    void givenUp();
  }

  /** A host that has started nothing yet. */
  public LensHost(
      ServerProgram program, Path complaints, Choices choices, Notices notices, Display display) {
    this.program = program;
    this.complaints = complaints;
    this.choices = choices;
    this.notices = notices;
    this.display = display;
  }

  /** Whom the server talks to; said once, before anything else. */
  public void connect(LanguageClient editor) {
    client = editor;
  }

  /** Adds somebody to be told. */
  public void listen(ServerListener listener) {
    listeners.add(listener);
  }

  /** Sends a request as soon as there is a server; fails if there cannot be one. */
  public <T> CompletableFuture<T> ask(Function<LensServer, CompletableFuture<T>> question) {
    return session().thenCompose(session -> session.ask(question));
  }

  /** Sends a notification if there is a server; otherwise the next one is told anew anyway. */
  public synchronized void tell(Consumer<LensServer> message) {
    if (running != null) {
      running.tell(message);
    }
  }

  /** The server, for as long as it runs; starts one if none was started yet. */
  public synchronized CompletableFuture<Session> session() {
    if (over) {
      return CompletableFuture.failedFuture(new IllegalStateException("the workbench ends"));
    }
    if (current == null) {
      current = new CompletableFuture<>();
      lifecycle.execute(this::begin);
    }
    return current;
  }

  /** Ends the server and starts another. */
  public synchronized void restart() {
    if (over) {
      return;
    }
    allowance.reset();
    CompletableFuture<Session> next = new CompletableFuture<>();
    current = next;
    lifecycle.execute(
        () -> {
          end();
          begin();
        });
  }

  /** Ends the server for good. Waits a little. */
  public void stop() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
    }
    lifecycle.execute(this::end);
    lifecycle.shutdown();
    try {
      if (!lifecycle.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        lifecycle.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public CompletableFuture<JsonObject> kernelPage(JsonObject asked) {
    return ask(server -> server.kernelPage(asked));
  }

  @Override
  public CompletableFuture<JsonObject> preview(JsonObject asked) {
    return ask(server -> server.preview(asked));
  }

  private void begin() {
    synchronized (this) {
      if (over || running != null || current == null || current.isDone()) {
        return;
      }
    }
    JavaSearch.Result searched = new JavaSearch(new ThisMachine()).search(choices.java());
    if (!(searched instanceof JavaSearch.Result.Found found)) {
      notices.java(searched);
      fail(new IOException("no Java"));
      return;
    }
    try {
      Session session =
          Session.start(
              program.command(found.java(), choices.javaArguments()),
              complaints,
              client,
              Hello.params());
      CompletableFuture<Session> waiting;
      synchronized (this) {
        running = session;
        waiting = current;
      }
      session.process().onExit().thenRun(() -> ended(session));
      display.syncExec(() -> listeners.forEach(listener -> listener.started(session)));
      waiting.complete(session);
    } catch (IOException | SWTException e) {
      ILog.get().error("The server could not be started.", e);
      notices.notStarted(String.valueOf(e.getMessage()));
      fail(e);
    }
  }

  private void fail(Exception reason) {
    CompletableFuture<Session> waiting;
    synchronized (this) {
      waiting = current;
    }
    if (waiting != null) {
      waiting.completeExceptionally(reason);
    }
    listeners.forEach(ServerListener::stopped);
  }

  private void end() {
    Session session;
    synchronized (this) {
      session = running;
      running = null;
    }
    if (session != null) {
      session.close();
    }
  }

  /** The process ended; if nobody asked for it, there is another one, but not for ever. */
  private void ended(Session session) {
    boolean again;
    synchronized (this) {
      if (session.isClosing() || running != session || over) {
        return;
      }
      running = null;
      again = allowance.another(Instant.now());
      current = new CompletableFuture<>();
      if (again) {
        lifecycle.execute(this::begin);
      }
    }
    session.close();
    if (!again) {
      notices.givenUp();
      fail(new IOException("the server ended too often"));
    }
  }
}
