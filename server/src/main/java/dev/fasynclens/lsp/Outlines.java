package dev.fasynclens.lsp;

import dev.fasynclens.explain.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/** Answers {@code textDocument/documentSymbol}. */
final class Outlines {
  private final Client client;
  private final Reviews reviews;
  private final Positions positions;

  Outlines(Client client, Reviews reviews, Positions positions) {
    this.client = client;
    this.reviews = reviews;
    this.positions = positions;
  }

  CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> answer(
      DocumentSymbolParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts("outline", name, this::symbols, List.of());
  }

  private List<Either<SymbolInformation, DocumentSymbol>> symbols(Examined examined) {
    List<Either<SymbolInformation, DocumentSymbol>> symbols = new ArrayList<>();
    for (Symbols.Symbol each : Symbols.of(examined.module(), examined.file())) {
      if (client.showsTrees()) {
        symbols.add(Either.forRight(symbol(examined, each)));
      } else if (each.inside().isEmpty()) {
        symbols.add(Either.forLeft(flat(examined, each, each.detail())));
      } else {
        each.inside()
            .forEach(inner -> symbols.add(Either.forLeft(flat(examined, inner, each.title()))));
      }
    }
    return symbols;
  }

  private DocumentSymbol symbol(Examined examined, Symbols.Symbol symbol) {
    return new DocumentSymbol(
        symbol.title(),
        kind(symbol),
        positions.range(examined.text(), symbol.whole()),
        positions.range(examined.text(), symbol.name()),
        symbol.detail(),
        symbol.inside().stream().map(inner -> symbol(examined, inner)).toList());
  }

  @SuppressWarnings("deprecation") // older clients know only these
  private SymbolInformation flat(Examined examined, Symbols.Symbol symbol, String container) {
    Location location =
        new Location(examined.document().uri(), positions.range(examined.text(), symbol.whole()));
    return new SymbolInformation(symbol.title(), kind(symbol), location, container);
  }

  private static SymbolKind kind(Symbols.Symbol symbol) {
    return switch (symbol.subject()) {
      case STRUCT -> SymbolKind.Struct;
      case QUEUE -> SymbolKind.Event;
      case HANDLER -> SymbolKind.Function;
    };
  }
}
