package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import dev.fasynclens.explain.KernelPages;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * Answers {@code fasyncLens/kernelPage}: the text of the read-only document {@code
 * fasync-lens:/VERSION/FUNCTION.md}. The pages of a version are made once; only the thread of the
 * reviews makes them.
 */
final class KernelDocuments {
  private static final String SCHEME = "fasync-lens:/";
  private static final String EXTENSION = ".md";
  private static final int MOST_VERSIONS = 8;

  private final Reviews reviews;
  private final Map<KernelVersion, KernelPages> pages =
      new LinkedHashMap<>(MOST_VERSIONS, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KernelVersion, KernelPages> eldest) {
          return size() > MOST_VERSIONS;
        }
      };

  KernelDocuments(Reviews reviews) {
    this.reviews = reviews;
  }

  /** Takes {@code function} and {@code version}, or the {@code uri} that holds both. */
  CompletableFuture<JsonObject> answer(JsonObject asked) {
    String[] path = path(Parameters.text(asked, "uri").orElse(""));
    String function = Parameters.text(asked, "function").orElse(path[1]);
    String number = Parameters.text(asked, "version").orElse(path[0]);
    Optional<KernelVersion> version =
        number.isEmpty() ? Optional.of(KernelRange.ALL.newest()) : KernelVersion.parse(number);
    if (version.isEmpty()) {
      return CompletableFuture.failedFuture(
          new ResponseErrorException(
              new ResponseError(
                  ResponseErrorCode.InvalidParams, number + " is no kernel version", null)));
    }
    return reviews.compute("kernel page", () -> page(function, version.get()), Reviews.none());
  }

  private JsonObject page(String slug, KernelVersion version) {
    KernelPages all = of(version);
    Optional<KernelFunction> function = KernelPages.ofSlug(slug);
    Optional<String> markdown =
        function.flatMap(found -> all.page(found, KernelDocuments::address));
    if (markdown.isEmpty()) {
      return Reviews.none();
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("uri", address(function.get(), all.version()));
    answer.addProperty("version", all.version().toString());
    answer.addProperty("markdown", markdown.get());
    return answer;
  }

  /** The document of a function; empty if it takes no part on this version. */
  Optional<String> uriOf(KernelFunction function, KernelVersion version) {
    KernelPages all = of(version);
    return all.functions().contains(function)
        ? Optional.of(address(function, all.version()))
        : Optional.empty();
  }

  /** The pages of a version. */
  KernelPages of(KernelVersion version) {
    return pages.computeIfAbsent(version.release(), KernelPages::of);
  }

  /** What links to a page say. */
  static String address(KernelFunction function, KernelVersion version) {
    return SCHEME + version + "/" + KernelPages.slug(function, version) + EXTENSION;
  }

  private static String[] path(String uri) {
    int slash = uri.lastIndexOf('/');
    if (!uri.startsWith(SCHEME) || slash < SCHEME.length() || !uri.endsWith(EXTENSION)) {
      return new String[] {"", ""};
    }
    return new String[] {
      uri.substring(SCHEME.length(), slash),
      uri.substring(slash + 1, uri.length() - EXTENSION.length())
    };
  }
}
