package dev.fasynclens.lsp;

import dev.fasynclens.explain.InlayHints;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Answers {@code textDocument/inlayHint}. */
final class Hints {
  private final Reviews reviews;
  private final Positions positions;

  Hints(Reviews reviews, Positions positions) {
    this.reviews = reviews;
    this.positions = positions;
  }

  CompletableFuture<List<InlayHint>> answer(InlayHintParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    Range range = Positions.required(asked.getRange());
    return reviews.askFacts("inlay hints", name, examined -> hints(examined, range), List.of());
  }

  private List<InlayHint> hints(Examined examined, Range range) {
    List<InlayHint> hints = new ArrayList<>();
    for (InlayHints.InlayHint each :
        InlayHints.of(examined.module(), examined.file(), positions.span(examined.text(), range))) {
      InlayHint hint =
          new InlayHint(
              positions.position(examined.text(), each.offset()), Either.forLeft(each.label()));
      hint.setTooltip(each.tooltip());
      hint.setPaddingLeft(true);
      hints.add(hint);
    }
    return hints;
  }
}
