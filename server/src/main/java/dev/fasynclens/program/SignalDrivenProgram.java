package dev.fasynclens.program;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A program that asks for signals when a descriptor is ready. */
public final class SignalDrivenProgram {
  private static final List<String> WORDS = List.of("O_ASYNC", "FASYNC", "FIOASYNC");
  private static final List<String> NONBLOCKING =
      List.of(
          "O_NONBLOCK",
          "O_NDELAY",
          "FNDELAY",
          "FNONBLOCK",
          "SOCK_NONBLOCK",
          "SFD_NONBLOCK",
          "FIONBIO",
          "MSG_DONTWAIT",
          "VMIN",
          "VTIME");

  private final CFile file;
  private final boolean whole;
  private final List<Act> acts;
  private final Map<String, List<FlagWord>> openings;

  private SignalDrivenProgram(CFile file, boolean whole, Run run) {
    this.file = file;
    this.whole = whole;
    this.acts = run.isExhausted() ? List.of() : List.copyOf(run.acts());
    this.openings = run.openings();
  }

  /** What a file is, if it is such a program. */
  static Optional<SignalDrivenProgram> of(CFile file) {
    boolean user =
        file.tree().includes().stream().anyMatch(i -> UserHeaders.contains(i.path()))
            && file.tree().includes().stream().noneMatch(i -> i.path().equals("linux/module.h"));
    if (!user || WORDS.stream().allMatch(word -> file.tree().mentions(word).isEmpty())) {
      return Optional.empty();
    }
    Set<String> elsewhere = new TreeSet<>(file.prototypes());
    elsewhere.removeAll(file.functions().keySet());
    boolean complete =
        elsewhere.isEmpty()
            && file.tree().includes().stream()
                .allMatch(i -> !i.quoted() || UserHeaders.isSystem(i.path()));
    Run run = new Run(file, complete);
    run.all();
    boolean whole = complete && file.functions().containsKey("main");
    return Optional.of(new SignalDrivenProgram(file, whole, run));
  }

  /** Whether a function of the C library does not come back. */
  public static boolean ends(String callee) {
    return Commands.ENDING.contains(callee) || callee.equals("error");
  }

  /** Its file. */
  public CFile file() {
    return file;
  }

  /** Whether the file is all of it, libraries aside, so that what is missing here is missing. */
  public boolean isWhole() {
    return whole && !acts.isEmpty();
  }

  /** What it does, in the order in which runs meet it; the same call once for each way to it. */
  public List<Act> acts() {
    return acts;
  }

  /** The commands to descriptors. */
  public List<Act.Command> commands() {
    return only(Act.Command.class);
  }

  /** Where signals get handlers. */
  public List<Act.Disposition> dispositions() {
    return only(Act.Disposition.class);
  }

  /** The calls of functions that are not in view. */
  public List<Act.Call> calls() {
    return only(Act.Call.class);
  }

