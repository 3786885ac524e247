package dev.fasynclens.eclipse.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalInt;

/**
 * The program that a notification is tried out on.
 *
 * @param kernels none for the target, one, or two to compare
 * @param owner {@code process}, {@code thread}, {@code group} or {@code none}
 * @param setsig a signal; empty for none chosen
 * @param disposition {@code handler}, {@code default} or {@code ignore}
 */
record SetUp(
    List<String> kernels,
    String owner,
    String setsig,
    boolean mask,
    String disposition,
    OptionalInt rlimit,
    int events,
    boolean closeBetween) {
  /** What most programs do. */
  static final SetUp USUAL =
      new SetUp(List.of(), "process", "", false, "handler", OptionalInt.empty(), 1, false);

  JsonObject json() {
    JsonObject json = new JsonObject();
    if (!kernels.isEmpty()) {
      JsonArray array = new JsonArray();
      kernels.forEach(array::add);
      json.add("kernels", array);
    }
    json.addProperty("owner", owner);
    if (!setsig.isEmpty()) {
      json.addProperty("setsig", setsig);
    }
    json.addProperty("mask", mask);
    json.addProperty("disposition", disposition);
    rlimit.ifPresent(limit -> json.addProperty("rlimit", limit));
    json.addProperty("events", events);
    json.addProperty("closeBetween", closeBetween);
    return json;
  }
}
