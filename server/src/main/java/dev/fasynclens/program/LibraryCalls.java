package dev.fasynclens.program;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What calls of the C library do to descriptors and signals. */
final class LibraryCalls {
  private final Run run;
  private final Expressing expressing;

  LibraryCalls(Run run, Expressing expressing) {
    this.run = run;
    this.expressing = expressing;
  }

  /**
   * A call.
   *
   * @param function the function that it stands in
   * @param node the call
   * @param callee what is called; empty if it is called through a pointer
   * @param arguments the arguments
   * @param values what is known of them
   */
  record Invocation(
      CFunction function, int node, String callee, List<Integer> arguments, List<Known> values) {
    Site site() {
      return new Site(function, node);
    }

    Known value(int index) {
      return index < values.size() ? values.get(index) : Known.NOTHING;
    }

    String name(int index) {
      return value(index).name();
    }

    /** The variable whose address is passed, empty if it is none. */
    String addressed(int index) {
      String name = name(index);
      return name.startsWith("&") ? name.substring(1) : "";
    }

    SyntaxTree tree() {
      return function.tree();
    }
  }

  Known call(Invocation call, State state) {
    String callee = call.callee();
    switch (callee) {
      case "fcntl", "fcntl64", "ioctl" -> {
        return command(call, state);
      }
      case "signal", "bsd_signal", "sysv_signal", "sigset" -> {
        disposition(call, state, call.name(1), FlagWord.UNKNOWN, false, false);
        return Known.NOTHING;
      }
      case "sigaction" -> {
        sigaction(call, state);
        return Known.NOTHING;
      }
      case "sigprocmask", "pthread_sigmask" -> {
        mask(call, state);
        return Known.NOTHING;
      }
      case "sighold", "sigblock", "sigsetmask" -> {
        run.add(new Act.Blocking(call.site(), state.before(), Set.of(Mark.ANY)));
        state.markMaybe(Mark.Kind.BLOCKED, Mark.ANY);
        return Known.NOTHING;
      }
      case "sigemptyset", "sigfillset", "sigaddset", "sigdelset" -> {
        set(call, state);
        return Known.NOTHING;
      }
      case "memset", "bzero" -> {
        String variable = call.addressed(0);
        boolean zero = callee.equals("bzero") || call.value(1).word().isZero();
        state.forget(variable);
        if (!variable.isEmpty() && zero) {
          state.set(variable, Known.of(FlagWord.constant(Set.of())));
        }
        return Known.NOTHING;
      }
      case "dup", "dup2", "dup3" -> {
        return new Known(descriptor(call.name(0)), call.value(0).word());
      }
      case "pipe", "pipe2", "socketpair" -> {
        int array = callee.equals("socketpair") ? 3 : 0;
        for (String end : List.of("[0]", "[1]")) {
          String name = call.name(array) + end;
          FlagWord opened = opened(call);
          state.set(name, Known.of(opened));
          run.opened(name, opened);
        }
        record(call, state);
        return Known.NOTHING;
      }
      default -> {}
    }
    if (Commands.FETCHING.contains(callee)) {
      fetch(call, state);
      return Known.NOTHING;
    }
    record(call, state);
    if (Commands.ENDING.contains(callee)
        || (callee.equals("error") && !call.value(0).word().isZero())) {
      state.end();
      return Known.NOTHING;
    }
    for (int i = 0; i < call.values().size(); i++) {
      state.forget(call.addressed(i));
      if (!run.isComplete() && !call.name(i).isEmpty()) {
        state.markMaybe(Mark.Kind.OWNED, call.name(i));
      }
    }
    if (!run.isComplete()) {
      state.markMaybe(Mark.Kind.HANDLED, Mark.ANY);
      state.markMaybe(Mark.Kind.BLOCKED, Mark.ANY);
    }
    boolean opens =
        Commands.OPENING.contains(callee)
            || (callee.equals("syscall") && call.name(0).endsWith("perf_event_open"));
    return opens ? Known.of(opened(call)) : Known.NOTHING;
  }

  private void record(Invocation call, State state) {
    run.add(new Act.Call(call.site(), state.before(), call.callee()));
  }

  /** A new descriptor, with the flags that are named in any argument. */
  private static FlagWord opened(Invocation call) {
    Set<String> flags = new HashSet<>();
    call.values().forEach(value -> flags.addAll(value.word().on()));
    return new FlagWord(FlagWord.Origin.OPENED, "", call.node(), Set.copyOf(flags), Set.of());
  }

  /** One name for a standard stream, however it is spelt. */
  static String descriptor(String name) {
    return switch (name) {
      case "0", "fileno(stdin)" -> "STDIN_FILENO";
      case "1", "fileno(stdout)" -> "STDOUT_FILENO";
      case "2", "fileno(stderr)" -> "STDERR_FILENO";
      default -> name;
    };
  }

