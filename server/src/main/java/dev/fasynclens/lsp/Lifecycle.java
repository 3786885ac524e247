package dev.fasynclens.lsp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
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
  private final Map<String, JsonRpcMethod> methods;
  private volatile State state = State.NEW;

  /**
   * Stands before an endpoint.
   *
   * @param methods those that are known, which are either requests or notifications
   */
  Lifecycle(Session session, Endpoint inner, Map<String, JsonRpcMethod> methods) {
    this.session = session;
    this.inner = inner;
    this.methods = methods;
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
    JsonRpcMethod known = methods.get(method);
    if (known != null && known.isNotification()) {
      return refused(ResponseErrorCode.InvalidRequest, method + " has no answer, so no id");
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
      return CompletableFuture.failedFuture(e);
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
    JsonRpcMethod known = methods.get(method);
    if (known != null && !known.isNotification()) {
      session.client().trace(method + " has an answer, but the message has no id");
      return;
    }
    try {
      inner.notify(method, parameter);
    } catch (UnsupportedOperationException e) {
      session.client().trace(method + " is not known here");
    } catch (RuntimeException | StackOverflowError e) {
      session.client().log(MessageType.Warning, method + ": " + errorOf(e).getMessage());
    }
  }

  /**
   * What is answered when a request failed. How the program looks inside is no client's business.
   */
  static ResponseError errorOf(Throwable failure) {
    Throwable cause = causeOf(failure);
    return switch (cause) {
      case ResponseErrorException known -> known.getResponseError();
      case NullPointerException _ ->
          new ResponseError(ResponseErrorCode.InvalidParams, "a parameter is missing", null);
      case IllegalArgumentException wrong ->
          new ResponseError(
              ResponseErrorCode.InvalidParams, "a parameter is wrong: " + wrong.getMessage(), null);
      default -> new ResponseError(ResponseErrorCode.InternalError, "failed: " + cause, null);
    };
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
