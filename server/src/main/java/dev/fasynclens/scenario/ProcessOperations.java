package dev.fasynclens.scenario;

import dev.fasynclens.kernel.signal.Credentials;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Pid;
import dev.fasynclens.kernel.signal.Tasks;
import dev.fasynclens.kernel.signal.UserNamespace;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.Map;

/** Starting, ending and changing processes and threads. */
final class ProcessOperations implements OperationSet {
  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("fork", ProcessOperations::fork),
        Map.entry("thread", ProcessOperations::thread),
        Map.entry("kthread", ProcessOperations::kernelThread),
        Map.entry("exec", ProcessOperations::exec),
        Map.entry("exit", ProcessOperations::exit),
        Map.entry("texit", ProcessOperations::exitThread),
        Map.entry("setpgid", ProcessOperations::setpgid),
        Map.entry("setsid", ProcessOperations::setsid),
        Map.entry("setuid", ProcessOperations::setuid),
        Map.entry("setresuid", ProcessOperations::setresuid),
        Map.entry("userns", ProcessOperations::userNamespace),
        Map.entry(
            "cloexec", call -> Reply.of(call.descriptors().setCloseOnExec(call.descriptor(0)))),
        Map.entry("sleep", call -> Reply.OK));
  }

  private static String freshName(Call call) {
    String name = call.argument(0);
    if (call.world().actor(name).isPresent() || name.equals(World.CONTROLLER)) {
      throw new ScenarioException("there already is a " + name);
    }
    return name;
  }

  /** {@code fork X}, {@code fork X container}, {@code fork X reuse:Y}. */
  private static Reply fork(Call call) {
    String name = freshName(call);
    String how = call.argument(1, "");
    if (how.startsWith("reuse:")) {
      int number = call.world().formerNumber(how.substring("reuse:".length()));
      if (call.world().signals().tasks().find(number) != null) {
        throw new ScenarioException(how.substring("reuse:".length()) + " still has its number");
      }
      call.world().signals().tasks().useNext(number);
    }
    Actor child = call.world().fork(name, call.actor());
    if (how.equals("container")) {
      child.task().group().startContainer();
    } else if (!how.isEmpty() && !how.startsWith("reuse:")) {
      throw new ScenarioException("fork can be followed by container or reuse:X, not by " + how);
    }
    return Reply.OK;
  }

  private static Reply thread(Call call) {
    call.world().startThread(freshName(call), call.actor());
    return Reply.OK;
  }

  /** A thread of the kernel, which ignores what it is sent. */
  private static Reply kernelThread(Call call) {
    String name = freshName(call);
    World world = call.world();
    world.add(new Actor(name, world.signals().tasks().bootKernelThread(name), false));
    return Reply.OK;
  }

  private static Reply exec(Call call) {
    call.world().signals().ending().exec(call.task());
    return Reply.OK;
  }

  private static Reply exit(Call call) {
    call.world().signals().ending().exit(call.task(), Names.number(call.argument(0, "0")));
    return Reply.OK;
  }

  private static Reply exitThread(Call call) {
    call.world().signals().ending().exitThread(call.task());
    return Reply.OK;
  }

  private static Reply setpgid(Call call) {
    UserProcess process = call.task().group();
    Tasks tasks = call.world().signals().tasks();
    int wanted = call.arguments().isEmpty() ? 0 : call.world().who(call.argument(0));
    if (wanted < 0) {
      return Reply.of(-Errno.EINVAL);
    }
    Pid group = wanted == 0 ? process.pid() : tasks.find(wanted);
    if (process.session() == process.pid()) {
      return Reply.of(-Errno.EPERM);
    }
    if (group == null || (group != process.pid() && !inSameSession(group, process))) {
      return Reply.of(-Errno.EPERM);
    }
    tasks.moveToGroup(process, group);
    return Reply.OK;
  }

  private static boolean inSameSession(Pid group, UserProcess process) {
    return group.members().stream().anyMatch(each -> each.session() == process.session());
  }

  private static Reply setsid(Call call) {
    UserProcess process = call.task().group();
    if (!process.pid().members().isEmpty()) {
      return Reply.of(-Errno.EPERM);
    }
    call.world().signals().tasks().startSession(process);
    return Reply.OK;
  }

  private static Reply setuid(Call call) {
    int uid = call.number(0);
    if (uid == -1) {
      return Reply.of(-Errno.EINVAL);
    }
    Credentials old = call.task().credentials();
    if (!old.namespace().knows(uid)) {
      return Reply.of(-Errno.EINVAL);
    }
    if (old.isPrivileged()) {
      call.task().setCredentials(old.with(uid, uid, uid));
    } else if (uid == old.uid() || uid == old.suid()) {
      call.task().setCredentials(old.with(old.uid(), uid, old.suid()));
    } else {
      return Reply.of(-Errno.EPERM);
    }
    return Reply.OK;
  }

  private static Reply setresuid(Call call) {
    Credentials old = call.task().credentials();
    int[] wanted = {call.number(0), call.number(1), call.number(2)};
    for (int id : wanted) {
      boolean own = id == -1 || id == old.uid() || id == old.euid() || id == old.suid();
      if (!own && !old.isPrivileged()) {
        return Reply.of(-Errno.EPERM);
      }
    }
    call.task()
        .setCredentials(
            old.with(
                wanted[0] == -1 ? old.uid() : wanted[0],
                wanted[1] == -1 ? old.euid() : wanted[1],
                wanted[2] == -1 ? old.suid() : wanted[2]));
    return Reply.OK;
  }

  /** A user namespace of its own, whose limit is that of its creator. */
  private static Reply userNamespace(Call call) {
    Credentials old = call.task().credentials();
    UserNamespace inner = old.namespace().nested(old.uid(), call.task().group().pendingLimit());
    call.task().setCredentials(Credentials.root(inner));
    return Reply.OK;
  }
}
