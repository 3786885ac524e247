package dev.fasynclens.eclipse.lsp4e;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.server.FasyncLensRequests;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.eclipse.lsp4j.services.LanguageServer;

/** Our requests over a connection of LSP4E. */
final class Lsp4eRequests implements FasyncLensRequests {
  private final LanguageServer server;

  Lsp4eRequests(LanguageServer server) {
    this.server = server;
  }

  @Override
  public CompletableFuture<JsonObject> kernelPage(JsonObject asked) {
    return ask("fasyncLens/kernelPage", asked);
  }

  @Override
  public CompletableFuture<JsonObject> preview(JsonObject asked) {
    return ask("fasyncLens/preview", asked);
  }

  private CompletableFuture<JsonObject> ask(String method, JsonObject asked) {
    return ServiceEndpoints.toEndpoint(server)
        .request(method, asked)
        .thenApply(
            answer -> {
              JsonElement json = answer == null ? null : new Gson().toJsonTree(answer);
              return json instanceof JsonObject object ? object : null;
            });
  }
}
