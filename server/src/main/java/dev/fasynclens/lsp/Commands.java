package dev.fasynclens.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Answers {@code workspace/executeCommand}. Clients with our extension have the command themselves
 * and ask for the preview; for all others the server shows it, as a page if they open documents.
 */
final class Commands {
  /** Shows what a notification does. Arguments are the URI, the position, and maybe a set-up. */
  static final String WHAT_HAPPENS = "fasyncLens.whatHappens";

  private static final String PAGE = "what-happens.html";

  private final Client client;
  private final Previews previews;
  private final PageStore store;

  Commands(Client client, Previews previews, PageStore store) {
    this.client = client;
    this.previews = previews;
    this.store = store;
  }

  CompletableFuture<Object> answer(ExecuteCommandParams asked) {
    List<Object> arguments = asked.getArguments() == null ? List.of() : asked.getArguments();
    if (!WHAT_HAPPENS.equals(asked.getCommand())
        || arguments.size() < 2
        || !(arguments.get(0) instanceof JsonPrimitive uri)
        || !(arguments.get(1) instanceof JsonObject position)) {
      return CompletableFuture.failedFuture(
          new ResponseErrorException(
              new ResponseError(
                  ResponseErrorCode.InvalidParams,
                  WHAT_HAPPENS + " takes a URI, a position and maybe a set-up",
                  null)));
    }
    JsonObject document = new JsonObject();
    document.add("uri", uri);
    JsonObject wanted = new JsonObject();
    wanted.add("textDocument", document);
    wanted.add("position", position);
    if (arguments.size() > 2 && arguments.get(2) instanceof JsonElement setUp) {
      wanted.add("setUp", setUp);
    }
    return previews.answer(wanted).thenApply(this::show);
  }

  private Object show(JsonObject preview) {
    if (preview == null) {
      client.show(MessageType.Info, "There is no notification here.");
      return Reviews.none();
    }
    String problem = Parameters.text(preview, "problem").orElse("");
    String outcome = Parameters.text(preview, "outcome").orElse(problem);
    String html = Parameters.text(preview, "html").orElse("");
    if (html.isEmpty() || !client.showsDocuments()) {
      client.show(MessageType.Info, outcome);
      return new JsonPrimitive(outcome);
    }
    try {
      Path page = store.keep(PAGE, html);
      client.showDocument(DocumentUris.uriOf(page.toString().replace('\\', '/')), outcome);
    } catch (IOException e) {
      client.log(MessageType.Warning, "the page cannot be written: " + e.getMessage());
      client.show(MessageType.Info, outcome);
    }
    return new JsonPrimitive(outcome);
  }
}
