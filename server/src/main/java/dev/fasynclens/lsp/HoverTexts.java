package dev.fasynclens.lsp;

import dev.fasynclens.explain.Hovers;
import dev.fasynclens.source.SourceText;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;

/** Answers {@code textDocument/hover}. */
final class HoverTexts {
  private final Client client;
  private final Reviews reviews;
  private final Positions positions;

  HoverTexts(Client client, Reviews reviews, Positions positions) {
    this.client = client;
    this.reviews = reviews;
    this.positions = positions;
  }

  CompletableFuture<Hover> answer(HoverParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts(
        "hover", name, examined -> hover(examined, asked.getPosition()), Reviews.none());
  }

  private Hover hover(Examined examined, Position position) {
    SourceText text = examined.text();
    OptionalInt offset = positions.pointed(text, position);
    if (offset.isEmpty()) {
      return Reviews.none();
    }
    Optional<dev.fasynclens.explain.Hover> found =
        Hovers.at(examined.module(), examined.file(), offset.getAsInt(), examined.target());
    return found
        .map(hover -> new Hover(content(hover.markdown()), positions.range(text, hover.span())))
        .orElseGet(Reviews::none);
  }

  private MarkupContent content(String markdown) {
    return client.showsMarkdown()
        ? new MarkupContent(MarkupKind.MARKDOWN, markdown)
        : new MarkupContent(MarkupKind.PLAINTEXT, PlainText.of(markdown));
  }
}
