package org.eclipse.lsp4e.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.services.LanguageServer;

/** The type of LSP4E of this name, as far as we implement it. */
public interface StreamConnectionProvider {
  /** Starts the server. */
  void start() throws IOException;

  /** What the server writes. */
  InputStream getInputStream();

  /** What the server reads. */
  OutputStream getOutputStream();

  /** What the server complains. */
  InputStream getErrorStream();

  /** Options for {@code initialize}. */
  default Object getInitializationOptions(URI rootUri) {
    return null;
  }

  /** Capabilities that are not in the protocol. */
  default Object getExperimentalFeaturesPOJO() {
    return null;
  }

  /** Ends the server. */
  void stop();

  /** Told of each message from the server. */
  default void handleMessage(Message message, LanguageServer languageServer, URI rootUri) {}
}
