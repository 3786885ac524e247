package dev.fasynclens.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages off a stream. Whatever arrives, it goes on with the next message: headers may be
 * garbage, bodies no JSON or larger than anything this server would ever read.
 */
final class MessageReader implements MessageProducer {
  private static final int LARGEST_BODY = 64 << 20;
  private static final int LONGEST_HEADER = 4096;
  private static final String LENGTH = "content-length:";

  private final InputStream in;
  private final MessageJsonHandler json;
  private final MessageIssueHandler issues;
  private final MessageConsumer answers;
  private final Consumer<String> complaints;

  /**
   * A reader.
   *
   * @param issues told of answers that are understood in part
   * @param answers gets the answers to messages that are not understood
   * @param complaints told what is wrong with those that have no answer
   */
  MessageReader(
      InputStream in,
      MessageJsonHandler json,
      MessageIssueHandler issues,
      MessageConsumer answers,
      Consumer<String> complaints) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.json = json;
    this.issues = issues;
    this.answers = answers;
    this.complaints = complaints;
  }

  @Override
  public void listen(MessageConsumer consumer) {
    try {
      for (long length = bodyLength(); length != Long.MIN_VALUE; length = bodyLength()) {
        if (length > LARGEST_BODY) {
          in.skipNBytes(length);
          reject(ResponseErrorCode.InvalidRequest, "the message is too large");
        } else if (length >= 0) {
          byte[] body = in.readNBytes((int) length);
          if (body.length < length) {
            return;
          }
          consume(new String(body, StandardCharsets.UTF_8), consumer);
        }
      }
    } catch (IOException e) {
      // The client closed the stream; who listens will notice.
    }
  }

  private void consume(String body, MessageConsumer consumer) {
    try {
      Message message = json.parseMessage(body);
      if (message == null) {
        reject(ResponseErrorCode.InvalidRequest, "the message is empty");
      } else {
        consumer.consume(message);
      }
    } catch (MessageIssueException e) {
      Message message = e.getRpcMessage();
      if (message instanceof ResponseMessage) {
        issues.handle(message, e.getIssues());
      } else {
        reject(body, reason(e.getIssues().isEmpty() ? e : e.getIssues().getFirst().getCause()));
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      reject(body, reason(e));
    }
  }

  /** What is wrong with a message, in words that do not name classes of this program. */
  private static String reason(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause == null || cause.getMessage() == null || cause instanceof Error) {
      return "the message cannot be read";
    }
    return "the message cannot be read: " + cause.getMessage().lines().findFirst().orElse("");
  }

  /**
   * Answers a message that cannot be read, if somebody waits for an answer or may do so: where the
   * damage is, says nothing about where the id is.
   */
  private void reject(String body, String why) {
    JsonElement message;
    try {
      message = JsonParser.parseString(body);
    } catch (RuntimeException | StackOverflowError e) {
      reject(ResponseErrorCode.ParseError, why);
      return;
    }
    if (!(message instanceof JsonObject object) || !object.has("method")) {
      reject(ResponseErrorCode.InvalidRequest, why);
    } else if (object.has("id")) {
      ResponseMessage response = new ResponseMessage();
      response.setError(new ResponseError(ResponseErrorCode.InvalidParams, why, null));
      setId(response, object.get("id"));
      answers.consume(response);
    } else {
      complaints.accept(why);
    }
  }

  /** The id of an answer stays null where that of the request is nothing an id can be. */
  private static void setId(ResponseMessage response, JsonElement id) {
    if (id instanceof JsonPrimitive number && number.isNumber()) {
      try {
        response.setId(number.getAsInt());
      } catch (NumberFormatException e) {
        // it is none
      }
    } else if (id instanceof JsonPrimitive text && text.isString()) {
      response.setId(text.getAsString());
    }
  }

  /** An answer to nobody, as JSON-RPC asks for where the id cannot be read. */
  private void reject(ResponseErrorCode code, String why) {
    ResponseMessage response = new ResponseMessage();
    response.setError(new ResponseError(code, why, null));
    answers.consume(response);
  }

  /** Reads headers; -1 if they name no length, MIN_VALUE at the end of the stream. */
  private long bodyLength() throws IOException {
    long length = -1;
    while (true) {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next >= 0 && next != '\n') {
        if (line.length() < LONGEST_HEADER) {
          line.append((char) next);
        }
        next = in.read();
      }
      if (next < 0) {
        return Long.MIN_VALUE;
      }
      String header = line.toString().strip().toLowerCase(Locale.ROOT);
      if (header.isEmpty()) {
        return length;
      }
      // Garbage may stand in front of a header when a client was interrupted.
      int at = header.indexOf(LENGTH);
      if (at >= 0) {
        length = number(header.substring(at + LENGTH.length()).strip());
      }
    }
  }

  private static long number(String digits) {
    try {
      return digits.length() > 18 ? -1 : Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
