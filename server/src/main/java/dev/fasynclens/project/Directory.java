package dev.fasynclens.project;

import dev.fasynclens.project.FasyncScanner.Mention;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory as the search sees it. Asks the native library, and does without where that has no
 * answer.
 */
final class Directory {
  /** How the runtime itself turns names of files into strings and back. */
  private static final Charset ENCODING =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private static final Mention[] MENTIONS = Mention.values();

  private final File path;
  private final byte[] encodedPath;

  Directory(File path) {
    this.path = path;
    this.encodedPath = path.getPath().getBytes(ENCODING);
  }

  /** What an entry is. Links to files are files, other links are nothing to look at. */
  enum Kind {
    FILE,
    DIRECTORY,
    OTHER
  }

  /** An entry by its name. */
  record Entry(String name, Kind kind) {}

  /** What it has, in no order; empty if it cannot be read. */
  Optional<List<Entry>> entries() {
    byte[] listing = NativeDirectory.entries(encodedPath);
    if (listing != null) {
      return Optional.of(parsed(listing));
    }
    String[] names = path.list();
    if (names == null) {
      return Optional.empty();
    }
    List<Entry> entries = new ArrayList<>(names.length);
    for (String name : names) {
      entries.add(new Entry(name, kindOf(name)));
    }
    return Optional.of(entries);
  }

  private List<Entry> parsed(byte[] listing) {
    List<Entry> entries = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < listing.length; at++) {
      if (listing[at] == 0) {
        String name = new String(listing, start + 1, at - start - 1, ENCODING);
        Kind kind =
            switch (listing[start]) {
              case 'd' -> Kind.DIRECTORY;
              case 'f' -> Kind.FILE;
              case 'o' -> Kind.OTHER;
              default -> kindOf(name);
            };
        entries.add(new Entry(name, kind));
        start = at + 1;
      }
    }
    return entries;
  }

  private Kind kindOf(String name) {
    File file = new File(path, name);
    if (file.isFile()) {
      return Kind.FILE;
    }
    return file.isDirectory() && isNoLink(file) ? Kind.DIRECTORY : Kind.OTHER;
  }

  /** Whether a directory is one itself; a junction of Windows is as little one as a link. */
  private static boolean isNoLink(File directory) {
    try {
      return Files.readAttributes(
              directory.toPath(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isDirectory();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What some of its files say, in the order of their names.
   *
   * @param scanner reads them where the native library does not
   * @return null for those that cannot be read
   */
  List<@Nullable Mention> mentions(List<String> names, FasyncScanner scanner) {
    List<@Nullable Mention> mentions = new ArrayList<>(names.size());
    byte[] verdicts =
        names.isEmpty()
            ? null
            : NativeDirectory.mentions(encodedPath, terminated(names), names.size());
    for (int i = 0; i < names.size(); i++) {
      mentions.add(verdicts == null ? mention(names.get(i), scanner) : mention(verdicts[i]));
    }
    return mentions;
  }

  private static byte[] terminated(List<String> names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(names.size() * 16);
    for (String name : names) {
      bytes.writeBytes(name.getBytes(ENCODING));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  private static @Nullable Mention mention(byte verdict) {
    return verdict < MENTIONS.length ? MENTIONS[verdict] : null;
  }

  private @Nullable Mention mention(String name, FasyncScanner scanner) {
    try (InputStream in = new FileInputStream(new File(path, name))) {
      return scanner.mention(in);
    } catch (IOException e) {
      return null;
    }
  }
}
