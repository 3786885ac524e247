package dev.fasynclens.json;

import dev.fasynclens.source.Span;
import java.util.List;

/** A JSON value that knows where it stands, so that messages can point at it. */
public sealed interface Json {
  /** The bytes of the value. */
  Span span();

  /** What people call a value of this kind. */
  String kind();

  /** An object; its members in the order of the text. */
  record Dictionary(Span span, List<Member> members) implements Json {
    @Override
    public String kind() {
      return "an object";
    }
  }

  /** A list. */
  record Sequence(Span span, List<Json> items) implements Json {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A string. */
  record Text(Span span, String value) implements Json {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A number is kept as it is written: nothing here calculates with one. */
  record Numeral(Span span, String digits) implements Json {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** {@code true}, {@code false} or {@code null}. */
  record Word(Span span, String word) implements Json {
    @Override
    public String kind() {
      return word;
    }
  }

  /**
   * One entry of a dictionary.
   *
   * @param key where the key stands and what it is
   */
  record Member(Text key, Json value) {}
}
