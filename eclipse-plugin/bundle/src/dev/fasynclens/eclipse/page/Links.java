package dev.fasynclens.eclipse.page;

import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.server.FasyncLensRequests;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/** Follows links in hovers and pages. */
public final class Links {
  private final RulePages rules;
  private final Supplier<FasyncLensRequests> requests;

  /** Follows links to these. */
  public Links(RulePages rules, Supplier<FasyncLensRequests> requests) {
    this.rules = rules;
    this.requests = requests;
  }

  /** Opens what a link leads to: a page in its view, or the browser. */
  public void follow(String target) {
    Optional<Link> link = Link.of(target);
    if (link.isEmpty()) {
      StatusLine.error(NLS.bind(Words.noPage, target));
    } else if (link.get() instanceof Link.Web web) {
      browse(web.address());
    } else {
      IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
      try {
        if (window != null
            && window.getActivePage().showView(PageView.ID, null, IWorkbenchPage.VIEW_VISIBLE)
                instanceof PageView view) {
          view.open(target);
        }
      } catch (PartInitException e) {
        StatusLine.error(e.getMessage());
      }
    }
  }

  /** The text of a page, in Markdown; fails if there is none. */
  CompletableFuture<String> page(String target) {
    return switch (Link.of(target).orElse(null)) {
      case Link.Rule rule ->
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return rules.page(rule.id());
                } catch (IOException e) {
                  throw new IllegalStateException(NLS.bind(Words.noPage, target), e);
                }
              });
      case Link.Kernel kernel -> kernelPage(kernel.uri());
      case null, default ->
          CompletableFuture.failedFuture(new IllegalStateException(NLS.bind(Words.noPage, target)));
    };
  }

  private CompletableFuture<String> kernelPage(String uri) {
    JsonObject asked = new JsonObject();
    asked.addProperty("uri", uri);
    return requests
        .get()
        .kernelPage(asked)
        .thenApply(
            page -> {
              if (page == null) {
                throw new IllegalStateException(NLS.bind(Words.noPage, uri));
              }
              return page.get("markdown").getAsString();
            });
  }

  private static void browse(String address) {
    try {
      PlatformUI.getWorkbench()
          .getBrowserSupport()
          .getExternalBrowser()
          .openURL(URI.create(address).toURL());
    } catch (PartInitException | MalformedURLException | IllegalArgumentException e) {
      StatusLine.error(NLS.bind(Words.noPage, address));
    }
  }
}
