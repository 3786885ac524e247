package dev.fasynclens.explain;

import dev.fasynclens.driver.Value;
import dev.fasynclens.explain.Bands.Band;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.PollMask;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.file.SigioSending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The {@code POLL_*} codes and the bits of poll masks, and which is meant where. */
final class BandHover {
  private BandHover() {}

  static Optional<String> text(Cursor cursor) {
    Optional<PollCode> code = PollCode.named(cursor.word());
    if (code.isPresent()) {
      return Optional.of(code(cursor, code.get()));
    }
    return PollMask.named(cursor.word()).map(mask -> mask(cursor, mask));
  }

  private static String code(Cursor cursor, PollCode code) {
    KernelRange range = cursor.target().range();
    boolean plain = range.oldest().has(ChangePoint.POLL_CODES_PLAIN);
    StringBuilder out = new StringBuilder();
    out.append("**A code for the band of `kill_fasync`: ").append(code.meaning()).append(".**");
    out.append(" The number ").append(code.number()).append(", not a bit.\n\n");
    out.append("- A receiver that used `F_SETSIG` finds it in `si_code`, and in `si_band` the ");
    out.append("mask ").append(Wording.mask(SigioSending.maskOf(code))).append(".\n");
    out.append("- With the default `SIGIO` it is not looked at.\n");
    if (!plain) {
      String value = "`0x" + Integer.toHexString((2 << 16) | code.number()) + "`";
      out.append("- Inside kernels before ").append(ChangePoint.POLL_CODES_PLAIN.release());
      out.append(" it is ").append(value).append(", so a literal ").append(code.number());
      out.append(" is wrong there; programs always see ").append(code.number()).append(".\n");
    }
    List<String> bits = bitsOf(code);
    if (!bits.isEmpty()) {
      out.append("- `.poll` and poll(2) say the same with the mask ");
      out.append(String.join(" or ", bits)).append(".\n");
    }
    return out.toString();
  }

  private static List<String> bitsOf(PollCode code) {
    List<String> bits = new ArrayList<>();
    for (PollMask each : PollMask.values()) {
      if (each != PollMask.POLLNVAL && PollMask.codeOf(each.bit()).equals(Optional.of(code))) {
        bits.add("`E" + each + "`");
      }
    }
    return bits;
  }

  private static String mask(Cursor cursor, PollMask mask) {
    StringBuilder out = new StringBuilder();
    out.append("**A bit of a poll mask (`0x").append(Integer.toHexString(mask.bit()));
    out.append("`), for `.poll` and poll(2).** No band for `kill_fasync`");
    Optional<PollCode> code = PollMask.codeOf(mask.bit()).filter(_ -> mask != PollMask.POLLNVAL);
    code.ifPresent(each -> out.append(": there it is `").append(each).append('`'));
    out.append(".\n\n");
    Band band = new Band(Value.Kind.POLL_MASK, mask.bit(), mask.name());
    Receipt.Answer answer =
        Receipt.chosen(cursor.target(), Signal.SIGIO.name(), List.of(band)).getFirst();
    out.append("As band, when the owner of the file used `F_SETSIG`:\n\n");
    for (Behaviours.Span<Receipt.Outcome> each : answer.outcomes()) {
      String part = Wording.part(each.range(), cursor.target());
      out.append("- ").append(part.isEmpty() ? Wording.linux(each.range()) : "Linux " + part);
      Receipt.Outcome outcome = each.behaviour();
      out.append(
          outcome.isBug()
              ? ": **BUG()** in `" + outcome.bug() + "`"
              : ": taken for `" + outcome.code() + "`");
      out.append(".\n");
    }
    return out.toString();
  }
}