  private Known command(Invocation call, State state) {
    String descriptor = descriptor(call.name(0));
    String command = call.name(1);
    Known argument = call.value(2);
    String pointed = call.addressed(2);
    if (!pointed.isEmpty()) {
      argument = state.known(pointed);
    }
    Act.Command act =
        new Act.Command(
            call.site(),
            state.before(),
            call.callee(),
            descriptor,
            command,
            call.arguments().size() > 1 ? call.arguments().get(1) : -1,
            argument,
            call.arguments().size() > 2 ? call.arguments().get(2) : -1);
    run.add(act);
    switch (command) {
      case "F_GETFL", "F_GETFD" -> {
        FlagWord.Origin origin =
            command.equals("F_GETFL")
                ? FlagWord.Origin.STATUS_FLAGS
                : FlagWord.Origin.DESCRIPTOR_FLAGS;
        return Known.of(new FlagWord(origin, descriptor, call.node(), Set.of(), Set.of()));
      }
      case "F_DUPFD", "F_DUPFD_CLOEXEC" -> {
        return new Known(descriptor, call.value(0).word());
      }
      case "F_SETFL", "FIOASYNC" -> flags(act, state);
      case "F_SETLEASE", "F_NOTIFY", "TUNSETIFF" -> state.mark(Mark.Kind.OWNED, descriptor);
      default -> {
        if (act.namesOwner()) {
          state.mark(Mark.Kind.OWNED, descriptor);
        }
      }
    }
    return Known.NOTHING;
  }

  private static void flags(Act.Command act, State state) {
    FlagWord word = act.argument().word();
    if (act.switchesOn()) {
      state.mark(Mark.Kind.ASYNC, act.descriptor());
    } else if (word.off().contains("O_ASYNC") || word.isConstant()) {
      state.undo(Mark.Kind.ASYNC, act.descriptor());
    } else if (word.origin() != FlagWord.Origin.STATUS_FLAGS) {
      state.markMaybe(Mark.Kind.ASYNC, act.descriptor());
    }
  }

  private void sigaction(Invocation call, State state) {
    if (call.value(1).word().isZero() || call.arguments().size() < 2) {
      return; // it only asks
    }
    String variable = call.addressed(1);
    if (variable.isEmpty()) {
      disposition(call, state, "", FlagWord.UNKNOWN, false, true);
      return;
    }
    Known info = expressing.member(state, variable, "sa_sigaction");
    Known plain = expressing.member(state, variable, "sa_handler");
    boolean takesInfo = run.file().functions().containsKey(info.name());
    disposition(
        call,
        state,
        takesInfo ? info.name() : plain.name(),
        expressing.member(state, variable, "sa_flags").word(),
        takesInfo,
        true);
  }

  private void disposition(
      Invocation call,
      State state,
      String function,
      FlagWord flags,
      boolean takesInfo,
      boolean bySigaction) {
    String signal = signal(call.value(0));
    String name = function.startsWith("&") ? function.substring(1) : function;
    boolean known =
        run.file().functions().containsKey(name)
            || name.equals("SIG_IGN")
            || name.equals("SIG_DFL")
            || name.equals("0");
    String handler = !known ? "" : name.equals("0") ? "SIG_DFL" : name;
    run.add(
        new Act.Disposition(
            call.site(), state.before(), signal, handler, flags, takesInfo, bySigaction));
    if (!handler.equals("SIG_DFL")) {
      state.mark(Mark.Kind.HANDLED, signal);
    }
  }

  /** The name of a signal; {@link Mark#ANY} if it is not one of a kind. */
  static String signal(Known value) {
    String name = value.name();
    return switch (name) {
      case "SIGPOLL", "29" -> "SIGIO";
      default -> name.startsWith("SIG") || name.startsWith("__SIGRT") ? name : Mark.ANY;
    };
  }

  private void set(Invocation call, State state) {
    String variable = call.addressed(0);
    if (variable.isEmpty()) {
      return;
    }
    Set<String> signals = new HashSet<>(state.known(variable).word().on());
    boolean isKnown = state.known(variable).word().isConstant();
    switch (call.callee()) {
      case "sigemptyset" -> {
        signals.clear();
        isKnown = true;
      }
      case "sigfillset" -> {
        signals.add(Mark.ANY);
        isKnown = true;
      }
      case "sigaddset" -> signals.add(signal(call.value(1)));
      default -> signals.remove(signal(call.value(1)));
    }
    if (!isKnown) {
      signals.add(Mark.ANY);
    }
    state.set(variable, Known.of(FlagWord.constant(signals)));
  }

  private static Set<String> signals(Invocation call, int index, State state) {
    String variable = call.addressed(index);
    FlagWord word = variable.isEmpty() ? FlagWord.UNKNOWN : state.known(variable).word();
    return word.isConstant() ? word.on() : Set.of(Mark.ANY);
  }

  private void mask(Invocation call, State state) {
    String how = call.name(0);
    if (how.equals("SIG_UNBLOCK")) {
      signals(call, 1, state).forEach(signal -> state.undo(Mark.Kind.BLOCKED, signal));
      return;
    }
    if (call.value(1).word().isZero() && call.addressed(1).isEmpty()) {
      return; // it only asks
    }
    Set<String> signals = signals(call, 1, state);
    run.add(new Act.Blocking(call.site(), state.before(), signals));
    signals.forEach(signal -> state.mark(Mark.Kind.BLOCKED, signal));
  }

  private void fetch(Invocation call, State state) {
    int index = call.callee().startsWith("signalfd") ? 1 : 0;
    Set<String> signals = signals(call, index, state);
    run.add(new Act.Fetching(call.site(), state.before(), signals));
    if (!call.callee().startsWith("signalfd")) {
      record(call, state);
    }
  }
}
