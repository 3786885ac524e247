package dev.fasynclens.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of the {@code exclude} list. Without a slash it names files and directories at any
 * depth; with one it starts at the directory of the configuration file. {@code *} and {@code ?}
 * stay within a name, {@code **} stands for any number of directories.
 */
final class PathPattern {
  private static final String ANY_DEPTH = "**";

  private final List<String> parts;

  private PathPattern(List<String> parts) {
    this.parts = parts;
  }

  /** Why a text is no pattern; empty if it is one. */
  static Optional<String> complaint(String text) {
    if (parts(text).isEmpty()) {
      return Optional.of("the pattern is empty");
    }
    if (text.startsWith("!")) {
      return Optional.of("a pattern cannot be negated with !");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[' || c == '{' || c == '\\' || c == 0) {
        return Optional.of("a pattern knows *, ? and ** only; directories are separated by /");
      }
    }
    for (String part : parts(text)) {
      if (part.equals("..")) {
        return Optional.of("a pattern cannot leave the directory of its configuration file");
      }
    }
    return Optional.empty();
  }

  static PathPattern of(String text) {
    List<String> parts = parts(text);
    boolean anywhere = parts.size() == 1 && !text.startsWith("/") && !text.startsWith("./");
    if (anywhere) {
      parts.addFirst(ANY_DEPTH);
    }
    return new PathPattern(parts);
  }

  /** Whether a path (below the configuration file's directory, with {@code /}) is meant itself. */
  boolean matches(String path) {
    List<String> names = split(path);
    int part = 0;
    int name = 0;
    int retryPart = -1;
    int retryName = 0;
    while (name < names.size()) {
      if (part < parts.size() && parts.get(part).equals(ANY_DEPTH)) {
        retryPart = ++part;
        retryName = name;
      } else if (part < parts.size() && matchesName(parts.get(part), names.get(name))) {
        part++;
        name++;
      } else if (retryPart >= 0) {
        part = retryPart;
        name = ++retryName;
      } else {
        return false;
      }
    }
    // "dir/**" means what is in dir, not dir itself.
    return part == parts.size();
  }

  private static boolean matchesName(String pattern, String name) {
    int p = 0;
    int n = 0;
    int retryPattern = -1;
    int retryName = 0;
    while (n < name.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (wanted == '*') {
        retryPattern = ++p;
        retryName = n;
      } else if (wanted == '?' || (wanted != 0 && wanted == name.charAt(n))) {
        p++;
        n++;
      } else if (retryPattern >= 0) {
        p = retryPattern;
        n = ++retryName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static List<String> parts(String text) {
    List<String> parts = split(text);
    parts.removeIf(part -> part.isEmpty() || part.equals("."));
    return parts;
  }

  private static List<String> split(String path) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      parts.add(path.substring(start, slash));
      start = slash + 1;
    }
    parts.add(path.substring(start));
    return parts;
  }
}