  private <T extends Act> List<T> only(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Act act : acts) {
      if (kind.isInstance(act)) {
        found.add(kind.cast(act));
      }
    }
    return found;
  }

  /** Where F_SETSIG chooses a signal; F_SETSIG with 0 chooses none. */
  public List<Act.Command> choices() {
    return commands().stream()
        .filter(c -> c.command().equals("F_SETSIG") && !c.argument().word().isZero())
        .toList();
  }

  /** The signals that descriptors send, {@link Mark#ANY} among them if one is not known. */
  public Set<String> signals() {
    Set<String> signals = new LinkedHashSet<>();
    for (Act.Command choice : choices()) {
      signals.add(LibraryCalls.signal(choice.argument()));
    }
    return signals.isEmpty() ? Set.of("SIGIO") : signals;
  }

  /** The signals that a descriptor may send. */
  public Set<String> signalsOf(String descriptor) {
    Set<String> own = new LinkedHashSet<>();
    for (Act.Command choice : choices()) {
      if (choice.descriptor().equals(descriptor)) {
        own.add(LibraryCalls.signal(choice.argument()));
      }
    }
    if (own.isEmpty()) {
      own.add(choices().isEmpty() ? "SIGIO" : Mark.ANY);
    }
    return own;
  }

  /** Whether anything blocks a signal or fetches it without a handler. */
  public boolean mayBlock(String signal) {
    return acts.stream()
        .anyMatch(
            act ->
                switch (act) {
                  case Act.Blocking blocking -> isAmong(signal, blocking.signals());
                  case Act.Fetching fetching -> isAmong(signal, fetching.signals());
                  case Act.Command _, Act.Disposition _, Act.Call _ -> false;
                });
  }

  private static boolean isAmong(String signal, Set<String> signals) {
    return signals.contains(signal) || signals.contains(Mark.ANY);
  }

  /** Whether anything handles or ignores a signal. */
  public boolean mayHandle(String signal) {
    return dispositions().stream()
        .anyMatch(
            d ->
                (d.signal().equals(signal) || d.signal().equals(Mark.ANY))
                    && !d.handler().equals("SIG_DFL"));
  }

  /** The functions that handle the signals of descriptors. */
  public Set<CFunction> handlers() {
    Set<String> signals = signals();
    Set<CFunction> found = new LinkedHashSet<>();
    for (Act.Disposition each : dispositions()) {
      boolean ours =
          isAmong(each.signal(), signals)
              || (each.signal().equals("SIGIO") && !choices().isEmpty());
      if (ours && !each.signal().equals(Mark.ANY)) {
        found.addAll(file.functions().getOrDefault(each.handler(), List.of()));
      }
    }
    return found;
  }

  /** The functions that run while a signal of a descriptor is handled. */
  public Set<CFunction> whileHandling() {
    Set<CFunction> found = new LinkedHashSet<>();
    handlers().forEach(handler -> collect(handler, found));
    return found;
  }

  /** The functions that a signal may interrupt. */
  public List<CFunction> interrupted() {
    Set<CFunction> handling = whileHandling();
    return file.allFunctions().stream().filter(f -> !handling.contains(f)).toList();
  }

  /** The variables at file level that handlers write, each with the first place where. */
  public Map<String, Site> writtenByHandlers() {
    Map<String, Site> written = new LinkedHashMap<>();
    for (CFunction function : whileHandling()) {
      for (int node = function.body(); node < file.tree().subtreeEnd(function.body()); node++) {
        int kind = file.tree().kind(node);
        if (kind != Kind.ASSIGNMENT_EXPRESSION && kind != Kind.UPDATE_EXPRESSION) {
          continue;
        }
        boolean update = kind == Kind.UPDATE_EXPRESSION;
        int target =
            Expressions.bare(
                file.tree(), file.tree().part(node, update ? Field.ARGUMENT : Field.LEFT));
        boolean named = target >= 0 && file.tree().kind(target) == Kind.IDENTIFIER;
        String name = named ? file.tree().name(target) : "";
        if (file.globals().containsKey(name) && function.variable(name).isEmpty()) {
          written.putIfAbsent(name, new Site(function, node));
        }
      }
    }
    return written;
  }

  /** What a descriptor's variable was opened with, each time. */
  public List<FlagWord> openings(String descriptor) {
    return openings.getOrDefault(descriptor, List.of());
  }

  /** Whether reads of a descriptor surely wait: it was opened here, and nothing says otherwise. */
  public boolean isBlocking(String descriptor) {
    return !openings(descriptor).isEmpty() && !mayBeNonblocking();
  }

  /** Whether anything in the file has to do with reads that do not wait. */
  public boolean mayBeNonblocking() {
    return NONBLOCKING.stream().anyMatch(word -> !file.tree().mentions(word).isEmpty());
  }

  /** A function and all that it calls in the file. */
  public Set<CFunction> reachable(CFunction from) {
    Set<CFunction> found = new LinkedHashSet<>();
    collect(from, found);
    return found;
  }

  private void collect(CFunction function, Set<CFunction> into) {
    if (into.add(function)) {
      for (int call : function.calls()) {
        String callee = Expressions.callee(function.tree(), call);
        file.functions().getOrDefault(callee, List.of()).forEach(f -> collect(f, into));
      }
    }
  }
}
