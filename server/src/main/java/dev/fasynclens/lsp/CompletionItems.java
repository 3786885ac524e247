package dev.fasynclens.lsp;

import dev.fasynclens.explain.Completions;
import dev.fasynclens.explain.Snippets;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Answers {@code textDocument/completion}. */
final class CompletionItems {
  private final Client client;
  private final Reviews reviews;
  private final Positions positions;

  CompletionItems(Client client, Reviews reviews, Positions positions) {
    this.client = client;
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
      insert(item, examined, each.replaced(), each.text());
      add(item, items);
    }
    for (Snippets.Snippet each :
        Snippets.at(examined.module(), examined.file(), offset.getAsInt())) {
      CompletionItem item = new CompletionItem(each.label());
      item.setKind(CompletionItemKind.Snippet);
      item.setDetail(each.detail());
      item.setFilterText(each.typed());
      boolean fields = client.hasSnippetCompletions();
      item.setInsertTextFormat(fields ? InsertTextFormat.Snippet : InsertTextFormat.PlainText);
      insert(item, examined, each.replaced(), fields ? each.template() : each.plain());
      add(item, items);
    }
    return items;
  }

  private void insert(CompletionItem item, Examined examined, Span replaced, String text) {
    item.setTextEdit(
        Either.forLeft(new TextEdit(positions.range(examined.text(), replaced), text)));
  }

  /** The order is ours. */
  private static void add(CompletionItem item, List<CompletionItem> items) {
    item.setSortText(String.format(Locale.ROOT, "%03d", items.size()));
    items.add(item);
  }
}
