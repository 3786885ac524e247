package dev.fasynclens.lsp;

import dev.fasynclens.explain.Completions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Answers {@code textDocument/completion}. */
final class CompletionItems {
  private final Reviews reviews;
  private final Positions positions;

  CompletionItems(Reviews reviews, Positions positions) {
    this.reviews = reviews;
    this.positions = positions;
  }

  CompletableFuture<Either<List<CompletionItem>, CompletionList>> answer(CompletionParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts(
        "completion",
        name,
        examined -> Either.forLeft(items(examined, asked.getPosition())),
        Either.forLeft(List.of()));
  }

  private List<CompletionItem> items(Examined examined, Position position) {
    List<CompletionItem> items = new ArrayList<>();
    OptionalInt offset = positions.pointed(examined.text(), position);
    if (offset.isEmpty()) {
      return items;
    }
    for (Completions.Completion each :
        Completions.at(examined.module(), examined.file(), offset.getAsInt())) {
      CompletionItem item = new CompletionItem(each.text());
      item.setKind(
          switch (each.subject()) {
            case CONSTANT -> CompletionItemKind.Constant;
            case HANDLER -> CompletionItemKind.Function;
          });
      item.setDetail(each.detail());
      item.setSortText(String.format(Locale.ROOT, "%03d", items.size()));
      item.setTextEdit(
          Either.forLeft(
              new TextEdit(positions.range(examined.text(), each.replaced()), each.text())));
      items.add(item);
    }
    return items;
  }
}
