package dev.fasynclens.driver;

import java.util.ArrayList;
import java.util.List;

/** Paths as {@code #include} writes them. */
public final class IncludePaths {
  private IncludePaths() {}

  /** The path of a file named relative to a directory, without {@code .} and {@code ..} inside. */
  public static String resolve(String directory, String relative) {
    if (relative.startsWith("/")) {
      return relative;
    }
    List<String> parts = new ArrayList<>();
    boolean absolute = directory.startsWith("/");
    for (String part : (directory + "/" + relative).split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return (absolute ? "/" : "") + String.join("/", parts);
  }
}
