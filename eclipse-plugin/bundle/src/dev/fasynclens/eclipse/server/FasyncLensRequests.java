package dev.fasynclens.eclipse.server;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** What our server answers beyond the protocol. */
@JsonSegment("fasyncLens")
public interface FasyncLensRequests {
  /** The page of a kernel function on a version; null if there is none. */
  @JsonRequest
  CompletableFuture<JsonObject> kernelPage(JsonObject asked);

  /** What a notification does to a program; null if there is none at the place. */
  @JsonRequest
  CompletableFuture<JsonObject> preview(JsonObject asked);
}
