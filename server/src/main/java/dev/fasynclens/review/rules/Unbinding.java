package dev.fasynclens.review.rules;

import dev.fasynclens.driver.Activation;
import dev.fasynclens.driver.Activation.Kind;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What happens when a device is unplugged or taken from its driver through sysfs, which nothing
 * puts off: open files keep the module, not the device.
 */
final class Unbinding {
  /** What takes the files out of sysfs by which a driver is unbound. */
  private static final List<String> REFUSED =
      List.of("suppress_bind_attrs", "platform_driver_probe");

  private static final Set<String> MEMBERS =
      Set.of(".probe", ".remove", ".remove_new", ".disconnect");

  private Unbinding() {}

  /** The functions with which devices begin, or end, for the drivers that can be unbound. */
  static List<CFunction> methods(Facts facts, Kind kind) {
    List<CFunction> found = new ArrayList<>();
    for (Activation activation : facts.activations()) {
      if (activation.kind() == kind
          && MEMBERS.contains(activation.by())
          && isOfDriver(activation)
          && isPossible(activation.file())
          && !found.contains(activation.callback())) {
        found.add(activation.callback());
      }
    }
    return found;
  }

  private static boolean isPossible(CFile file) {
    return REFUSED.stream().noneMatch(word -> file.source().indexOf(word, 0) >= 0);
  }

  /** {@code static struct platform_driver x = { .remove = y }}. */
  private static boolean isOfDriver(Activation activation) {
    SyntaxTree tree = activation.file().tree();
    int declaration = tree.enclosing(activation.node(), dev.fasynclens.syntax.Kind.DECLARATION);
    int type = declaration < 0 ? -1 : tree.part(declaration, Field.TYPE);
    int name = type < 0 ? -1 : tree.part(type, Field.NAME);
    return name >= 0 && tree.text(name).endsWith("_driver");
  }
}
