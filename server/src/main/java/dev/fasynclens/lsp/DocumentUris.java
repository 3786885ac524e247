package dev.fasynclens.lsp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What clients call a file, and what everybody below calls it: a path with {@code /}. A document
 * that is no file keeps its URI as name.
 */
final class DocumentUris {
  private static final String FILE = "file:";
  private static final String PLAIN = "-._~/!$&'()*+,;=@";

  private DocumentUris() {}

  /** The name of what a client calls so; never fails, whatever the text is. */
  static String nameOf(String uri) {
    if (!uri.toLowerCase(Locale.ROOT).startsWith(FILE)) {
      return uri;
    }
    String rest = uri.substring(FILE.length());
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      String host = slash < 0 ? "" : rest.substring(2, slash);
      boolean local = host.isEmpty() || host.equalsIgnoreCase("localhost");
      rest = slash < 0 ? "/" : local ? rest.substring(slash) : rest;
    }
    String path = decoded(rest);
    boolean drive = path.length() > 2 && path.charAt(0) == '/' && path.charAt(2) == ':';
    try {
      Path normal = Path.of(drive ? path.substring(1) : path).normalize();
      return normal.isAbsolute() ? normal.toString().replace('\\', '/') : uri;
    } catch (InvalidPathException e) {
      return uri;
    }
  }

  /** The URI of a name. */
  static String uriOf(String name) {
    if (pathOf(name).isEmpty()) {
      return name;
    }
    StringBuilder uri = new StringBuilder(FILE).append(name.startsWith("/") ? "//" : "///");
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
      }
    }
    return uri.toString();
  }

  /** The file of a name; empty if it is none. */
  static Optional<Path> pathOf(String name) {
    boolean absolute =
        name.startsWith("/")
            || (name.length() > 2 && name.charAt(1) == ':' && name.charAt(2) == '/');
    if (!absolute) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high * 16 + low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
