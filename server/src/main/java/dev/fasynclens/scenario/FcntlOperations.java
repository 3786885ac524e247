package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FcntlCalls;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Flags and owners of files. */
final class FcntlOperations implements OperationSet {
  /** The kinds of owner, by their numbers. */
  private static final List<String> KINDS = List.of("TID", "PID", "PGRP");

  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("setown", FcntlOperations::setown),
        Map.entry("setown_ex", FcntlOperations::setownEx),
        Map.entry("getown", FcntlOperations::getown),
        Map.entry("getown_ex", FcntlOperations::getownEx),
        Map.entry("getowner_uids", FcntlOperations::getownerUids),
        Map.entry("setsig", FcntlOperations::setsig),
        Map.entry("getsig", FcntlOperations::getsig),
        Map.entry("async", FcntlOperations::async),
        Map.entry("getfl", FcntlOperations::getfl),
        Map.entry("fioasync", FcntlOperations::fioasync));
  }

  private static FcntlCalls fcntl(Call call) {
    return call.world().files().fcntl();
  }

  private static Reply setown(Call call) {
    int who = call.world().signedWho(call.argument(1));
    return call.withFile(0, file -> fcntl(call).fSetown(file, who));
  }

  private static Reply setownEx(Call call) {
    String kind = call.argument(1);
    int number = KINDS.contains(kind) ? KINDS.indexOf(kind) : Names.number(kind);
    int who = call.world().who(call.argument(2));
    return call.withFile(0, file -> fcntl(call).fSetownEx(file, number, who));
  }

  /** Tells something about a file that is open, or fails with EBADF. */
  private static Reply tell(Call call, Function<OpenFile, Reply> answer) {
    OpenFile file = call.file(0);
    return file == null || file.pathOnly() ? Reply.of(-Errno.EBADF) : answer.apply(file);
  }

  private static Reply getown(Call call) {
    return tell(call, file -> Reply.say(call.world().nameOf(fcntl(call).fGetown(file))));
  }

  private static Reply getownEx(Call call) {
    return tell(
        call,
        file -> {
          if (!fcntl(call).hasOwnerKinds()) {
            return Reply.of(-Errno.EINVAL);
          }
          FcntlCalls.OwnerKind owner = fcntl(call).fGetownEx(file);
          String kind = KINDS.get(owner.kind());
          int number = owner.number();
          return Reply.say(
              kind + " " + call.world().nameOf(kind.equals("PGRP") ? -number : number));
        });
  }

  private static Reply getownerUids(Call call) {
    return tell(
        call,
        file -> {
          if (!fcntl(call).hasOwnerUids()) {
            return Reply.of(-Errno.EINVAL);
          }
          FcntlCalls.OwnerIds ids = fcntl(call).fGetownerUids(file);
          return Reply.say("uid=" + ids.uid() + " euid=" + ids.euid());
        });
  }

  private static Reply setsig(Call call) {
    int signal = call.signal(1);
    return call.withFile(0, file -> fcntl(call).setsig(file, signal));
  }

  private static Reply getsig(Call call) {
    return tell(call, file -> Reply.say(Integer.toString(fcntl(call).getsig(file))));
  }

  private static boolean isOn(String text) {
    return switch (text) {
      case "on", "1" -> true;
      case "off", "0" -> false;
      default -> throw new ScenarioException(text + " is neither on nor off");
    };
  }

  private static Reply async(Call call) {
    boolean on = isOn(call.argument(1));
    return call.withFile(0, file -> fcntl(call).setfl(call.descriptor(0), file, on));
  }

  private static Reply getfl(Call call) {
    OpenFile file = call.file(0);
    return file == null ? Reply.of(-Errno.EBADF) : Reply.say("O_ASYNC=" + (file.fasync() ? 1 : 0));
  }

  private static Reply fioasync(Call call) {
    boolean on = isOn(call.argument(1));
    return call.withFile(0, file -> fcntl(call).ioctlFioasync(call.descriptor(0), file, on));
  }
}
