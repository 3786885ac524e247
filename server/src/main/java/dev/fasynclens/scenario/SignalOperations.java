package dev.fasynclens.scenario;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.PidFile;
import dev.fasynclens.kernel.object.Signalfd;
import dev.fasynclens.kernel.signal.Disposition;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.KillCalls;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.SigInfo;
import dev.fasynclens.kernel.signal.SignalSet;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.List;
import java.util.Map;

/** Handlers, masks, waiting, and sending. */
final class SignalOperations implements OperationSet {
  private static final List<String> HANDLER_OPTIONS =
      List.of("nested", "norestart", "nodefer", "oneshot", "plain");

  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("handler", SignalOperations::handler),
        Map.entry("ignore", call -> dispose(call, Disposition.IGNORE)),
        Map.entry("default", call -> dispose(call, Disposition.DEFAULT)),
        Map.entry("block", SignalOperations::block),
        Map.entry("unblock", SignalOperations::unblock),
        Map.entry("pending", SignalOperations::pending),
        Map.entry("sigq", SignalOperations::sigq),
        Map.entry("sigwait", SignalOperations::sigwait),
        Map.entry("signalfd", SignalOperations::signalfd),
        Map.entry("sfread", SignalOperations::sfread),
        Map.entry("rlimit_sigpending", SignalOperations::limit),
        Map.entry("kill", SignalOperations::kill),
        Map.entry("tkill", SignalOperations::tkill),
        Map.entry("tgkill", SignalOperations::tgkill),
        Map.entry("sigqueue", SignalOperations::sigqueue),
        Map.entry("tgsigqueue", SignalOperations::tgsigqueue),
        Map.entry("pidfd", SignalOperations::pidfd),
        Map.entry("pidfd_send", SignalOperations::pidfdSend),
        Map.entry("trap", SignalOperations::trap),
        Map.entry("sysrq", SignalOperations::sysrq),
        Map.entry("oom", SignalOperations::oom));
  }

  private static KillCalls calls(Call call) {
    return call.world().signals().kill();
  }

  private static Reply handler(Call call) {
    List<String> options = call.argumentsAfter(1);
    for (String option : options) {
      if (!HANDLER_OPTIONS.contains(option)) {
        throw new ScenarioException(option + " is no option of a handler, " + HANDLER_OPTIONS);
      }
    }
    boolean siginfo = !options.contains("plain");
    return dispose(
        call,
        new Disposition(
            Disposition.Action.HANDLER,
            siginfo,
            !options.contains("norestart"),
            options.contains("nodefer"),
            options.contains("oneshot"),
            options.contains("nested") ? new SignalSet() : SignalSet.all()));
  }

  private static Reply dispose(Call call, Disposition disposition) {
    return Reply.of(
        call.world().signals().masks().doSigaction(call.task(), call.signal(0), disposition));
  }

  private static Reply block(Call call) {
    return Reply.of(call.world().signals().masks().block(call.task(), call.signals(0)));
  }

  private static Reply unblock(Call call) {
    return Reply.of(call.world().signals().masks().unblock(call.task(), call.signals(0)));
  }

  private static Reply pending(Call call) {
    Task task = call.task();
    return Reply.say(
        "thread=["
            + task.pending().signals()
            + "] shared=["
            + task.group().sharedPending().signals()
            + "]");
  }

  private static Reply sigq(Call call) {
    Task task = call.task();
    boolean perNamespace = call.world().machine().has(ChangePoint.UCOUNTS);
    int pending = task.credentials().user(perNamespace).pendingRecords();
    return Reply.say(pending + "/" + task.group().pendingLimit());
  }

  private static Reply sigwait(Call call) {
    SignalSet wanted = call.signals(0);
    int count = 0;
    while (call.world().signals().sigwait(call.task(), wanted) != null) {
      count++;
    }
    return Reply.of(count);
  }

  private static Reply signalfd(Call call) {
    if (!call.world().machine().has(ChangePoint.SIGNALFD)) {
      return Reply.of(-Errno.ENOSYS);
    }
    String name = call.argument(0);
    Signalfd operations = new Signalfd(call.signals(1));
    return call.install(
        name, call.world().files().table().open(name, operations, true, true, false));
  }

  private static Reply sfread(Call call) {
    OpenFile file = call.file(0);
    int count = 0;
    if (file != null && file.operations() instanceof Signalfd signalfd) {
      while (call.world().signals().readSignalfd(call.task(), signalfd.wanted()) != null) {
        count++;
      }
    }
    return Reply.of(count);
  }

  private static Reply limit(Call call) {
    int limit = call.number(0);
    if (limit < 0) {
      throw new ScenarioException("a limit is not negative");
    }
    call.task().group().limitPending(limit);
    return Reply.OK;
  }

  private static Reply kill(Call call) {
    String who = call.argument(0);
    int number = who.equals("all") ? -1 : call.world().signedWho(who);
    return Reply.of(calls(call).kill(call.task(), number, call.signal(1)));
  }

  private static Reply tkill(Call call) {
    return Reply.of(
        calls(call).tkill(call.task(), call.world().who(call.argument(0)), call.signal(1)));
  }

  private static Reply tgkill(Call call) {
    World world = call.world();
    return Reply.of(
        calls(call)
            .tgkill(
                call.task(),
                world.who(call.argument(0)),
                world.who(call.argument(1)),
                call.signal(2)));
  }

  private static Reply sigqueue(Call call) {
    int value = Names.number(call.argument(2, "0"));
    return Reply.of(
        calls(call)
            .sigqueue(call.task(), call.world().who(call.argument(0)), call.signal(1), value));
  }

  private static Reply tgsigqueue(Call call) {
    World world = call.world();
    return Reply.of(
        calls(call)
            .tgsigqueue(
                call.task(),
                world.who(call.argument(0)),
                world.who(call.argument(1)),
                call.signal(2),
                Names.number(call.argument(3, "0"))));
  }

  private static Reply pidfd(Call call) {
    Pid pid = call.world().signals().tasks().find(call.world().who(call.argument(1)));
    if (pid == null || pid.task() == null) {
      return Reply.of(-Errno.ESRCH);
    }
    String name = call.argument(0);
    Reply reply =
        call.install(
            name, call.world().files().table().open(name, new PidFile(pid), true, true, false));
    call.descriptors().setCloseOnExec(call.descriptor(0));
    return reply;
  }

  private static Reply pidfdSend(Call call) {
    OpenFile file = call.file(0);
    if (file == null || !(file.operations() instanceof PidFile pidfd)) {
      return Reply.of(-Errno.EBADF);
    }
    KillCalls.PidfdScope scope =
        switch (call.argument(2, "")) {
          case "" -> KillCalls.PidfdScope.DEFAULT;
          case "thread" -> KillCalls.PidfdScope.THREAD;
          case "group" -> KillCalls.PidfdScope.THREAD_GROUP;
          case "pgrp" -> KillCalls.PidfdScope.PROCESS_GROUP;
          default -> throw new ScenarioException("a pidfd means thread, group or pgrp");
        };
    return Reply.of(calls(call).pidfdSendSignal(call.task(), pidfd.pid(), call.signal(1), scope));
  }

  /** The next instruction of the caller faults. The codes are those that x86 gives these faults. */
  private static Reply trap(Call call) {
    KillCalls calls = calls(call);
    Task task = call.task();
    switch (call.argument(0)) {
      case "segv" -> calls.fault(task, Signal.SIGSEGV.number(), 1); // SEGV_MAPERR
      case "bus" -> calls.fault(task, Signal.SIGBUS.number(), 2); // BUS_ADRERR
      case "fpe" -> calls.fault(task, Signal.SIGFPE.number(), 1); // FPE_INTDIV
      case "ill" -> calls.fault(task, Signal.SIGILL.number(), 2); // ILL_ILLOPN
      case "trap" -> calls.fault(task, Signal.SIGTRAP.number(), SigInfo.SI_KERNEL); // int3
      default -> throw new ScenarioException("a trap is segv, fpe, ill, bus or trap");
    }
    return Reply.OK;
  }

  private static Reply sysrq(Call call) {
    Signal signal =
        switch (call.argument(0)) {
          case "e" -> Signal.SIGTERM;
          case "i" -> Signal.SIGKILL;
          default -> throw new ScenarioException("sysrq sends signals with e and i");
        };
    calls(call).sendSigAll(signal.number());
    return Reply.OK;
  }

  private static Reply oom(Call call) {
    UserProcess victim =
        call.world()
            .actor(call.argument(0))
            .orElseThrow(() -> new ScenarioException("there is no " + call.argument(0)))
            .task()
            .group();
    calls(call).oomKill(victim);
    return Reply.OK;
  }
}
