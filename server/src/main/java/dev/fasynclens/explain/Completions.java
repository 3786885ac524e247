package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.SigioSending;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may stand where somebody types. */
public final class Completions {

  private Completions() {}

  /** What is offered. */
  public enum Subject {
    /** A POLL_* code or a signal. */
    CONSTANT,
    /** A function for {@code .fasync}. */
    HANDLER
  }

  /**
   * Something that may stand here. The best comes first.
   *
   * @param replaced the word that is being typed
   * @param text what to write there
   * @param detail plain text
   */
  public record Completion(Subject subject, Span replaced, String text, String detail) {}

  /** What may stand at an offset; empty where others know better. */
  public static List<Completion> at(DriverModule module, CFile file, int offset) {
    Optional<Arguments> call = Arguments.at(file, offset);
    if (call.isPresent()) {
      return argument(module, call.get());
    }
    return isHandler(file, offset) ? handlers(module, file, offset) : List.of();
  }

  private static List<Completion> argument(DriverModule module, Arguments call) {
    Primitives.Notifying notifying = module.facts().primitives().notifying(call.function());
    if (notifying == null) {
      return List.of();
    }
    if (call.index() == notifying.signal()) {
      return List.of(
          new Completion(
              Subject.CONSTANT, call.word(), "SIGIO", "the owner may choose another by F_SETSIG"));
    }
    List<Completion> codes = new ArrayList<>();
    if (call.index() == notifying.band()) {
      for (PollCode code : PollCode.values()) {
        codes.add(
            new Completion(
                Subject.CONSTANT,
                call.word(),
                code.name(),
                code.meaning() + ", si_band 0x" + Integer.toHexString(SigioSending.maskOf(code))));
      }
    }
    return List.copyOf(codes);
  }

  /** Whether {@code .fasync =} or {@code fasync:} stands before the word at an offset. */
  private static boolean isHandler(CFile file, int offset) {
    SourceText text = file.source();
    if (offset < 0 || offset > text.length()) {
      return false;
    }
    int at = before(text, Arguments.wordAt(text, offset).start());
    int sign = at > 0 ? text.byteAt(at - 1) : 0;
    if ((sign != '=' && sign != ':') || Cursor.isQuoted(file.tree(), at - 1)) {
      return false;
    }
    int end = before(text, at - 1);
    int start = end - HandlerHover.MEMBER.length();
    if (start < 1 || !text.matches(start, end, HandlerHover.MEMBER)) {
      return false;
    }
    int leading = text.byteAt(start - 1);
    return sign == '=' ? leading == '.' : leading <= ' ' || leading == '{' || leading == ',';
  }

  private static int before(SourceText text, int offset) {
    int at = offset;
    while (at > 0 && text.byteAt(at - 1) <= ' ') {
      at--;
    }
    return at;
  }

  /** Whether a function, in a table or not, puts files on a queue as a handler does. */
  static boolean isHandler(DriverModule module, CFunction function) {
    return function.hasHandlerSignature()
        && !function.isMacro()
        && module.facts().registrations(function).stream().anyMatch(r -> !r.onlyRemoves());
  }

  private static List<Completion> handlers(DriverModule module, CFile file, int offset) {
    Span word = Arguments.wordAt(file.source(), offset);
    List<Completion> first = new ArrayList<>();
    List<Completion> others = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (CFunction function : functionsFor(module, file)) {
      if (function.hasHandlerSignature() && !function.isMacro() && named.add(function.name())) {
        boolean registers = isHandler(module, function);
        String name = function.file().name();
        String elsewhere =
            function.file() == file ? "" : ", in " + name.substring(name.lastIndexOf('/') + 1);
        (registers ? first : others)
            .add(
                new Completion(
                    Subject.HANDLER,
                    word,
                    function.name(),
                    (registers ? "registers the file" : "has the parameters of a handler")
                        + elsewhere));
      }
    }
    first.addAll(others);
    return List.copyOf(first);
  }

  /** The functions that a table of a file may name, those of the file itself first. */
  private static List<CFunction> functionsFor(DriverModule module, CFile file) {
    List<CFunction> all = new ArrayList<>(file.allFunctions());
    for (CFile other : module.files()) {
      for (CFunction function : other == file ? List.<CFunction>of() : other.allFunctions()) {
        if (module.functionsNamed(function.name(), file).contains(function)) {
          all.add(function);
        }
      }
    }
    return all;
  }
}
