package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Pieces of a driver that begin with the name that is being typed, ready to be filled in. */
public final class Snippets {
  private static final String HANDLER = "fasync";
  private static final String NOTIFICATION = "kill_fasync";
  private static final Pattern FIELD = Pattern.compile("\\$\\{\\d+:([^}]*)\\}");

  private Snippets() {}

  /**
   * A piece of code.
   *
   * @param replaced the word that is being typed
   * @param label what to call it
   * @param typed what the typed word is the beginning of
   * @param detail plain text
   * @param template the code, with fields such as <code>${1:queue}</code>
   */
  public record Snippet(Span replaced, String label, String typed, String detail, String template) {
    /** The code with the fields as they are proposed. */
    public String plain() {
      return FIELD.matcher(template).replaceAll("$1");
    }
  }

  /** What may be begun at an offset; empty unless a name of ours is being typed there. */
  public static List<Snippet> at(DriverModule module, CFile file, int offset) {
    SourceText text = file.source();
    if (offset < 0 || offset > text.length() || Cursor.isQuoted(file.tree(), offset)) {
      return List.of();
    }
    Span word = Arguments.wordAt(text, offset);
    String typed = text.slice(word.start(), offset);
    boolean wanted = HANDLER.startsWith(typed) || NOTIFICATION.startsWith(typed);
    if (typed.isEmpty() || !wanted) {
      return List.of();
    }
    List<Snippet> all =
        switch (TypedPlace.at(file, word.start())) {
          case TypedPlace.FileLevel _ -> List.of(handler(file, word));
          case TypedPlace.InTable table -> entry(module, file, word, table.span());
          case TypedPlace.InFunction function -> statements(module, file, word, function);
          case TypedPlace.Elsewhere _ -> List.of();
        };
    return all.stream().filter(each -> each.typed().startsWith(typed)).toList();
  }

  private static Snippet handler(CFile file, Span word) {
    Optional<Queue> queue =
        Symbols.queues(file).stream().map(Symbols.DeclaredQueue::queue).findFirst();
    StringBuilder code = new StringBuilder();
    code.append("static int ").append(field(1, driver(file))).append("_fasync");
    code.append("(int fd, struct file *filp, int on)\n{\n");
    if (queue.isPresent() && queue.get() instanceof Queue.Global global) {
      code.append("\treturn fasync_helper(fd, filp, on, &").append(field(2, global.name()));
    } else {
      String struct = "my_device";
      String member = "queue";
      if (queue.isPresent() && queue.get() instanceof Queue.Member found) {
        struct = found.tag().startsWith("@") ? struct : found.tag();
        member = found.member();
      }
      code.append("\tstruct ").append(field(2, struct)).append(" *dev = filp->private_data;\n\n");
      code.append("\treturn fasync_helper(fd, filp, on, &dev->").append(field(3, member));
    }
    code.append(");\n}");
    return new Snippet(
        word, "fasync handler", HANDLER, "puts the file on a queue", code.toString());
  }

  private static List<Snippet> entry(DriverModule module, CFile file, Span word, Span before) {
    SourceText text = file.source();
    boolean dotted = word.start() > 0 && text.byteAt(word.start() - 1) == '.';
    int end = before.end() - (dotted ? 1 : 0);
    if (text.slice(before.start(), Math.max(before.start(), end)).matches("(?s).*\\.fasync\\b.*")) {
      return List.of();
    }
    String name =
        handlers(module, file).findFirst().map(CFunction::name).orElse(driver(file) + "_fasync");
    String code = (dotted ? "" : ".") + "fasync = " + field(1, name) + ",";
    return List.of(
        new Snippet(word, ".fasync entry", HANDLER, "called when O_ASYNC changes", code));
  }

  private static List<Snippet> statements(
      DriverModule module, CFile file, Span word, TypedPlace.InFunction function) {
    List<Snippet> all = new ArrayList<>();
    String queue = field(1, queue(file));
    all.add(
        new Snippet(
            word,
            "kill_fasync notification",
            NOTIFICATION,
            "signals the owner of every file on the queue",
            "kill_fasync(&" + queue + ", SIGIO, " + field(2, "POLL_IN") + ");"));
    String closed = function.closedFile();
    if (!closed.isEmpty() && isRelease(module, file, function.name())) {
      String code =
          handlers(module, file)
              .findFirst()
              .map(handler -> field(1, handler.name()) + "(-1, " + closed + ", 0);")
              .orElse("fasync_helper(-1, " + closed + ", 0, &" + queue + ");");
      all.add(new Snippet(word, "fasync removal", HANDLER, "takes the file off its queue", code));
    }
    return all;
  }

  private static boolean isRelease(DriverModule module, CFile file, String name) {
    for (OperationTable table : module.facts().tables(file)) {
      if (table.variants("release").contains(name)) {
        return true;
      }
      if (table.variants("open").contains(name)) {
        return false;
      }
    }
    return name.contains("release") || name.contains("close");
  }

  private static Stream<CFunction> handlers(DriverModule module, CFile file) {
    return file.allFunctions().stream().filter(each -> Completions.isHandler(module, each));
  }

  /** What the first queue of a file may be called in its functions. */
  private static String queue(CFile file) {
    return Symbols.queues(file).stream()
        .findFirst()
        .map(Symbols.DeclaredQueue::queue)
        .map(
            queue ->
                queue instanceof Queue.Member member ? "dev->" + member.member() : queue.describe())
        .orElse("dev->queue");
  }

  /** What the names of a driver may begin with: the name of its file. */
  private static String driver(CFile file) {
    String name = file.name().substring(file.name().lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    String word = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^A-Za-z0-9_]+", "_");
    return word.matches("[A-Za-z_].*") ? word : "my";
  }

  private static String field(int number, String proposed) {
    return "${" + number + ":" + proposed + "}";
  }
}
