package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.driver.Value;
import dev.fasynclens.explain.Bands.Band;
import dev.fasynclens.kernel.file.SigioSending;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short notes between the words of the source. */
public final class InlayHints {
  private static final int BAND = 2;

  private InlayHints() {}

  /**
   * A note.
   *
   * @param offset where it stands, in bytes of the file
   * @param label plain text
   * @param tooltip plain text
   */
  public record InlayHint(int offset, String label, String tooltip) {}

  /**
   * The notes in a part of a file, in order: what receivers find in si_band, and which calls take a
   * file off. Calls of wrappers have them too, at the argument that decides.
   */
  public static List<InlayHint> of(DriverModule module, CFile file, Span part) {
    Map<Integer, InlayHint> hints = new TreeMap<>();
    for (CFunction function : file.allFunctions()) {
      for (Effect each : module.facts().effects(function)) {
        if (part.contains(each.place().span().start())) {
          switch (each) {
            case Notification notification -> band(module, notification, hints);
            case Registration registration -> removal(registration, hints);
          }
        }
      }
    }
    return List.copyOf(hints.values());
  }

  private static void band(
      DriverModule module, Notification notification, Map<Integer, InlayHint> into) {
    List<Band> bands = Bands.of(module, notification);
    if (bands.size() != 1 || !bands.getFirst().isRight()) {
      return; // what is wrong is a finding, and no hint may make it look right
    }
    int offset = offset(notification, notification.band(), BAND);
    bands
        .getFirst()
        .code()
        .filter(_ -> offset >= 0)
        .ifPresent(
            code -> {
              int mask = SigioSending.maskOf(code);
              into.put(
                  offset,
                  new InlayHint(
                      offset,
                      "si_band 0x" + Integer.toHexString(mask),
                      "What a receiver that used F_SETSIG finds in si_band: "
                          + String.join(" | ", Wording.maskNames(mask))));
            });
  }

  private static void removal(Registration registration, Map<Integer, InlayHint> into) {
    int offset = offset(registration, registration.on(), registration.primitive().on());
    if (offset >= 0 && registration.onlyRemoves()) {
      into.put(
          offset, new InlayHint(offset, "removes", "Takes the file off the queue if it is on"));
    }
  }

  /** The end of the argument that decides, or -1 if it is not an argument of this call. */
  private static int offset(Effect effect, List<Value> values, int position) {
    SyntaxTree tree = effect.function().tree();
    List<Integer> arguments = Expressions.arguments(tree, effect.call());
    if (effect.isDirect()) {
      return position >= 0 && position < arguments.size() ? tree.end(arguments.get(position)) : -1;
    }
    for (int argument : arguments) {
      Place place = tree.place(argument);
      for (Value value : values) {
        if (value.place().text().equals(place.text())
            && place.span().contains(value.place().span())) {
          return place.span().end();
        }
      }
    }
    return -1;
  }
}
