package dev.fasynclens.explain;

import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import java.util.Optional;

/** The fields of {@code siginfo_t} and the codes that stand there. */
final class SiginfoHover {
  private SiginfoHover() {}

  static Optional<String> text(Cursor cursor) {
    return cursor.isOwnVariable()
        ? Optional.empty()
        : SiginfoField.named(cursor.word()).map(field -> text(field, cursor.target().range()));
  }

  private static String text(SiginfoField field, KernelRange range) {
    StringBuilder out = new StringBuilder();
    out.append("**").append(field.what()).append("** ").append(field.more()).append('\n');
    ChangePoint change = ChangePoint.SIGIO_CODE_FOR_OWN_CODES;
    boolean differs = field == SiginfoField.si_code || field == SiginfoField.SI_SIGIO;
    if (differs && !range.oldest().has(change)) {
      out.append("\n- Before ").append(change.release());
      out.append(" every signal carries the `POLL_*`, also those with codes of their own.\n");
    }
    return out.toString();
  }
}
