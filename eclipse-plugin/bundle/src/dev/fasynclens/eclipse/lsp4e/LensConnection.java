package dev.fasynclens.eclipse.lsp4e;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.program.JavaSearch;
import dev.fasynclens.eclipse.program.ThisMachine;
import dev.fasynclens.eclipse.server.Hello;
import dev.fasynclens.eclipse.server.LensServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import org.eclipse.lsp4e.server.StreamConnectionProvider;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.services.LanguageServer;

/** Starts the server for LSP4E, which then is its client instead of this plug-in. */
public final class LensConnection implements StreamConnectionProvider {
  private Process process;

  @Override
  public void start() throws IOException {
    JavaSearch.Result searched =
        new JavaSearch(new ThisMachine()).search(FasyncLens.preferences().java());
    if (!(searched instanceof JavaSearch.Result.Found found)) {
      FasyncLens.notices().java(searched);
      throw new IOException("no Java");
    }
    process =
        new ProcessBuilder(
                FasyncLens.program()
                    .command(found.java(), FasyncLens.preferences().javaArguments()))
            .start();
  }

  @Override
  public InputStream getInputStream() {
    return process == null ? null : process.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    return process == null ? null : process.getOutputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return process == null ? null : process.getErrorStream();
  }

  @Override
  public Object getInitializationOptions(URI rootUri) {
    return FasyncLens.preferences().section();
  }

  @Override
  public Object getExperimentalFeaturesPOJO() {
    return Hello.experimental();
  }

  /** The server that LSP4E talks to is of the interface that plugin.xml names. */
  @Override
  public void handleMessage(Message message, LanguageServer server, URI rootUri) {
    if (server instanceof LensServer lens) {
      FasyncLens.requestsGoTo(lens);
    }
  }

  @Override
  public void stop() {
    if (process != null) {
      process.destroy();
    }
  }

  /** LSP4E keeps one connection for all that is equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LensConnection;
  }

  @Override
  public int hashCode() {
    return LensConnection.class.hashCode();
  }
}
