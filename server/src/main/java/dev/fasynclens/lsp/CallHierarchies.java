package dev.fasynclens.lsp;

import com.google.gson.JsonObject;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.explain.DriverCalls;
import dev.fasynclens.explain.KernelPages;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SymbolKind;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code textDocument/prepareCallHierarchy}, {@code callHierarchy/outgoingCalls} and {@code
 * incomingCalls}: from a driver's functions into the kernel's path, and back.
 */
final class CallHierarchies {
  private static final String DOCUMENT = "document";
  private static final String VERSION = "version";
  private static final String KERNEL = "kernel";
  private static final String FILE = "file";
  private static final String FUNCTION = "function";

  private final Documents documents;
  private final Reviews reviews;
  private final Positions positions;
  private final KernelDocuments kernel;
  private final KernelPlaces places;

  CallHierarchies(
      Documents documents,
      Reviews reviews,
      Positions positions,
      KernelDocuments kernel,
      KernelPlaces places) {
    this.documents = documents;
    this.reviews = reviews;
    this.positions = positions;
    this.kernel = kernel;
    this.places = places;
  }

  /** What an item says about itself. */
  private sealed interface Subject {
    /** The open document from which the hierarchy was asked for. */
    String document();

    KernelVersion version();
  }

  private record InKernel(String document, KernelVersion version, KernelFunction function)
      implements Subject {}

  private record InDriver(String document, KernelVersion version, String file, String function)
      implements Subject {}

  /** Null where nothing of the path is named. */
  CompletableFuture<List<CallHierarchyItem>> prepare(CallHierarchyPrepareParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts(
        "call hierarchy",
        name,
        examined -> {
          OptionalInt offset = positions.pointed(examined.text(), asked.getPosition());
          List<CallHierarchyItem> found =
              offset.isEmpty() ? List.of() : named(examined, offset.getAsInt());
          return found.isEmpty() ? Reviews.none() : found;
        },
        Reviews.none());
  }

  private List<CallHierarchyItem> named(Examined examined, int offset) {
    KernelVersion version = examined.target().range().newest();
    Optional<KernelFunction> function =
        KernelPages.functionAt(examined.module(), examined.file(), offset, examined.target());
    if (function.isPresent()) {
      return item(new InKernel(examined.text().name(), version, function.get())).stream().toList();
    }
    return DriverCalls.functionAt(examined.module(), examined.file(), offset, examined.target())
        .map(own -> item(examined.text().name(), version, own))
        .stream()
        .toList();
  }

  CompletableFuture<List<CallHierarchyOutgoingCall>> outgoing(
      CallHierarchyOutgoingCallsParams asked) {
    return ask(asked.getItem(), this::outgoing);
  }

  private List<CallHierarchyOutgoingCall> outgoing(DriverModule module, Subject subject) {
    List<CallHierarchyOutgoingCall> calls = new ArrayList<>();
    String document = subject.document();
    KernelVersion version = subject.version();
    switch (subject) {
      case InKernel from -> {
        for (CFunction method : DriverCalls.methods(module, from.function())) {
          calls.add(
              new CallHierarchyOutgoingCall(
                  item(document, version, method),
                  List.of(places.call(from.function(), from.function(), version))));
        }
        for (KernelFunction callee : kernel.of(version).calls(from.function())) {
          Range named = places.call(from.function(), callee, version);
          item(new InKernel(document, version, callee))
              .ifPresent(to -> calls.add(new CallHierarchyOutgoingCall(to, List.of(named))));
        }
      }
      case InDriver from -> {
        Optional<CFunction> function = DriverCalls.function(module, from.file(), from.function());
        for (DriverCalls.Calls<DriverCalls.Callee> each :
            function.map(found -> DriverCalls.outgoing(module, found)).orElse(List.of())) {
          Optional<CallHierarchyItem> to =
              switch (each.other()) {
                case DriverCalls.Kernel(KernelFunction callee) ->
                    item(new InKernel(document, version, callee));
                case DriverCalls.Own(CFunction callee) ->
                    Optional.of(item(document, version, callee));
              };
          to.ifPresent(
              item -> calls.add(new CallHierarchyOutgoingCall(item, ranges(each.places()))));
        }
      }
    }
    return calls;
  }

