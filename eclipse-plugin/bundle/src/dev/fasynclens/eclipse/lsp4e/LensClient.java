package dev.fasynclens.eclipse.lsp4e;

import dev.fasynclens.eclipse.FasyncLens;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4e.client.DefaultLanguageClient;
import org.eclipse.lsp4j.ConfigurationParams;

/** The client of LSP4E, which knows no settings of ours, with our preferences. */
public final class LensClient extends DefaultLanguageClient {
  @Override
  public CompletableFuture<List<Object>> configuration(ConfigurationParams asked) {
    return CompletableFuture.completedFuture(FasyncLens.preferences().answers(asked));
  }
}
