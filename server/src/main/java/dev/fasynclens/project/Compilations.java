package dev.fasynclens.project;

import java.nio.file.Path;
import java.util.Optional;

/** How files are compiled, as far as somebody tells. */
public interface Compilations {
  /** Nobody tells. */
  Compilations NONE = _ -> Optional.empty();

  /** How the file of an absolute path is compiled. */
  Optional<Compilation> of(Path file);
}
