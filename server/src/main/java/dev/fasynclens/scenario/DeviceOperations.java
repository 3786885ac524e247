package dev.fasynclens.scenario;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.ProvocationDevice;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/** What the device that provokes mistakes can be asked for. */
final class DeviceOperations implements OperationSet {
  private static final int MOST_KICKS = 1_000;

  @Override
  public Map<String, Operation> operations() {
    return Map.of(
        "kf", DeviceOperations::kick,
        "fz_helper", DeviceOperations::helper,
        "fz_list", DeviceOperations::list,
        "fz_corrupt", call -> onDevice(call, (device, file) -> device.corrupt()),
        "fz_setown", DeviceOperations::setOwner);
  }

  private static Reply onDevice(Call call, ToIntBiFunction<ProvocationDevice, OpenFile> action) {
    return call.withFile(
        0,
        file ->
            file.operations() instanceof ProvocationDevice device
                ? action.applyAsInt(device, file)
                : -Errno.ENOTTY);
  }

  /** {@code kf F SIG BAND [TIMES [irq|work|spin|irqspin]]}. */
  private static Reply kick(Call call) {
    int signal = call.signal(1);
    int band = band(call, call.argument(2));
    int times = Names.number(call.argument(3, "1"));
    if (times > MOST_KICKS) {
      throw new ScenarioException(MOST_KICKS + " notifications are the most");
    }
    ProvocationDevice.From from = from(call.argument(4, "process"));
    return onDevice(call, (device, file) -> device.kick(signal, band, times, from));
  }

  /** A number that is passed on as it is, or POLL_IN as the kernel's own code would write it. */
  private static int band(Call call, String text) {
    return PollCode.named(text).map(call.world().files()::band).orElseGet(() -> Names.number(text));
  }

  private static ProvocationDevice.From from(String text) {
    for (ProvocationDevice.From each : ProvocationDevice.From.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new ScenarioException(text + " is not irq, work, spin, irqspin or process");
  }

  /** {@code fz_helper F FD on|off [irq|work|spin|irqspin]}. */
  private static Reply helper(Call call) {
    int fd = call.number(1);
    boolean on = call.argument(2).equals("on");
    ProvocationDevice.From from = from(call.argument(3, "process"));
    return onDevice(call, (device, file) -> device.callHelper(fd, file, on, from));
  }

  private static Reply list(Call call) {
    OpenFile file = call.file(0);
    if (file == null || !(file.operations() instanceof ProvocationDevice device)) {
      return Reply.of(file == null ? -Errno.EBADF : -Errno.ENOTTY);
    }
    String fds = device.descriptors().toString().replace(" ", "");
    return Reply.say("n=" + device.descriptors().size() + " fds=" + fds);
  }

  /** {@code fz_setown F FORCE [irq|work|spin|irqspin]}. */
  private static Reply setOwner(Call call) {
    boolean force = call.number(1) != 0;
    ProvocationDevice.From from = from(call.argument(2, "process"));
    return onDevice(call, (device, file) -> device.setOwner(file, force, from));
  }
}
