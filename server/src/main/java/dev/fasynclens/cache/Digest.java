package dev.fasynclens.cache;

import dev.fasynclens.source.SourceText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/** A hash of a sequence of values, in which no two sequences look alike. */
final class Digest {
  /** Length of a hash in bytes. */
  static final int LENGTH = 32;

  private final MessageDigest digest = sha256();

  Digest add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  Digest add(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    return this;
  }

  Digest add(byte[] bytes) {
    add(bytes.length);
    digest.update(bytes);
    return this;
  }

  Digest add(Collection<String> texts) {
    add(texts.size());
    texts.forEach(this::add);
    return this;
  }

  /** Adds what a text holds, but not its name. */
  Digest add(SourceText text) {
    return add(text.copyBytes());
  }

  /** The hash; nothing more can be added. */
  byte[] finish() {
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
