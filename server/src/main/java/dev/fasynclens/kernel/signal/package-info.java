/**
 * Tasks and their signals: the model of {@code kernel/signal.c} and what it needs of tasks, users
 * and pids.
 */
@NullMarked
package dev.fasynclens.kernel.signal;

import org.jspecify.annotations.NullMarked;
