package dev.fasynclens.soak;

import com.google.gson.JsonObject;

/**
 * A change of a text.
 *
 * @param start where the replaced part starts; -1 for the whole text
 * @param end where it ends
 */
record Change(int start, int end, String replacement) {
  static Change all(String text) {
    return new Change(-1, -1, text);
  }

  /** The shortest change of one stretch that makes one text of another. */
  static Change between(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int start = 0;
    while (start < most && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    int same = 0;
    while (same < most - start
        && before.charAt(before.length() - 1 - same) == after.charAt(after.length() - 1 - same)) {
      same++;
    }
    int end = before.length() - same;
    boolean possible =
        RandomChanges.at(before, start) == start && RandomChanges.at(before, end) == end;
    return possible
        ? new Change(start, end, after.substring(start, after.length() - same))
        : all(after);
  }

  boolean isAll() {
    return start < 0;
  }

  String applied(String text) {
    return isAll() ? replacement : text.substring(0, start) + replacement + text.substring(end);
  }

  /** What takes the change back. */
  Change inverse(String before) {
    return isAll()
        ? all(before)
        : new Change(start, start + replacement.length(), before.substring(start, end));
  }

  JsonObject json(String before, Encoding encoding) {
    JsonObject change = new JsonObject();
    if (!isAll()) {
      change.add("range", encoding.range(before, start, end));
    }
    change.addProperty("text", replacement);
    return change;
  }
}
