package dev.fasynclens.project;

import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Source files on disk, with unsaved text in front of it. */
public final class DiskFiles implements SourceFiles {
  /** Files above this size are not analysed. */
  public static final int LARGEST = 8 << 20;

  private static final int BINARY_PREFIX = 8 << 10;

  private final FileNames names;
  private final Map<String, SourceText> unsaved = new ConcurrentHashMap<>();
  private final Map<String, Boolean> mentions = new HashMap<>();
  private @Nullable FasyncScanner scanner;
  private @Nullable SearchedDirectories searched;

  /** The files that these names are about. */
  public DiskFiles(FileNames names) {
    this.names = names;
  }

  /** A file cannot be analysed. The message says why. */
  public static final class UnusableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String message) {
      super(message, null, false, false);
    }

    /** Why. */
    public String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** Puts a text in front of a file. */
  public void put(SourceText text) {
    unsaved.put(text.name(), text);
  }

  /** Says what need not be searched again. */
  public synchronized void put(SearchedDirectories directories) {
    searched = directories;
  }

  @Override
  public Optional<SourceText> read(String path) {
    SourceText known = unsaved.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return Optional.of(load(names.pathOf(path), path));
    } catch (UnusableFileException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String directory) {
    String[] entries;
    try {
      entries = names.pathOf(directory).toFile().list();
    } catch (InvalidPathException e) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (entries != null) {
      for (String entry : entries) {
        if (isSource(entry)) {
          found.add(entry);
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  @Override
  public synchronized boolean mentionsFasync(String path) {
    SourceText known = unsaved.get(path);
    if (known != null) {
      return known.indexOf("fasync", 0) >= 0;
    }
    Boolean asked = mentions.get(path);
    if (asked == null) {
      asked = scan(path);
      mentions.put(path, asked);
    }
    return asked;
  }

  private boolean scan(String path) {
    try {
      File file = names.pathOf(path).toFile();
      if ((searched != null && searched.passedBy(file)) || !file.isFile()) {
        return false;
      }
      FasyncScanner mine = scanner;
      if (mine == null) {
        mine = new FasyncScanner();
        scanner = mine;
      }
      try (FileInputStream in = new FileInputStream(file)) {
        return mine.mentionsFasync(in);
      }
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Whether a name ends like that of a C source or header. */
  public static boolean isSource(String name) {
    int dot = name.length() - 2;
    if (dot < 1 || name.charAt(dot) != '.') {
      return false;
    }
    char last = name.charAt(dot + 1);
    return last == 'c' || last == 'h';
  }

  /** Reads a file that is to be analysed. */
  public SourceText load(Path path, String name) throws UnusableFileException {
    SourceText known = unsaved.get(name);
    if (known != null) {
      return known;
    }
    try {
      File file = path.toFile();
      if (file.isFile()) {
        try (InputStream in = new FileInputStream(file)) {
          return SourceText.of(name, readAll(in));
        }
      }
      // The name may be one that only a path can hold; and this way says what is wrong.
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        // Reading a pipe or a device might never end.
        throw new UnusableFileException(
            attributes.isDirectory() ? "is a directory" : "is not a regular file");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return SourceText.of(name, readAll(in));
      }
    } catch (FileNotFoundException e) {
      throw new UnusableFileException(reason(path));
    } catch (IOException e) {
      throw new UnusableFileException(reason(e));
    }
  }

  /** All bytes of a source file. */
  public static byte[] readAll(InputStream in) throws IOException, UnusableFileException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new UnusableFileException(
          "too large to analyse (more than " + (LARGEST >> 20) + " MiB)");
    }
    int prefix = Math.min(bytes.length, BINARY_PREFIX);
    for (int i = 0; i < prefix; i++) {
      if (bytes[i] == 0) {
        throw new UnusableFileException("not a text file (it has NUL bytes)");
      }
    }
    return bytes;
  }

  /** Why a file or directory cannot be opened, in words. */
  public static String reason(Path path) {
    try (Closeable _ =
        Files.isDirectory(path) ? Files.newDirectoryStream(path) : Files.newInputStream(path)) {
      return "cannot be read";
    } catch (IOException e) {
      return reason(e);
    }
  }

  /** Why something cannot be read or written, in words. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      default -> {
        String message = e.getMessage();
        yield message == null ? e.getClass().getSimpleName() : message;
      }
    };
  }
}
