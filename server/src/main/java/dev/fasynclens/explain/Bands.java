package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Value;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is passed as band. */
final class Bands {
  /** The half above the code on kernels before {@link ChangePoint#POLL_CODES_PLAIN}. */
  private static final int CODE_CLASS = 2 << 16;

  private static final int MOST = 6;

  private Bands() {}

  /**
   * A band that is passed.
   *
   * @param shown how it is called, in words of ours only
   */
  record Band(Value.Kind kind, long number, String shown) {
    /** The code it is. */
    Optional<PollCode> code() {
      return kind == Value.Kind.POLL_CODE || kind == Value.Kind.MIXED_CODES
          ? PollCode.of(number)
          : Optional.empty();
    }

    /** The code that is meant, as far as one can tell. */
    Optional<PollCode> meant() {
      return kind == Value.Kind.POLL_MASK ? PollMask.codeOf(number) : code();
    }

    /** Whether it is a code and nothing else. */
    boolean isRight() {
      return kind == Value.Kind.POLL_CODE;
    }

    /** What a notification on the model is told. */
    String onModel(KernelVersion version) {
      if (code().isPresent()) {
        return code().get().name();
      }
      boolean classed =
          kind == Value.Kind.MIXED_CODES && !version.has(ChangePoint.POLL_CODES_PLAIN);
      return Integer.toString((int) (classed ? CODE_CLASS | number : number));
    }
  }

  /** The bands that a notification may pass, those that callers hand in included. */
  static List<Band> of(DriverModule module, Notification notification) {
    Map<String, Band> found = new LinkedHashMap<>();
    List<Value> values = new ArrayList<>(notification.band());
    boolean open = values.removeIf(each -> each.kind() == Value.Kind.PARAMETER);
    if (open) {
      for (Notification each : callersOf(module, notification)) {
        values.addAll(each.band());
      }
    }
    for (Value value : values) {
      Band band = band(value);
      if (band != null && found.size() < MOST) {
        found.putIfAbsent(band.shown, band);
      }
    }
    return List.copyOf(found.values());
  }

  /** The notifications that end in the same call. */
  static List<Notification> callersOf(DriverModule module, Notification notification) {
    List<Notification> found = new ArrayList<>();
    for (CFile file : module.files()) {
      for (CFunction function : file.allFunctions()) {
        for (Notification each : module.facts().notifications(function)) {
          if (!each.equals(notification)
              && each.primitiveIn() == notification.primitiveIn()
              && each.primitiveCall() == notification.primitiveCall()) {
            found.add(each);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable Band band(Value value) {
    long number = value.number();
    return switch (value.kind()) {
      case POLL_CODE, MIXED_CODES -> {
        Optional<PollCode> code = PollCode.of(number);
        yield new Band(value.kind(), number, code.map(Enum::name).orElse("codes joined"));
      }
      case POLL_MASK -> {
        List<String> names = Wording.maskNames((int) number);
        String shown = names.isEmpty() ? "0x" + Long.toHexString(number) : String.join(" ", names);
        yield new Band(value.kind(), number, shown);
      }
      case SIGNAL, NUMBER -> new Band(Value.Kind.NUMBER, number, Long.toString(number));
      case PARAMETER, UNKNOWN -> null;
    };
  }
}
