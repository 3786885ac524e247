package dev.fasynclens.lsp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Lets messages through when their time has come: nothing before {@code initialize}, nothing after
 * {@code shutdown} but {@code exit}. What a message breaks ends with that message.
 */
final class Lifecycle implements Endpoint {
  private enum State {
    NEW,
    RUNNING,
    DOWN
  }

  private final Session session;
  private final Endpoint inner;
  private volatile State state = State.NEW;

  Lifecycle(Session session, Endpoint inner) {
    this.session = session;
    this.inner = inner;
  }

  @Override
  public CompletableFuture<?> request(String method, @Nullable Object parameter) {
    boolean initialize = method.equals("initialize");
    if (state == State.NEW && !initialize) {
      return refused(ResponseErrorCode.ServerNotInitialized, "initialize comes first");
    }
    if (state == State.DOWN || (state == State.RUNNING && initialize)) {
      return refused(ResponseErrorCode.InvalidRequest, method + " is not possible any more");
    }
    try {
      CompletableFuture<?> answer = inner.request(method, parameter);
      if (initialize) {
        state = State.RUNNING;
      } else if (method.equals("shutdown")) {
        state = State.DOWN;
      }
      return answer;
    } catch (UnsupportedOperationException e) {
      return refused(ResponseErrorCode.MethodNotFound, method + " is not known here");
    } catch (RuntimeException | StackOverflowError e) {
      return failed(method, e);
    }
  }

  @Override
  public void notify(String method, @Nullable Object parameter) {
    if (method.equals("exit")) {
      session.exit();
      return;
    }
    if (state != State.RUNNING) {
      return;
    }
    try {
      inner.notify(method, parameter);
    } catch (UnsupportedOperationException e) {
      session.client().trace(method + " is not known here");
    } catch (RuntimeException | StackOverflowError e) {
      session.client().log(MessageType.Warning, method + " failed: " + causeOf(e));
    }
  }

  private CompletableFuture<?> failed(String method, Throwable failure) {
    Throwable cause = causeOf(failure);
    if (cause instanceof ResponseErrorException known) {
      return CompletableFuture.failedFuture(known);
    }
    boolean wrong =
        cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
    return refused(
        wrong ? ResponseErrorCode.InvalidParams : ResponseErrorCode.InternalError,
        method + " failed: " + cause);
  }

  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof CompletionException
            || cause instanceof java.lang.reflect.InvocationTargetException
            || cause instanceof java.lang.reflect.UndeclaredThrowableException
            || cause.getClass() == RuntimeException.class)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static CompletableFuture<?> refused(ResponseErrorCode code, String why) {
    return CompletableFuture.failedFuture(
        new ResponseErrorException(new ResponseError(code, why, null)));
  }
}
