/**
 * C source to a syntax tree. The grammar knows C, not the kernel's macros, so the text is masked
 * first: same length, same offsets, but without what the grammar cannot read.
 */
@NullMarked
package dev.fasynclens.syntax;

import org.jspecify.annotations.NullMarked;
