/**
 * The machine the model runs on: contexts, locks and memory, and what happens when the kernel
 * breaks a rule.
 */
@NullMarked
package dev.fasynclens.kernel.machine;

import org.jspecify.annotations.NullMarked;
