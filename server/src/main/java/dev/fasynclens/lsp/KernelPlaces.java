package dev.fasynclens.lsp;

import dev.fasynclens.explain.KernelPages;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;

/**
 * Where the functions of the kernel stand, as places that the client can open: their pages, or, if
 * it cannot open those, a file that holds all pages of a version. Only for the thread of the
 * reviews.
 */
final class KernelPlaces {
  private static final String HEADING = "# ";

  private final Client client;
  private final KernelDocuments kernel;
  private final PageStore store;
  private final Map<KernelVersion, Optional<Written>> books = new HashMap<>();

  /** A file with the pages of all functions. */
  private record Written(String uri, List<String> lines) {}

  /** A page within what the client opens: its first line, and the one after its last. */
  private record Page(String uri, List<String> lines, int first, int end) {
    Range heading() {
      return range(first);
    }

    Range range(int line) {
      return new Range(new Position(line, 0), new Position(line, lines.get(line).length()));
    }
  }

  KernelPlaces(Client client, KernelDocuments kernel, PageStore store) {
    this.client = client;
    this.kernel = kernel;
    this.store = store;
  }

  /** Where a function stands; nowhere if it takes no part on this version. */
  Optional<Location> of(KernelFunction function, KernelVersion version) {
    return page(function, version).map(page -> new Location(page.uri(), page.heading()));
  }

  /** Where the page of a caller names what it calls; its heading if it does not. */
  Range call(KernelFunction caller, KernelFunction callee, KernelVersion version) {
    Optional<Page> found = page(caller, version);
    if (found.isEmpty()) {
      return new Range(new Position(0, 0), new Position(0, 0));
    }
    Page page = found.get();
    String link = "[" + title(callee, version) + "](";
    boolean calls = false;
    for (int line = page.first(); line < page.end(); line++) {
      String text = page.lines().get(line);
      calls = text.startsWith("## ") ? text.equals(KernelPages.CALLS) : calls;
      if (calls && text.contains(link)) {
        return page.range(line);
      }
    }
    return page.heading();
  }

  private Optional<Page> page(KernelFunction function, KernelVersion version) {
    if (client.knows(Client.Extension.KERNEL_PAGES)) {
      Optional<String> text = kernel.of(version).page(function, KernelDocuments::address);
      return kernel
          .uriOf(function, version)
          .flatMap(uri -> text.map(String::lines).map(all -> page(uri, all.toList(), 0)));
    }
    Optional<Written> book = books.computeIfAbsent(version.release(), this::write);
    String heading = HEADING + title(function, version);
    return book.flatMap(
        written ->
            Optional.of(written.lines().indexOf(heading))
                .filter(line -> line >= 0)
                .map(line -> page(written.uri(), written.lines(), line)));
  }

  private static Page page(String uri, List<String> lines, int first) {
    int end = first + 1;
    while (end < lines.size() && !lines.get(end).startsWith(HEADING)) {
      end++;
    }
    return new Page(uri, lines, first, end);
  }

  private Optional<Written> write(KernelVersion version) {
    KernelPages pages = kernel.of(version);
    StringBuilder book = new StringBuilder();
    for (KernelFunction function : pages.functions()) {
      pages
          .page(function, (linked, on) -> "#" + KernelPages.slug(linked, on))
          .ifPresent(page -> book.append(page).append('\n'));
    }
    try {
      String path = store.keep("linux-" + pages.version() + ".md", book.toString()).toString();
      String uri = DocumentUris.uriOf(path.replace('\\', '/'));
      return Optional.of(new Written(uri, book.toString().lines().toList()));
    } catch (IOException e) {
      client.log(MessageType.Warning, "the pages cannot be written: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static String title(KernelFunction function, KernelVersion version) {
    return "`" + function.nameIn(version) + "`";
  }
}
