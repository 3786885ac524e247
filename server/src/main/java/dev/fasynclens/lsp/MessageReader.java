package dev.fasynclens.lsp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageIssueException;
import org.eclipse.lsp4j.jsonrpc.MessageIssueHandler;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

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

  /**
   * A reader.
   *
   * @param issues told of messages that are understood in part
   * @param answers gets the answers to messages that are not
   */
  MessageReader(
      InputStream in,
      MessageJsonHandler json,
      MessageIssueHandler issues,
      MessageConsumer answers) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.json = json;
    this.issues = issues;
    this.answers = answers;
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
      if (message == null) {
        reject(ResponseErrorCode.ParseError, String.valueOf(e.getMessage()));
      } else {
        issues.handle(message, e.getIssues());
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      reject(ResponseErrorCode.ParseError, "cannot read the message: " + e);
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
