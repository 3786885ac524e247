package dev.fasynclens.driver;

import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.source.Place;
import java.util.Map;
import java.util.Optional;

/** Constants that are known by name, because the headers that define them are seldom in view. */
final class KernelConstants {
  /** Names from the signal headers that people pass where they do not belong. */
  private static final Map<String, Long> OTHER_CODES =
      Map.of(
          "SI_USER", 0L, "SI_KERNEL", 0x80L, "SI_QUEUE", -1L, "SI_ASYNCIO", -4L, "SI_SIGIO", -5L);

  private KernelConstants() {}

  static Optional<Value> named(String name, Place place) {
    Optional<PollCode> code = PollCode.named(name);
    if (code.isPresent()) {
      return Optional.of(new Value(Value.Kind.POLL_CODE, code.get().number(), name, place));
    }
    Optional<PollMask> mask = PollMask.named(name);
    if (mask.isPresent()) {
      return Optional.of(new Value(Value.Kind.POLL_MASK, mask.get().bit(), name, place));
    }
    Optional<Signal> signal = Signal.named(name);
    if (signal.isPresent()) {
      return Optional.of(new Value(Value.Kind.SIGNAL, signal.get().number(), name, place));
    }
    return Optional.ofNullable(OTHER_CODES.get(name))
        .map(number -> new Value(Value.Kind.NUMBER, number, name, place));
  }
}
