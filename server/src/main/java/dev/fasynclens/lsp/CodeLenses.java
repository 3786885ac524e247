package dev.fasynclens.lsp;

import dev.fasynclens.explain.Lenses;
import dev.fasynclens.explain.QueuePlaces;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;

/** Answers {@code textDocument/codeLens}. */
final class CodeLenses {
  /** A command of clients that say so: shows places, arguments are URI, position, locations. */
  private static final String SHOW_REFERENCES = "fasyncLens.showReferences";

  private final Client client;
  private final Documents documents;
  private final Reviews reviews;
  private final Positions positions;

  CodeLenses(Client client, Documents documents, Reviews reviews, Positions positions) {
    this.client = client;
    this.documents = documents;
    this.reviews = reviews;
    this.positions = positions;
  }

  CompletableFuture<List<? extends CodeLens>> answer(CodeLensParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts("code lenses", name, this::lenses, List.of());
  }

  private List<CodeLens> lenses(Examined examined) {
    List<CodeLens> lenses = new ArrayList<>();
    for (Lenses.Lens lens : Lenses.of(examined.module(), examined.file(), examined.target())) {
      Range range = positions.range(examined.text(), lens.span());
      Command command =
          switch (lens.subject()) {
            case QUEUE -> queue(examined, lens, range);
            case NOTIFICATION ->
                new Command(
                    lens.title(),
                    Commands.WHAT_HAPPENS,
                    List.of(examined.document().uri(), range.getStart()));
          };
      lenses.add(new CodeLens(range, command, null));
    }
    return lenses;
  }

  private Command queue(Examined examined, Lenses.Lens lens, Range range) {
    if (!client.knows(Client.Extension.SHOW_REFERENCES)) {
      return new Command(lens.title(), ""); // shown, and nothing happens
    }
    Optional<QueuePlaces> places =
        QueuePlaces.at(examined.module(), examined.file(), lens.span().start(), examined.target());
    List<Location> locations = new ArrayList<>();
    for (Place each : places.map(QueuePlaces::uses).orElse(List.of())) {
      locations.add(new Location(documents.uriOf(each.text().name()), positions.range(each)));
    }
    return new Command(
        lens.title(),
        SHOW_REFERENCES,
        List.of(examined.document().uri(), range.getStart(), locations));
  }
}
