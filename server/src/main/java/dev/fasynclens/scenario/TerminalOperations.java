package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.Terminal;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Map;
import java.util.function.BiFunction;

/** Terminals. */
final class TerminalOperations implements OperationSet {
  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "pty", TerminalOperations::pty,
        "ctty", call -> onTerminal(call, (tty, file) -> tty.control(call.task(), file)),
        "fg", TerminalOperations::setForeground);
  }

  private static Reply pty(Call call) {
    String mode = call.argument(2, "");
    if (!mode.isEmpty() && !mode.equals("raw")) {
      throw new ScenarioException("a pty can be raw, not " + mode);
    }
    World world = call.world();
    Terminal master =
        Terminal.master(world.machine(), world.signals(), world.files(), mode.equals("raw"));
    world.terminals().add(master);
    String first = call.argument(0);
    String second = call.argument(1);
    OpenFile one = master.open(first, true, true);
    OpenFile other = master.link().open(second, true, true);
    if (one == null || other == null) {
      throw new IllegalStateException("a new terminal is hung up");
    }
    return call.install(first, one, second, other);
  }

  private static Reply setForeground(Call call) {
    int group = call.world().who(call.argument(1));
    return onTerminal(call, (tty, file) -> tty.setForeground(call.task(), file, group));
  }

  private static Reply onTerminal(Call call, BiFunction<Terminal, OpenFile, Integer> action) {
    Reply reply =
        call.withFile(
            0,
            file ->
                file.operations() instanceof Terminal terminal
                    ? action.apply(terminal, file)
                    : -Errno.ENOTTY);
    return reply.result() == FileOperations.BLOCKS ? Reply.BLOCKS : reply;
  }
}
