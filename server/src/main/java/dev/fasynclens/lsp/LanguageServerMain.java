package dev.fasynclens.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.json.JsonRpcMethod;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.json.StreamMessageConsumer;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.jspecify.annotations.Nullable;

/** Serves one client over a pair of streams. */
public final class LanguageServerMain {
  /** A cancellation that crosses its answer on the way, which is nobody's mistake. */
  private static final String CROSSED = "Unmatched cancel notification";

  private static final Logger LSP4J = Logger.getLogger("org.eclipse.lsp4j");

  private LanguageServerMain() {}

  /**
   * Serves until the client says {@code exit}, closes the stream, or dies.
   *
   * @return the exit code: 0 if the client said goodbye in order
   */
  public static int serve(InputStream in, OutputStream out, About about)
      throws InterruptedException {
    Map<String, JsonRpcMethod> methods =
        new LinkedHashMap<>(ServiceEndpoints.getSupportedMethods(LanguageServer.class));
    methods.putAll(ServiceEndpoints.getSupportedMethods(FasyncLensRequests.class));
    methods.putAll(ServiceEndpoints.getSupportedMethods(LanguageClient.class));
    MessageJsonHandler json = new MessageJsonHandler(methods);
    Session session = new Session(about);
    Endpoint local = new Lifecycle(session, ServiceEndpoints.toEndpoint(session), methods);
    WholeMessages messages = new WholeMessages(out);
    StreamMessageConsumer writer = new StreamMessageConsumer(messages, json);
    RemoteEndpoint remote = new RemoteEndpoint(writer, local, Lifecycle::errorOf);
    json.setMethodProvider(remote);
    session.connect(ServiceEndpoints.toServiceObject(remote, LanguageClient.class));
    Handler log = forwardTo(session.client());
    LSP4J.setUseParentHandlers(false);
    LSP4J.addHandler(log);
    CompletableFuture<Integer> ended = session.ended();
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("client")
            .start(
                () -> {
                  new MessageReader(
                          in,
                          json,
                          remote,
                          writer,
                          what -> session.client().log(MessageType.Warning, what))
                      .listen(remote);
                  session.clientIsGone();
                });
    int code = ended.handle((value, failure) -> failure == null ? value : 1).join();
    LSP4J.removeHandler(log);
    session.close();
    messages.end();
    reader.interrupt();
    return code;
  }

  /** What LSP4J has to say goes to the client's log, for standard error is nobody's. */
  private static Handler forwardTo(Client client) {
    return new Handler() {
      @Override
      public void publish(@Nullable LogRecord message) {
        if (message == null || message.getLevel().intValue() < Level.WARNING.intValue()) {
          return;
        }
        String text = String.valueOf(message.getMessage());
        if (!text.startsWith(CROSSED)) {
          client.log(MessageType.Log, text);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
