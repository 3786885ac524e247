package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The functions between F_SETFL and the handler of a signal. */
final class FunctionHover {
  /** Where those functions live. */
  private static final Set<String> FILES =
      Set.of(
          "fs/fcntl.c",
          "fs/ioctl.c",
          "fs/file_table.c",
          "kernel/signal.c",
          "include/linux/signalfd.h");

  /** Names that mean something else to programs, or are about other things. */
  private static final Set<KernelFunction> ELSEWHERE =
      EnumSet.of(
          KernelFunction.SIGPROCMASK, KernelFunction.DO_SIGACTION, KernelFunction.DO_SIGNAL_STOP);

  private FunctionHover() {}

  static Optional<String> text(Cursor cursor) {
    return function(cursor).map(function -> markdown(function, cursor));
  }

  /** The kernel's function that the word names. */
  static Optional<KernelFunction> function(Cursor cursor) {
    return cursor.isOwnVariable() || cursor.isMember()
        ? Optional.empty()
        : named(cursor.module(), cursor.file(), cursor.word());
  }

  /** The kernel's function that a name means in a file. */
  static Optional<KernelFunction> named(DriverModule module, CFile file, String name) {
    return KernelFunction.named(name)
        .filter(each -> FILES.contains(each.file()) && !ELSEWHERE.contains(each))
        .filter(each -> !isOwn(module, file, name, each));
  }

  /** Whether the project has a function of this name that is not the kernel's. */
  private static boolean isOwn(
      DriverModule module, CFile file, String name, KernelFunction function) {
    for (CFunction each : module.functionsNamed(name, file)) {
      if (!each.file().name().endsWith(function.file())) {
        return true;
      }
    }
    return false;
  }

  private static String markdown(KernelFunction function, Cursor cursor) {
    KernelRange range = cursor.target().range();
    StringBuilder out = new StringBuilder();
    out.append("**").append(function.sentence()).append(".** ");
    out.append("(`").append(function.file()).append("`)\n\n");
    names(function, cursor.word(), range, out);
    KernelVersion version = range.newest();
    Optional<CallChain> chain = Chains.of(version).from(function);
    if (chain.isEmpty()) {
      out.append("- Takes no part on Linux ").append(version).append(".\n");
      chain = Chains.of(range.oldest()).from(function);
    }
    chain.ifPresent(found -> calls(found, out));
    return out.toString();
  }

  private static void names(
      KernelFunction function, String word, KernelRange range, StringBuilder out) {
    for (Behaviours.Span<String> each : FunctionNames.of(function, range)) {
      if (!each.behaviour().equals(word)) {
        out.append("- Called `").append(each.behaviour()).append("` on ");
        out.append(Wording.linux(each.range())).append(".\n");
      }
    }
  }

  private static void calls(CallChain chain, StringBuilder out) {
    if (!chain.start().locks().isEmpty()) {
      out.append("- Takes ");
      out.append(Wording.locks(chain.start().locks()));
      out.append(".\n");
    }
    if (!chain.start().calls().isEmpty()) {
      out.append("\nOn Linux ").append(chain.version()).append(" it calls:\n\n");
      for (CallChain.Call call : chain.start().calls()) {
        out.append("- `").append(call.function().nameIn(chain.version())).append("` ");
        out.append(Wording.inside(call.function().sentence())).append(".\n");
      }
    }
  }
}
