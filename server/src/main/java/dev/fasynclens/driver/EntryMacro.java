package dev.fasynclens.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises macros like {@code #define to_foo(p) container_of(p, struct foo, member)}. */
final class EntryMacro {
  private static final Pattern CONTAINER_OF =
      Pattern.compile("\\b(?:container_of|list_entry)\\s*\\(.*,\\s*struct\\s+(\\w+)\\s*,");
  private static final Pattern CAST = Pattern.compile("^\\(+\\s*struct\\s+(\\w+)\\s*\\*\\s*\\)");

  private EntryMacro() {}

  /** The tag of the struct whose pointer the macro gives, or empty. */
  static String structTag(String body) {
    Matcher entry = CONTAINER_OF.matcher(body);
    if (entry.find()) {
      return entry.group(1);
    }
    Matcher cast = CAST.matcher(body);
    return cast.find() ? cast.group(1) : "";
  }
}
