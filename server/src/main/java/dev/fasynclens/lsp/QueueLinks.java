package dev.fasynclens.lsp;

import dev.fasynclens.explain.KernelPages;
import dev.fasynclens.explain.QueuePlaces;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightKind;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.TextDocumentPositionParams;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/**
 * Answers {@code textDocument/definition}, {@code references} and {@code documentHighlight} for
 * queues, and leads from the kernel's functions to their pages. Other names are clangd's.
 */
final class QueueLinks {
  private static final Range START = new Range(new Position(0, 0), new Position(0, 0));

  private final Client client;
  private final Documents documents;
  private final Reviews reviews;
  private final Positions positions;
  private final KernelDocuments kernel;

  QueueLinks(
      Client client,
      Documents documents,
      Reviews reviews,
      Positions positions,
      KernelDocuments kernel) {
    this.client = client;
    this.documents = documents;
    this.reviews = reviews;
    this.positions = positions;
    this.kernel = kernel;
  }

  CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>> definition(
      DefinitionParams asked) {
    return ask(
        "definition",
        asked,
        (examined, offset) -> Either.forLeft(definitions(examined, offset)),
        Either.forLeft(List.of()));
  }

  CompletableFuture<List<? extends Location>> references(ReferenceParams asked) {
    boolean declared = asked.getContext() != null && asked.getContext().isIncludeDeclaration();
    return ask(
        "references",
        asked,
        (examined, offset) -> {
          Optional<QueuePlaces> queue = queue(examined, offset);
          List<Place> places = new ArrayList<>();
          if (declared) {
            queue.flatMap(QueuePlaces::declaration).ifPresent(places::add);
          }
          queue.ifPresent(found -> places.addAll(found.uses()));
          return places.stream().map(this::location).toList();
        },
        List.of());
  }

  CompletableFuture<List<? extends DocumentHighlight>> highlight(DocumentHighlightParams asked) {
    return ask(
        "highlights",
        asked,
        (examined, offset) -> {
          List<DocumentHighlight> shown = new ArrayList<>();
          Optional<QueuePlaces> queue = queue(examined, offset);
          queue
              .flatMap(QueuePlaces::declaration)
              .ifPresent(place -> show(examined, place, DocumentHighlightKind.Text, shown));
          for (Place each : queue.map(QueuePlaces::uses).orElse(List.of())) {
            show(examined, each, DocumentHighlightKind.Read, shown);
          }
          return shown;
        },
        List.of());
  }

  private void show(
      Examined examined, Place place, DocumentHighlightKind kind, List<DocumentHighlight> into) {
    if (place.text().equals(examined.text())) {
      into.add(new DocumentHighlight(positions.range(place), kind));
    }
  }

  private <T> CompletableFuture<T> ask(
      String what,
      TextDocumentPositionParams asked,
      BiFunction<Examined, Integer, T> answer,
      T otherwise) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts(
        what,
        name,
        examined -> {
          OptionalInt offset = positions.pointed(examined.text(), asked.getPosition());
          return offset.isEmpty() ? otherwise : answer.apply(examined, offset.getAsInt());
        },
        otherwise);
  }

  private static Optional<QueuePlaces> queue(Examined examined, int offset) {
    return QueuePlaces.at(examined.module(), examined.file(), offset, examined.target());
  }

  private List<Location> definitions(Examined examined, int offset) {
    Optional<Place> declaration = queue(examined, offset).flatMap(QueuePlaces::declaration);
    if (declaration.isPresent()) {
      return List.of(location(declaration.get()));
    }
    if (!client.knows(Client.Extension.KERNEL_PAGES)) {
      return List.of();
    }
    return KernelPages.functionAt(examined.module(), examined.file(), offset, examined.target())
        .flatMap(function -> kernel.uriOf(function, examined.target().range().newest()))
        .map(uri -> List.of(new Location(uri, START)))
        .orElse(List.of());
  }

  private Location location(Place place) {
    return new Location(documents.uriOf(place.text().name()), positions.range(place));
  }
}