  CompletableFuture<List<CallHierarchyIncomingCall>> incoming(
      CallHierarchyIncomingCallsParams asked) {
    return ask(asked.getItem(), this::incoming);
  }

  private List<CallHierarchyIncomingCall> incoming(DriverModule module, Subject subject) {
    List<CallHierarchyIncomingCall> calls = new ArrayList<>();
    String document = subject.document();
    KernelVersion version = subject.version();
    List<DriverCalls.Calls<CFunction>> own =
        switch (subject) {
          case InKernel to -> DriverCalls.incoming(module, to.function());
          case InDriver to ->
              DriverCalls.function(module, to.file(), to.function())
                  .map(found -> DriverCalls.incoming(module, found))
                  .orElse(List.of());
        };
    for (DriverCalls.Calls<CFunction> each : own) {
      calls.add(
          new CallHierarchyIncomingCall(
              item(document, version, each.other()), ranges(each.places())));
    }
    if (subject instanceof InKernel to) {
      for (KernelFunction caller : kernel.of(version).callers(to.function())) {
        Range named = places.call(caller, to.function(), version);
        item(new InKernel(document, version, caller))
            .ifPresent(from -> calls.add(new CallHierarchyIncomingCall(from, List.of(named))));
      }
    }
    return calls;
  }

  private <T> CompletableFuture<List<T>> ask(
      @Nullable CallHierarchyItem item, BiFunction<DriverModule, Subject, List<T>> answer) {
    Optional<Subject> subject = subject(item);
    if (subject.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return reviews.askFacts(
        "call hierarchy",
        subject.get().document(),
        examined -> answer.apply(examined.module(), subject.get()),
        List.of());
  }

  private List<Range> ranges(List<Place> all) {
    return all.stream().map(positions::range).toList();
  }

  /** A function of the kernel; empty if it takes no part on this version. */
  private Optional<CallHierarchyItem> item(InKernel subject) {
    KernelFunction function = subject.function();
    KernelVersion version = kernel.of(subject.version()).version();
    Optional<Location> place = places.of(function, version);
    return place.map(
        where -> {
          JsonObject data = data(subject.document(), subject.version());
          data.addProperty(KERNEL, KernelPages.slug(function, version));
          return item(
              function.nameIn(version),
              function.file() + ", Linux " + version,
              where.getUri(),
              where.getRange(),
              where.getRange(),
              data);
        });
  }

  private CallHierarchyItem item(String document, KernelVersion version, CFunction function) {
    String file = function.file().name();
    JsonObject data = data(document, version);
    data.addProperty(FILE, file);
    data.addProperty(FUNCTION, function.name());
    return item(
        function.name(),
        file.substring(file.lastIndexOf('/') + 1),
        documents.uriOf(file),
        positions.range(function.tree().place(function.node())),
        positions.range(function.place()),
        data);
  }

  private static CallHierarchyItem item(
      String name, String detail, String uri, Range whole, Range selected, JsonObject data) {
    CallHierarchyItem item = new CallHierarchyItem(name, SymbolKind.Function, uri, whole, selected);
    item.setDetail(detail);
    item.setData(data);
    return item;
  }

  private static JsonObject data(String document, KernelVersion version) {
    JsonObject data = new JsonObject();
    data.addProperty(DOCUMENT, document);
    data.addProperty(VERSION, version.toString());
    return data;
  }

  /** What an item is about; empty if it is none of ours. */
  private static Optional<Subject> subject(@Nullable CallHierarchyItem item) {
    if (item == null || !(item.getData() instanceof JsonObject data)) {
      return Optional.empty();
    }
    Optional<String> document = Parameters.text(data, DOCUMENT);
    Optional<KernelVersion> version = Parameters.text(data, VERSION).flatMap(KernelVersion::parse);
    if (document.isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    Optional<KernelFunction> function = Parameters.text(data, KERNEL).flatMap(KernelPages::ofSlug);
    if (function.isPresent()) {
      return Optional.of(new InKernel(document.get(), version.get(), function.get()));
    }
    Optional<String> file = Parameters.text(data, FILE);
    Optional<String> name = Parameters.text(data, FUNCTION);
    return file.isPresent() && name.isPresent()
        ? Optional.of(new InDriver(document.get(), version.get(), file.get(), name.get()))
        : Optional.empty();
  }
}
