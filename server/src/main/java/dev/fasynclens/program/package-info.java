/**
 * What a user program does with signal-driven I/O: which descriptors signal, whom, by which signal,
 * and who handles it; each program is one file.
 */
@NullMarked
package dev.fasynclens.program;

import org.jspecify.annotations.NullMarked;
