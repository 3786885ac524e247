/** Kernel versions and the points where signal-driven I/O changed. Knows nothing of C. */
@NullMarked
package dev.fasynclens.kernel;

import org.jspecify.annotations.NullMarked;
