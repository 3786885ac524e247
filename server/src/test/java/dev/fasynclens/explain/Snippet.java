package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A C text with a cursor in it, written as {@code ^}. */
record Snippet(DriverModule module, CFile file, int offset) {
  private static final String CURSOR = "^";

  static Snippet of(String text) {
    return of("drivers/chip.c", text);
  }

  /** With other files beside it: the name of each, then its text. */
  static Snippet of(String name, String text, String... others) {
    int offset = text.indexOf(CURSOR);
    CFile file = file(name, offset < 0 ? text : text.replace(CURSOR, ""));
    List<CFile> all = new ArrayList<>(List.of(file));
    for (int i = 0; i < others.length; i += 2) {
      all.add(file(others[i], others[i + 1]));
    }
    DriverModule module = new DriverModule(all, Set.of(file), new Primitives(List.of(), List.of()));
    return new Snippet(module, file, Math.max(0, offset));
  }

  private static CFile file(String name, String text) {
    try {
      return new CFile(SyntaxTree.parse(SourceText.of(name, text)));
    } catch (UnreadableSourceException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static KernelVersion version(String text) {
    return KernelVersion.parse(text).orElseThrow();
  }

  /** {@code 6.1}, {@code 4.4..6.1}, or {@code unset}. */
  static TargetKernels target(String text) {
    if (text.equals("unset")) {
      return TargetKernels.UNSET;
    }
    int dots = text.indexOf("..");
    return dots < 0
        ? TargetKernels.of(version(text))
        : TargetKernels.of(
            new KernelRange(version(text.substring(0, dots)), version(text.substring(dots + 2))));
  }

  Optional<Hover> hover(String target) {
    return Hovers.at(module, file, offset, target(target));
  }

  /** What is shown on a target, or nothing. */
  String shown(String target) {
    return hover(target).map(Hover::markdown).orElse("");
  }
}
