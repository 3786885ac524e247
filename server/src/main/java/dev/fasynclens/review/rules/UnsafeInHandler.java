package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.program.Act;
import dev.fasynclens.program.Mark;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.program.Site;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** FA507: a handler calls what it must not call, or shares a plain variable with the program. */
public final class UnsafeInHandler implements Rule {
  /** Functions that POSIX does not list as async-signal-safe, and that really are not. */
  private static final Set<String> UNSAFE =
      Set.of(
          "printf",
          "fprintf",
          "vprintf",
          "vfprintf",
          "puts",
          "putchar",
          "putc",
          "fputs",
          "fputc",
          "fwrite",
          "fread",
          "fgets",
          "fgetc",
          "getc",
          "getchar",
          "gets",
          "getline",
          "scanf",
          "fscanf",
          "fflush",
          "fopen",
          "fdopen",
          "fclose",
          "perror",
          "psignal",
          "malloc",
          "calloc",
          "realloc",
          "free",
          "strdup",
          "asprintf",
          "vasprintf",
          "syslog",
          "vsyslog",
          "exit",
          "system",
          "popen",
          "pclose",
          "localtime",
          "ctime",
          "asctime",
          "pthread_mutex_lock",
          "pthread_mutex_unlock",
          "pthread_cond_signal",
          "pthread_cond_broadcast",
          "pthread_create",
          "aio_read",
          "aio_write",
          "lio_listio",
          "getaddrinfo",
          "gethostbyname",
          "dlopen",
          "err",
          "errx",
          "warn",
          "warnx");

  /** What may be interrupted by an unsafe handler: system calls, and functions without state. */
  private static final Set<String> UNHARMED =
      Set.of(
          "pause",
          "sleep",
          "usleep",
          "nanosleep",
          "clock_nanosleep",
          "sigsuspend",
          "poll",
          "select",
          "epoll_wait",
          "read",
          "write",
          "recv",
          "send",
          "recvfrom",
          "sendto",
          "open",
          "close",
          "getpid",
          "fork",
          "wait",
          "waitpid",
          "kill",
          "raise",
          "alarm",
          "_exit",
          "_Exit",
          "abort",
          "sched_yield",
          "time",
          "memset",
          "memcpy",
          "strlen",
          "strcmp",
          "assert");

  /** What keeps the compiler from remembering a variable, in other ways than volatile. */
  private static final Set<String> BARRIERS =
      Set.of("barrier", "READ_ONCE", "ACCESS_ONCE", "asm", "__asm__", "__sync_synchronize");

  private static final Set<String> ATOMIC_WAITS =
      Set.of("sigsuspend", "ppoll", "pselect", "epoll_pwait");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      boolean between = runsOnlyWhileWaiting(program);
      for (CFunction handler : program.handlers()) {
        if (!between) {
          calls(program, handler, findings);
        }
      }
      program.writtenByHandlers().forEach((name, site) -> flag(program, name, site, findings));
    }
  }

  /** Blocked but for the time of sigsuspend() and the like, a signal interrupts nothing else. */
  private static boolean runsOnlyWhileWaiting(SignalDrivenProgram program) {
    return program.signals().stream().anyMatch(program::mayBlock)
        && program.calls().stream().anyMatch(call -> ATOMIC_WAITS.contains(call.function()));
  }

  private static void calls(SignalDrivenProgram program, CFunction handler, Findings findings) {
    Site first = null;
    Set<String> names = new LinkedHashSet<>();
    for (CFunction function : program.reachable(handler)) {
      for (int call : function.calls()) {
        String callee = Expressions.callee(function.tree(), call);
        if (UNSAFE.contains(callee) && !program.file().functions().containsKey(callee)) {
          names.add(callee + "()");
          first = first == null ? new Site(function, call) : first;
        }
      }
    }
    if (first == null) {
      return;
    }
    boolean harmless = interruptsNothing(program);
    Findings.Draft draft =
        findings
            .at(
                first.place(),
                "%s %s not async-signal-safe, and %s() handles a signal."
                    .formatted(
                        String.join(", ", names), names.size() > 1 ? "are" : "is", handler.name()))
            .always(
                harmless ? Severity.INFO : Severity.WARNING,
                harmless
                    ? "works as long as the program does nothing but wait when the signal comes"
                    : "a signal in the middle of such a function deadlocks or garbles the program");
    if (!first.function().equals(handler)) {
      draft.before(handler.place(), "the handler");
    }
    draft.report();
  }

  /** Whether the program, once signals may come, calls nothing that a handler could disturb. */
  private static boolean interruptsNothing(SignalDrivenProgram program) {
    Set<CFunction> handling = program.whileHandling();
    for (Act.Call call : program.calls()) {
      CFunction function = call.site().function();
      boolean after = call.before().maybe().stream().anyMatch(m -> m.kind() == Mark.Kind.ASYNC);
      if (after
          && !handling.contains(function)
          && !UNHARMED.contains(call.function())
          && !isOnTheWayOut(function, call.site().node())) {
        return false;
      }
    }
    return !program.acts().isEmpty();
  }

  /** Whether a call stands in a branch that leaves, as what reports an error does. */
  private static boolean isOnTheWayOut(CFunction function, int call) {
    SyntaxTree tree = function.tree();
    int at = call;
    while (at >= 0 && at != function.body()) {
      int parent = tree.parent(at);
      if (tree.kind(parent) == Kind.IF_STATEMENT
          && tree.part(parent, Field.CONSEQUENCE) == at
          && UserSide.leaves(function, at)) {
        return true;
      }
      at = parent;
    }
    return false;
  }

  private static void flag(
      SignalDrivenProgram program, String name, Site written, Findings findings) {
    SyntaxTree tree = program.file().tree();
    Variable variable = program.file().globals().get(name);
    if (variable == null || !(variable.type() instanceof CType.Named)) {
      return;
    }
    int declaration = tree.enclosing(variable.node(), Kind.DECLARATION);
    String text = tree.text(declaration);
    boolean fenced = BARRIERS.stream().anyMatch(word -> !tree.mentions(word).isEmpty());
    if (text.contains("volatile") || text.contains("tomic") || variable.isExtern() || fenced) {
      return;
    }
    for (CFunction function : program.interrupted()) {
      boolean tested =
          function.variable(name).isEmpty()
              && UserSide.conditions(tree, function.body()).stream()
                  .filter(condition -> Expressions.mentions(tree, condition, name))
                  .anyMatch(condition -> UserSide.loopAround(tree, condition) >= 0);
      if (tested) {
        findings
            .at(
                tree.place(variable.node()),
                "%s is written by a signal handler, but is not volatile sig_atomic_t."
                    .formatted(name))
            .always(
                Severity.WARNING,
                "the compiler may keep it in a register, and the test sees nothing")
            .related(written.place(), "written here")
            .fix(fix(tree, declaration))
            .report();
        return;
      }
    }
  }

  private static Optional<Fix> fix(SyntaxTree tree, int declaration) {
    int type = tree.part(declaration, Field.TYPE);
    long declarators =
        tree.namedChildren(declaration).stream()
            .filter(child -> tree.field(child) == Field.DECLARATOR)
            .count();
    return type >= 0 && tree.is(type, "int") && declarators == 1
        ? Optional.of(
            Fix.replacing(
                "Declare it volatile sig_atomic_t", tree.place(type), "volatile sig_atomic_t"))
        : Optional.empty();
  }
}
