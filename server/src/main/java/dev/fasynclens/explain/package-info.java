/** What people are told about the kernel: which function calls which, on which version. */
@NullMarked
package dev.fasynclens.explain;

import org.jspecify.annotations.NullMarked;
