package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.explain.Bands.Band;
import dev.fasynclens.kernel.file.SigioSending;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  /** The notes in a part of a file, in order. */
  public static List<InlayHint> of(DriverModule module, CFile file, Span part) {
    List<InlayHint> hints = new ArrayList<>();
    for (Notification each : Lenses.notifications(module, file)) {
      if (part.contains(each.place().span().start())) {
        band(module, each, hints);
      }
    }
    for (Registration each : Lenses.registrations(module, file)) {
      if (part.contains(each.place().span().start())) {
        removal(each, hints);
      }
    }
    hints.sort(Comparator.comparingInt(InlayHint::offset));
    return List.copyOf(hints);
  }

  private static void band(DriverModule module, Notification notification, List<InlayHint> into) {
    SyntaxTree tree = notification.function().tree();
    List<Integer> arguments = Expressions.arguments(tree, notification.call());
    List<Band> bands = Bands.of(module, notification);
    if (arguments.size() <= BAND || bands.size() != 1 || !bands.getFirst().isRight()) {
      return; // what is wrong is a finding, and no hint may make it look right
    }
    bands
        .getFirst()
        .code()
        .ifPresent(
            code -> {
              int mask = SigioSending.maskOf(code);
              into.add(
                  new InlayHint(
                      tree.end(arguments.get(BAND)),
                      "si_band 0x" + Integer.toHexString(mask),
                      "What a receiver that used F_SETSIG finds in si_band: "
                          + String.join(" | ", Wording.maskNames(mask))));
            });
  }

  private static void removal(Registration registration, List<InlayHint> into) {
    SyntaxTree tree = registration.function().tree();
    List<Integer> arguments = Expressions.arguments(tree, registration.call());
    int on = registration.primitive().on();
    if (on >= 0 && on < arguments.size() && registration.onlyRemoves()) {
      into.add(
          new InlayHint(
              tree.end(arguments.get(on)), "removes", "Takes the file off the queue if it is on"));
    }
  }
}
