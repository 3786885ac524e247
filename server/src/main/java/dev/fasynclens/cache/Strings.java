package dev.fasynclens.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Texts of any length in a stream: how many bytes follow, and these in UTF-8. */
final class Strings {
  private Strings() {}

  static void write(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String read(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = in.readNBytes(Math.max(0, length)); // no more than there is
    if (bytes.length != length) {
      throw new IOException("a text ends too early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
