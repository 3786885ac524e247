/**
 * What the model says while it runs: events, and the functions of the kernel by their names in each
 * version.
 */
@NullMarked
package dev.fasynclens.kernel.trace;

import org.jspecify.annotations.NullMarked;
