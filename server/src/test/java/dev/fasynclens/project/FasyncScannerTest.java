package dev.fasynclens.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.project.FasyncScanner.Mention;
import dev.fasynclens.source.SourceText;
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
        assertThat(FasyncScanner.mention(bytes, length))
            .as("%d of %d", at, length)
            .isEqualTo(Mention.FASYNC);
      }
    }
  }

  @Test
  void doesNotReadBehindTheEnd() {
    byte[] bytes = filled(64, (byte) ' ');
    put(bytes, 10);

    assertThat(FasyncScanner.mention(bytes, 15)).isEqualTo(Mention.NOTHING);
    assertThat(FasyncScanner.mention(bytes, 16)).isEqualTo(Mention.FASYNC);
  }

  @Test
  void whatIsOnlySimilarIsNotFound() {
    for (String text :
        new String[] {
          "",
          "fasyn",
          "async",
          "fasyn c",
          "dynamic sync",
          "O-ASYNC",
          "_ASYNC",
          "IOASYNC",
          "o_async",
          "FaSYNC"
        }) {
      byte[] bytes = (text + "          ").getBytes(StandardCharsets.US_ASCII);
      assertThat(FasyncScanner.mention(bytes, bytes.length)).as(text).isEqualTo(Mention.NOTHING);
    }
  }

  @Test
  void findsTheFlagAtEveryPlaceAndAcrossReads() throws IOException {
    FasyncScanner scanner = new FasyncScanner();
    for (String flag : new String[] {"FASYNC", "O_ASYNC", "FIOASYNC"}) {
      byte[] word = flag.getBytes(StandardCharsets.US_ASCII);
      for (int at = 0; at < 32; at++) {
        byte[] bytes = filled(40, (byte) 'Y');
        System.arraycopy(word, 0, bytes, at, word.length);
        assertThat(FasyncScanner.mention(bytes, 40)).as("%s %d", flag, at).isEqualTo(Mention.FLAG);
      }
      for (int at = BUFFER - 10; at <= BUFFER + 2; at++) {
        byte[] bytes = filled(BUFFER + 20, (byte) 'N');
        System.arraycopy(word, 0, bytes, at, word.length);
        assertThat(scanner.mention(new ByteArrayInputStream(bytes)))
            .as("%s %d", flag, at)
            .isEqualTo(Mention.FLAG);
      }
    }
  }

  @Test
  void aFlagMakesAProgramOnlyWithAHeaderOfTheCLibrary() throws IOException {
    assertThat(isSought("#include <stdio.h>\nint x = O_ASYNC;\n")).isTrue();
    assertThat(isSought("#\tinclude \"fcntl.h\"\nint x = FASYNC;\n")).isTrue();
    assertThat(isSought("#include <sys/ioctl.h>\nint x = FIOASYNC;\n")).isTrue();
    assertThat(isSought("#include <linux/fs.h>\nint x = O_ASYNC;\n")).isFalse();
    assertThat(isSought("/* stdio.h */\nint x = O_ASYNC;\n#include <stdi")).isFalse();
    assertThat(isSought("#include <stdio.h>\nint x = O_RDWR;\n")).isFalse();
    assertThat(isSought("#include <linux/fs.h>\nint fasync;\n")).isTrue();
  }

  private static boolean isSought(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    boolean read = new FasyncScanner().isSought(() -> new ByteArrayInputStream(bytes));
    assertThat(FasyncScanner.isSought(SourceText.of("a.c", bytes))).isEqualTo(read);
    return read;
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
      assertThat(FasyncScanner.mention(bytes, bytes.length) == Mention.FASYNC).isEqualTo(expected);
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
