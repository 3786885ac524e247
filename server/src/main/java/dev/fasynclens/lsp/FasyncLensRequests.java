package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** Requests that are not in the protocol. */
@JsonSegment("fasyncLens")
interface FasyncLensRequests {
  /** The page of a kernel function on a version. */
  @JsonRequest
  CompletableFuture<JsonObject> kernelPage(JsonObject asked);

  /** What a notification does to a program. */
  @JsonRequest
  CompletableFuture<JsonObject> preview(JsonObject asked);
}
