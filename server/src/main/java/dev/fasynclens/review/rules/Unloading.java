package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.Expressions;
import java.util.regex.Pattern;

/** Modules that can be unloaded. */
final class Unloading {
  private static final Pattern UNLOADABLE =
      Pattern.compile("module_exit|module_misc_device|module_driver|module_\\w+_driver");

  private Unloading() {}

  /** Whether a file says how its module ends. */
  static boolean isPossible(CFile file) {
    boolean exit =
        file.topLevelCalls().stream()
            .map(call -> Expressions.callee(file.tree(), call))
            .anyMatch(callee -> UNLOADABLE.matcher(callee).matches());
    return exit || file.functions().containsKey("cleanup_module");
  }
}
