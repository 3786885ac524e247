package dev.fasynclens.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.fasynclens.explain.Preview;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.report.StoryJson;
import dev.fasynclens.report.StoryMarkdown;
import dev.fasynclens.report.StoryMermaid;
import dev.fasynclens.report.StoryPage;
import dev.fasynclens.scenario.ScenarioException;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/** Answers {@code fasyncLens/preview}: what a notification does to a program. */
final class Previews {
  private static final int MOST_KERNELS = 2;
  private static final int MOST_EVENTS = 1_000;
  private static final int MOST_PENDING = 100_000;
  private static final Pattern SIGNAL = Pattern.compile("[A-Z]{2,10}[0-9]{0,2}(\\+[0-9]{1,2})?");
  private static final int MOST_SIGNALS = 64;

  private final Reviews reviews;
  private final Positions positions;

  Previews(Reviews reviews, Positions positions) {
    this.reviews = reviews;
    this.positions = positions;
  }

  /** Takes {@code textDocument}, {@code position} and {@code setUp}; null if nothing is there. */
  CompletableFuture<JsonObject> answer(JsonObject asked) {
    String uri =
        Parameters.object(asked, "textDocument")
            .flatMap(document -> Parameters.text(document, "uri"))
            .orElse("");
    Optional<JsonObject> place = Parameters.object(asked, "position");
    Position position =
        new Position(
            place.flatMap(p -> Parameters.number(p, "line")).orElse(-1),
            place.flatMap(p -> Parameters.number(p, "character")).orElse(-1));
    JsonObject given = Parameters.object(asked, "setUp").orElseGet(JsonObject::new);
    try {
      Preview.SetUp setUp = setUp(given);
      List<KernelVersion> kernels = kernels(given);
      return reviews.askFacts(
          "preview",
          DocumentUris.nameOf(uri),
          examined -> preview(examined, position, kernels, setUp),
          Reviews.none());
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(
          new ResponseErrorException(
              new ResponseError(
                  ResponseErrorCode.InvalidParams, String.valueOf(e.getMessage()), null)));
    }
  }

  private JsonObject preview(
      Examined examined, Position position, List<KernelVersion> kernels, Preview.SetUp setUp) {
    OptionalInt offset = positions.pointed(examined.text(), position);
    if (offset.isEmpty()) {
      return Reviews.none();
    }
    List<KernelVersion> versions =
        kernels.isEmpty() ? List.of(examined.target().range().newest()) : kernels;
    try {
      return Preview.at(examined.module(), examined.file(), offset.getAsInt(), versions, setUp)
          .map(preview -> json(examined, preview))
          .orElseGet(Reviews::none);
    } catch (ScenarioException e) {
      JsonObject refused = new JsonObject();
      refused.addProperty("problem", e.reason());
      return refused;
    }
  }

  private JsonObject json(Examined examined, Preview preview) {
    List<Storyboard> stories = preview.stories();
    JsonObject answer = new JsonObject();
    answer.addProperty("uri", examined.document().uri());
    Position start = positions.position(examined.text(), preview.call().start());
    answer.addProperty("line", start.getLine());
    answer.addProperty("character", start.getCharacter());
    answer.addProperty("outcome", outcome(stories));
    answer.add("assumptions", list(preview.assumptions()));
    answer.add("notExecuted", list(preview.notExecuted()));
    List<StoryJson.Run> runs = new ArrayList<>();
    stories.forEach(story -> runs.add(new StoryJson.Run("", story)));
    try {
      StringBuilder steps = new StringBuilder();
      new StoryJson(steps).write(runs);
      StringBuilder markdown = new StringBuilder();
      for (Storyboard story : stories) {
        new StoryMarkdown(false, markdown).write(story);
        markdown.append('\n');
      }
      StringBuilder mermaid = new StringBuilder();
      StoryMermaid.write(stories, false, mermaid);
      StringBuilder html = new StringBuilder();
      StoryPage.write(stories, html);
      answer.add("story", JsonParser.parseString(steps.toString()));
      answer.addProperty("markdown", markdown.toString());
      answer.addProperty("mermaid", mermaid.toString());
      answer.addProperty("html", html.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringBuilder never fails
    }
    return answer;
  }

  private static String outcome(List<Storyboard> stories) {
    List<String> sentences = new ArrayList<>();
    for (Storyboard story : stories) {
      sentences.add("Linux " + story.version() + ": " + story.ending().sentence() + ".");
    }
    return String.join(" ", sentences);
  }

  private static JsonArray list(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static List<KernelVersion> kernels(JsonObject given) {
    List<KernelVersion> kernels = new ArrayList<>();
    if (given.get("kernels") instanceof JsonArray array) {
      if (array.size() > MOST_KERNELS) {
        throw new IllegalArgumentException(MOST_KERNELS + " kernels are the most");
      }
      for (JsonElement each : array) {
        String text = each.isJsonPrimitive() ? each.getAsString() : each.toString();
        kernels.add(
            KernelVersion.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(text + " is no kernel version")));
      }
    }
    return kernels;
  }

  private static Preview.SetUp setUp(JsonObject given) {
    Optional<Integer> limit = Parameters.number(given, "rlimit");
    return new Preview.SetUp(
        one(Preview.Owner.class, given, "owner", Preview.Owner.PROCESS),
        signal(given),
        Parameters.flag(given, "mask"),
        one(Preview.Disposition.class, given, "disposition", Preview.Disposition.HANDLER),
        limit.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(within("rlimit", limit.get(), 0, MOST_PENDING)),
        within("events", Parameters.number(given, "events").orElse(1), 1, MOST_EVENTS),
        Parameters.flag(given, "closeBetween"));
  }

  private static <E extends Enum<E>> E one(
      Class<E> type, JsonObject given, String key, E otherwise) {
    Optional<String> text = Parameters.text(given, key);
    if (text.isEmpty()) {
      return otherwise;
    }
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text.get())) {
        return each;
      }
    }
    throw new IllegalArgumentException(text.get() + " is no " + key);
  }

  /** A number or a name, and nothing that could be more than one word of a scenario. */
  private static String signal(JsonObject given) {
    if (!(given.get("setsig") instanceof JsonPrimitive value)) {
      return "0";
    }
    if (value.isNumber()) {
      return Integer.toString(within("setsig", value.getAsInt(), 0, MOST_SIGNALS));
    }
    if (SIGNAL.matcher(value.getAsString()).matches()) {
      return value.getAsString();
    }
    throw new IllegalArgumentException(value + " is no signal");
  }

  private static int within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(key + " is from " + least + " to " + most);
    }
    return value;
  }
}
