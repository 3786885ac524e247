package dev.fasynclens.cache;

import dev.fasynclens.review.Configuration;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files that note what they are asked and what they answer. A review is a function of its texts and
 * of these answers, the answer "no such file" among them: as long as the same questions have the
 * same answers, it has the same result. No time stamp is trusted.
 */
public final class ReadFiles implements SourceFiles {
  private static final byte[] NOTHING = new byte[0];

  private final SourceFiles files;
  private final Map<String, Boolean> mentions = new LinkedHashMap<>();
  private final Map<String, byte[]> listings = new LinkedHashMap<>();
  private final Map<String, byte[]> texts = new LinkedHashMap<>();
  private final Map<String, byte[]> configurations = new LinkedHashMap<>();
  private final Function<String, Configuration> configurationOf;

  /** Notes what these files answer, and what is configured for them. */
  public ReadFiles(SourceFiles files, Function<String, Configuration> configurationOf) {
    this.files = files;
    this.configurationOf = configurationOf;
  }

  /** What is configured for a file. */
  public synchronized Configuration configurationOf(String path) {
    Configuration configuration = configurationOf.apply(path);
    if (texts.containsKey(path)) { // the others are in the key
      configurations.computeIfAbsent(path, _ -> ReviewKey.hash(configuration));
    }
    return configuration;
  }

  @Override
  public synchronized Optional<SourceText> read(String path) {
    Optional<SourceText> text = files.read(path);
    texts.put(path, hash(text));
    return text;
  }

  @Override
  public synchronized List<String> list(String directory) {
    List<String> names = files.list(directory);
    listings.put(directory, hash(names));
    return names;
  }

  @Override
  public synchronized boolean mentionsFasync(String path) {
    boolean mentioned = files.mentionsFasync(path);
    mentions.put(path, mentioned);
    return mentioned;
  }

  private static byte[] hash(Optional<SourceText> text) {
    return text.isEmpty() ? NOTHING : new Digest().add(text.get()).finish();
  }

  private static byte[] hash(List<String> names) {
    return new Digest().add(names).finish();
  }

  /** Writes the questions and answers. */
  synchronized void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(mentions.size());
    for (Map.Entry<String, Boolean> each : mentions.entrySet()) {
      Strings.write(each.getKey(), out);
      out.writeBoolean(each.getValue());
    }
    writeHashes(listings, out);
    writeHashes(texts, out);
    writeHashes(configurations, out);
  }

  private static void writeHashes(Map<String, byte[]> hashes, DataOutputStream out)
      throws IOException {
    out.writeInt(hashes.size());
    for (Map.Entry<String, byte[]> each : hashes.entrySet()) {
      Strings.write(each.getKey(), out);
      out.writeByte(each.getValue().length);
      out.write(each.getValue());
    }
  }

  /**
   * Asks files what other files were asked before, until an answer differs.
   *
   * @return the texts that were read, by path; empty if an answer differs
   */
  static Optional<Map<String, SourceText>> askAgain(
      DataInputStream in, SourceFiles files, Function<String, Configuration> configurationOf)
      throws IOException {
    boolean same = true;
    for (int left = in.readInt(); left > 0; left--) {
      String path = Strings.read(in);
      boolean mentioned = in.readBoolean();
      same = same && files.mentionsFasync(path) == mentioned;
    }
    for (int left = in.readInt(); left > 0; left--) {
      String directory = Strings.read(in);
      byte[] hash = readHash(in);
      same = same && Arrays.equals(hash, hash(files.list(directory)));
    }
    Map<String, SourceText> read = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String path = Strings.read(in);
      byte[] hash = readHash(in);
      if (same) {
        Optional<SourceText> text = files.read(path);
        same = Arrays.equals(hash, hash(text));
        text.ifPresent(found -> read.put(path, found));
      }
    }
    for (int left = in.readInt(); left > 0; left--) {
      String path = Strings.read(in);
      byte[] hash = readHash(in);
      same = same && Arrays.equals(hash, ReviewKey.hash(configurationOf.apply(path)));
    }
    return same ? Optional.of(read) : Optional.empty();
  }

  private static byte[] readHash(DataInputStream in) throws IOException {
    byte[] hash = new byte[in.readUnsignedByte()];
    in.readFully(hash);
    return hash;
  }
}
