package dev.fasynclens.lsp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.WorkDoneProgressBegin;
import org.eclipse.lsp4j.WorkDoneProgressEnd;
import org.eclipse.lsp4j.WorkDoneProgressNotification;
import org.eclipse.lsp4j.WorkDoneProgressReport;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/** Shows how far long work is, for requests whose client gave a token, and lets it be cancelled. */
final class Progress {
  private final Client client;
  private final Map<Either<String, Integer>, Task> running = new ConcurrentHashMap<>();

  Progress(Client client) {
    this.client = client;
  }

  /** Begins to show a task; without a token nothing is shown. */
  Task begin(@Nullable Either<String, Integer> token, String title) {
    Task task = new Task(token);
    if (token != null) {
      running.put(token, task);
      WorkDoneProgressBegin begin = new WorkDoneProgressBegin();
      begin.setTitle(title);
      begin.setCancellable(true);
      task.send(begin);
    }
    return task;
  }

  /** The user does not want to wait. */
  void cancel(Either<String, Integer> token) {
    Task task = running.get(token);
    if (task != null) {
      task.cancel();
    }
  }

  /** Work that takes a while. */
  final class Task implements AutoCloseable {
    private final @Nullable Either<String, Integer> token;
    private volatile boolean cancelled;
    private @Nullable Runnable onCancel;

    private Task(@Nullable Either<String, Integer> token) {
      this.token = token;
    }

    boolean isCancelled() {
      return cancelled;
    }

    /** Has something done when the user cancels, at once if that has happened. */
    synchronized void whenCancelled(Runnable action) {
      onCancel = action;
      if (cancelled) {
        action.run();
      }
    }

    private synchronized void cancel() {
      cancelled = true;
      if (onCancel != null) {
        onCancel.run();
      }
    }

    /** Says what is being done. */
    void tell(String message) {
      WorkDoneProgressReport report = new WorkDoneProgressReport();
      report.setMessage(message);
      report.setCancellable(true);
      send(report);
    }

    private void send(WorkDoneProgressNotification value) {
      if (token != null) {
        client.progress(new ProgressParams(token, Either.forLeft(value)));
      }
    }

    @Override
    public void close() {
      if (token != null) {
        running.remove(token);
        send(new WorkDoneProgressEnd());
      }
    }
  }
}
