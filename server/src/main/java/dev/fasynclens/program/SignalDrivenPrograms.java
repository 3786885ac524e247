package dev.fasynclens.program;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs among the files of a module.
 *
 * @param all those that findings are wanted for
 */
public record SignalDrivenPrograms(List<SignalDrivenProgram> all) {
  /** The programs in a module that use signal-driven I/O. */
  public static List<SignalDrivenProgram> in(DriverModule module) {
    return module.view(SignalDrivenPrograms.class, SignalDrivenPrograms::find).all();
  }

  private static SignalDrivenPrograms find(DriverModule module) {
    List<SignalDrivenProgram> found = new ArrayList<>();
    for (CFile file : module.files()) {
      if (module.reports(file)) {
        SignalDrivenProgram.of(file).ifPresent(found::add);
      }
    }
    return new SignalDrivenPrograms(List.copyOf(found));
  }
}
