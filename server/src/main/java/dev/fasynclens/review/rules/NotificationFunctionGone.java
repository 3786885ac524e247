package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.LockState;
import dev.fasynclens.driver.Path;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.source.Place;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;

/** FA404: a notification by a function that is gone, or that its subsystem replaced. */
public final class NotificationFunctionGone implements Rule {
  private static final String CURRENT = "kill_fasync";
  private static final String WALKER = "__kill_fasync";
  private static final String SOUND = "sound/";

  /** Whether a call has the two arguments of ancient kernels. */
  static boolean isOldForm(String callee, int arguments) {
    return callee.equals(CURRENT) && arguments == 2;
  }

  /** Whether a file belongs to a sound driver, which has a function of its own to notify by. */
  static boolean isOfSound(CFile file) {
    return file.tree().includes().stream().anyMatch(include -> include.path().startsWith(SOUND));
  }

  @Override
  public void check(DriverModule module, Findings findings) {
    Facts facts = module.facts();
    for (CFile file : module.files()) {
      if (file.functions().containsKey(CURRENT) || file.functions().containsKey(WALKER)) {
        continue; // the kernel's own, or a project's for kernels that lack it
      }
      boolean sound = isOfSound(file);
      for (CFunction function : file.allFunctions()) {
        for (int call : function.calls()) {
          direct(function, call, findings);
        }
        if (sound && function.mentions(CURRENT)) {
          underSoundLock(facts, function, findings);
        }
      }
    }
  }

  private static void direct(CFunction function, int call, Findings findings) {
    SyntaxTree tree = function.tree();
    String callee = Expressions.callee(tree, call);
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (callee.equals(WALKER)) {
      findings
          .at(
              tree.place(call),
              "__kill_fasync() is no more; kill_fasync() takes the queue's address.")
          .consequence(
              KernelRange.from(ChangePoint.RCU_LIST),
              Severity.ERROR,
              "it does not compile, or the module cannot be loaded")
          .fix(current(tree, call, arguments))
          .report();
    } else if (isOldForm(callee, arguments.size()) && !function.isMacro()) {
      findings
          .at(tree.place(call), "kill_fasync() takes a band as its third argument.")
          .always(Severity.ERROR, "it does not compile")
          .report();
    }
  }

  /** A queue that has an address: no local copy, no result of a call. */
  private static Optional<Fix> current(SyntaxTree tree, int call, List<Integer> arguments) {
    if (arguments.size() != 3 || tree.kind(arguments.get(0)) != Kind.FIELD_EXPRESSION) {
      return Optional.empty();
    }
    Place head = Place.of(tree.source(), tree.start(call), tree.start(arguments.get(0)));
    return Optional.of(Fix.replacing("Call kill_fasync()", head, CURRENT + "(&"));
  }

  private static void underSoundLock(Facts facts, CFunction function, Findings findings) {
    SyntaxTree tree = function.tree();
    for (Path path : facts.possiblePaths(function)) {
      for (LockState.Reached each : LockState.along(tree, path)) {
        Optional<Integer> section = each.section();
        if (Expressions.callee(tree, each.call()).equals(CURRENT)
            && section.isPresent()
            && !LockState.mayHaveLeft(function, section.get(), each.call())) {
          sound(tree, each.call(), section.get(), findings);
        }
      }
    }
  }

  private static void sound(SyntaxTree tree, int call, int section, Findings findings) {
    findings
        .at(
            tree.place(call),
            "A sound driver notifies by snd_kill_fasync(), which leaves its locks first.")
        .consequence(
            KernelRange.from(ChangePoint.SOUND_DEFERS_NOTIFICATIONS),
            Severity.WARNING,
            "the locks of the sound driver and those of signal delivery can deadlock")
        .before(tree.place(section), "the lock is taken here")
        .report();
  }
}
