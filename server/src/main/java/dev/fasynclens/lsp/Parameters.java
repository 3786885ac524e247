package dev.fasynclens.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;

/** Reads what clients pass to requests of our own; what is of another kind counts as absent. */
final class Parameters {
  private Parameters() {}

  static Optional<String> text(JsonObject object, String key) {
    return primitive(object, key).filter(JsonPrimitive::isString).map(JsonPrimitive::getAsString);
  }

  static boolean flag(JsonObject object, String key) {
    return primitive(object, key)
        .filter(JsonPrimitive::isBoolean)
        .map(JsonPrimitive::getAsBoolean)
        .orElse(false);
  }

  static Optional<Integer> number(JsonObject object, String key) {
    return primitive(object, key).filter(JsonPrimitive::isNumber).map(JsonPrimitive::getAsInt);
  }

  static Optional<JsonObject> object(JsonObject object, String key) {
    return Optional.ofNullable(object.get(key))
        .filter(JsonElement::isJsonObject)
        .map(JsonElement::getAsJsonObject);
  }

  private static Optional<JsonPrimitive> primitive(JsonObject object, String key) {
    return Optional.ofNullable(object.get(key))
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsJsonPrimitive);
  }
}
