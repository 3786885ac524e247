/**
 * Plants mistakes in drivers, one at a time, and looks whether the rules find them; and rewrites
 * drivers without changing what they do, and looks whether the rules stay silent.
 */
@NullMarked
package dev.fasynclens.mutation;

import org.jspecify.annotations.NullMarked;
