package dev.fasynclens.soak;

import com.google.gson.JsonObject;

/** How positions count characters. Written from the protocol, not from the server. */
enum Encoding {
  UTF_8("utf-8"),
  UTF_16("utf-16"),
  UTF_32("utf-32");

  private final String kind;

  Encoding(String kind) {
    this.kind = kind;
  }

  String kind() {
    return kind;
  }

  private int units(int codePoint) {
    return switch (this) {
      case UTF_32 -> 1;
      case UTF_16 -> Character.charCount(codePoint);
      case UTF_8 -> codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    };
  }

  /** The position of an index, which must not lie inside of a character or a line end. */
  JsonObject position(String text, int index) {
    int line = 0;
    int start = 0;
    for (int i = 0; i < index; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        start = i + 1;
      }
    }
    int column = 0;
    for (int i = start; i < index; ) {
      int c = text.codePointAt(i);
      column += units(c);
      i += Character.charCount(c);
    }
    JsonObject position = new JsonObject();
    position.addProperty("line", line);
    position.addProperty("character", column);
    return position;
  }

  /** The range between two indices. */
  JsonObject range(String text, int start, int end) {
    JsonObject range = new JsonObject();
    range.add("start", position(text, start));
    range.add("end", position(text, end));
    return range;
  }
}
