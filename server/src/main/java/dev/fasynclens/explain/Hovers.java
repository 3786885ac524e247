package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.kernel.TargetKernels;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to show when somebody points at a name of a driver or program that has to do with fasync.
 * Everything else is left to others.
 */
public final class Hovers {
  /** Who is asked, in order; the first who knows the name tells about it. */
  private static final List<Function<Cursor, Optional<String>>> SUBJECTS =
      List.of(
          NotificationHover::text,
          RegistrationHover::text,
          HandlerHover::text,
          QueueHover::text,
          BandHover::text,
          SignalHover::text,
          FcntlHover::text,
          SiginfoHover::text,
          AnnotationHover::text,
          FunctionHover::text);

  private Hovers() {}

  /**
   * What to show at an offset.
   *
   * @param file one of the module's files
   * @param target the kernels that the file is meant for
   * @throws dev.fasynclens.driver.AnalysisBudgetException if the module has been analysed for too
   *     long
   */
  public static Optional<Hover> at(
      DriverModule module, CFile file, int offset, TargetKernels target) {
    Optional<Cursor> found = Cursor.at(module, file, offset, target);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Cursor cursor = found.get();
    for (Function<Cursor, Optional<String>> subject : SUBJECTS) {
      Optional<String> text = subject.apply(cursor);
      if (text.isPresent()) {
        return Optional.of(
            new Hover(cursor.span(), text.get().strip().replace("\n\n\n", "\n\n") + "\n"));
      }
    }
    return Optional.empty();
  }
}
