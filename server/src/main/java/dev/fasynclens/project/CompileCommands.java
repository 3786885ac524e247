package dev.fasynclens.project;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.fasynclens.syntax.Definitions;
import java.io.EOFException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code compile_commands.json}: how each file of a build was compiled. Commands are never run.
 */
public final class CompileCommands implements Compilations {
  /** What such files are called. */
  public static final String NAME = "compile_commands.json";

  private static final long LARGEST = 512L << 20;
  private static final int LONGEST_COMMAND = 1 << 20;
  private static final int MOST_COMMANDS = 100_000;

  /** Characters in commands that are not alike; those of a kernel are alike but for a few. */
  private static final int MOST_KEPT = 16 << 20;

  private final Map<Path, Command> commands;
  private final Map<Path, Path> firstIn = new HashMap<>();
  private final KernelBuild build = new KernelBuild();
  private final Map<Path, Compilation> compilations = new HashMap<>();

  private CompileCommands(Map<Path, Command> commands) {
    this.commands = commands;
    for (Path source : commands.keySet()) {
      Path directory = source.getParent();
      if (directory != null) {
        firstIn.merge(directory, source, (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
    }
  }

  /** There may be tens of thousands, but they share all but the name of their source. */
  private record Command(Path directory, CompilerArguments arguments) {}

  /**
   * Reads such a file.
   *
   * @throws IOException if it cannot be read or is something else, with the reason
   */
  public static CompileCommands read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          Files.exists(file) ? "is not a regular file" : "no such file or directory");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException("too large for compile commands");
    }
    Path base = file.toAbsolutePath().getParent();
    Entries entries = new Entries(base == null ? file : base);
    try (Bounded text =
            new Bounded(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
        JsonReader json = new JsonReader(text)) {
      json.beginArray();
      while (json.hasNext()) {
        text.left = LONGEST_COMMAND;
        entries.read(json);
      }
      json.endArray();
    } catch (EOFException
        | MalformedJsonException
        | IllegalStateException
        | NumberFormatException e) {
      throw new IOException("these are no compile commands", e);
    }
    return new CompileCommands(entries.commands);
  }

  /** Text that comes to an end before it takes the memory of all else. */
  private static final class Bounded extends FilterReader {
    private int left = LONGEST_COMMAND;

    Bounded(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] to, int from, int length) throws IOException {
      int read = super.read(to, from, length);
      left -= Math.max(0, read);
      if (left < 0) {
        throw new IOException("a command is too long");
      }
      return read;
    }
  }

  /** What was read so far. */
  private static final class Entries {
    private final Path base;
    private final Map<Path, Command> commands = new HashMap<>();
    private final Map<Command, Command> alike = new HashMap<>();
    private long kept;

    Entries(Path base) {
      this.base = base;
    }

    void read(JsonReader json) throws IOException {
      String directory = "";
      String file = "";
      List<String> words = new ArrayList<>();
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "directory" -> directory = json.nextString();
          case "file" -> file = json.nextString();
          case "command" -> words.addAll(words(json.nextString()));
          case "arguments" -> {
            json.beginArray();
            while (json.peek() != JsonToken.END_ARRAY) {
              words.add(json.nextString());
            }
            json.endArray();
          }
          default -> json.skipValue();
        }
      }
      json.endObject();
      try {
        Path start = base.resolve(directory);
        add(start.resolve(file).normalize(), start, words);
      } catch (InvalidPathException e) {
        // No file here is called so.
      }
    }

    private void add(Path source, Path start, List<String> words) throws IOException {
      CompilerArguments arguments =
          CompilerArguments.parse(words.subList(Math.min(1, words.size()), words.size()));
      Command command = new Command(start, arguments.ofAnySource());
      Command known = alike.putIfAbsent(command, command);
      if (known == null) {
        words.forEach(word -> kept += word.length());
      }
      commands.putIfAbsent(source, known == null ? command : known);
      if (commands.size() > MOST_COMMANDS || kept > MOST_KEPT) {
        throw new IOException("too many compile commands");
      }
    }
  }

  /**
   * A header is for the kernel of the sources beside it; which of its branches are compiled depends
   * on who includes it.
   */
  @Override
  public synchronized Optional<Compilation> of(Path file) {
    Optional<Compilation> own = ofSource(file);
    if (own.isPresent() || !file.toString().endsWith(".h")) {
      return own;
    }
    Path beside = firstIn.get(file.getParent());
    return beside == null
        ? Optional.empty()
        : ofSource(beside).map(how -> new Compilation(how.kernel(), Definitions.NONE));
  }

  private Optional<Compilation> ofSource(Path file) {
    Command command = commands.get(file);
    if (command == null) {
      try {
        command = commands.get(file.toRealPath());
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    if (command == null) {
      return Optional.empty();
    }
    Compilation known = compilations.get(file);
    if (known == null) {
      known = build.compilation(command.arguments(), command.directory());
      compilations.put(file, known);
    }
    return Optional.of(known);
  }

  /** The words of a command as a shell reads them, without what makes it do anything. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
        i++;
        char escaped = line.charAt(i);
        if (quote == '"' && "\"\\$`".indexOf(escaped) < 0) {
          word.append(c);
        }
        word.append(escaped);
        begun = true;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
        begun = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
