package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FasyncScannerTest {
  private static final int BUFFER = 1 << 16;

  @Test
  void findsTheWordAtEveryPlaceOfEveryLength() {
    for (int length = 6; length < 40; length++) {
      for (int at = 0; at + 6 <= length; at++) {
        byte[] bytes = filled(length, (byte) 'y');
        put(bytes, at);
        assertThat(FasyncScanner.mentionsFasync(bytes, length)).as("%d of %d", at, length).isTrue();
      }
    }
  }

  @Test
  void doesNotReadBehindTheEnd() {
    byte[] bytes = filled(64, (byte) ' ');
    put(bytes, 10);

    assertThat(FasyncScanner.mentionsFasync(bytes, 15)).isFalse();
    assertThat(FasyncScanner.mentionsFasync(bytes, 16)).isTrue();
  }

  @Test
  void whatIsOnlySimilarIsNotFound() {
    for (String text : new String[] {"", "fasyn", "async", "FASYNC", "fasyn c", "dynamic sync"}) {
      byte[] bytes = (text + "          ").getBytes(StandardCharsets.US_ASCII);
      assertThat(FasyncScanner.mentionsFasync(bytes, bytes.length)).as(text).isFalse();
    }
  }

  @Test
  void agreesWithAPlainSearchOnRandomText() {
    Random random = new Random(7);
    byte[] letters = "fasync".getBytes(StandardCharsets.US_ASCII);
    int found = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        // mostly the next letter, so that the word and its halves occur
        bytes[i] = letters[random.nextInt(5) == 0 ? random.nextInt(6) : i % 6];
      }
      boolean expected = new String(bytes, StandardCharsets.US_ASCII).contains("fasync");
      assertThat(FasyncScanner.mentionsFasync(bytes, bytes.length)).isEqualTo(expected);
      found += expected ? 1 : 0;
    }
    assertThat(found).isBetween(1000, 19_000);
  }

  @Test
  void findsTheWordAcrossReads() throws IOException {
    FasyncScanner scanner = new FasyncScanner();
    for (int at = BUFFER - 8; at <= BUFFER + 2; at++) {
      byte[] bytes = filled(BUFFER + 20, (byte) 'c');
      put(bytes, at);
      assertThat(scanner.mentionsFasync(new ByteArrayInputStream(bytes))).as("%d", at).isTrue();
    }
    assertThat(scanner.mentionsFasync(new ByteArrayInputStream(filled(3 * BUFFER, (byte) 'f'))))
        .isFalse();
  }

  @Test
  void shortReadsAreNotTheEnd() throws IOException {
    byte[] bytes = "....fasync....".getBytes(StandardCharsets.US_ASCII);
    InputStream dripping =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(1, length));
          }
        };

    assertThat(new FasyncScanner().mentionsFasync(dripping)).isTrue();
  }

  @Test
  void whatOneFileLeftInTheBufferIsNotFoundInTheNext() throws IOException {
    FasyncScanner scanner = new FasyncScanner();
    byte[] first = "..fasync".getBytes(StandardCharsets.US_ASCII);
    byte[] half = "sync".getBytes(StandardCharsets.US_ASCII);

    assertThat(scanner.mentionsFasync(new ByteArrayInputStream(first))).isTrue();
    assertThat(scanner.mentionsFasync(new ByteArrayInputStream(half))).isFalse();
  }

  private static byte[] filled(int length, byte filling) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, filling);
    return bytes;
  }

  private static void put(byte[] bytes, int at) {
    System.arraycopy("fasync".getBytes(StandardCharsets.US_ASCII), 0, bytes, at, 6);
  }
}
