package dev.fasynclens.project;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.syntax.Definitions;
import java.util.Optional;

/**
 * How a file is compiled.
 *
 * @param kernel the kernel whose headers it includes, if they tell
 * @param definitions what is known of macros
 */
public record Compilation(Optional<KernelVersion> kernel, Definitions definitions) {}
