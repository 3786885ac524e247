package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines of text above queues and notifications. */
public final class Lenses {
  /** More queues than any file has; each costs a look at all that is done in the module. */
  private static final int MOST_QUEUES = 200;

  private Lenses() {}

  /** What a line is about. */
  public enum Subject {
    /** A queue; the text tells what is done with it. */
    QUEUE,
    /** A notification; who chooses the text sees it happen. */
    NOTIFICATION
  }

  /**
   * A line of text above some code.
   *
   * @param span the name of the queue, or the call
   * @param title plain text
   */
  public record Lens(Span span, Subject subject, String title) {}

  /** All lines of a file, in order. */
  public static List<Lens> of(DriverModule module, CFile file, TargetKernels target) {
    List<Lens> lenses = new ArrayList<>();
    for (Symbols.DeclaredQueue declared :
        Symbols.queues(file).stream().limit(MOST_QUEUES).toList()) {
      QueueUses uses = QueueUses.of(module, declared.queue());
      lenses.add(new Lens(declared.name(), Subject.QUEUE, summary(uses, module.facts(), target)));
    }
    for (Notification each : notifications(module, file)) {
      lenses.add(new Lens(each.place().span(), Subject.NOTIFICATION, "What happens"));
    }
    lenses.sort(Comparator.comparing(Lens::span));
    return List.copyOf(lenses);
  }

  /** The calls of a file that notify themselves. */
  static List<Notification> notifications(DriverModule module, CFile file) {
    List<Notification> found = new ArrayList<>();
    for (CFunction function : file.allFunctions()) {
      for (Notification each : module.facts().notifications(function)) {
        if (each.isDirect()) {
          found.add(each);
        }
      }
    }
    return found;
  }

  /** {@code 2 registrations, 3 notifications, removed by the VFS on close}. */
  static String summary(QueueUses uses, Facts facts, TargetKernels target) {
    String counts =
        Wording.count(uses.registrations().size(), "registration")
            + ", "
            + Wording.count(uses.notifications().size(), "notification");
    String removal = removal(uses, facts, target);
    return counts + (removal.isEmpty() ? "" : ", " + removal);
  }

  private static String removal(QueueUses uses, Facts facts, TargetKernels target) {
    if (uses.registrations().isEmpty()) {
      return "";
    }
    ChangePoint vfs = ChangePoint.VFS_UNREGISTERS_ON_CLOSE;
    boolean wired = !uses.tables(facts).isEmpty();
    boolean byHand = !uses.removals().isEmpty();
    boolean always = !target.stated() || target.range().oldest().has(vfs);
    boolean never = !target.range().newest().has(vfs);
    if (!wired && !byHand) {
      return "";
    }
    if (always && wired) {
      return "removed by the VFS on close";
    }
    if (byHand) {
      return "removed by the driver";
    }
    return never
        ? "never removed on close"
        : "removed by the VFS on close from " + vfs.release() + " on";
  }
}
