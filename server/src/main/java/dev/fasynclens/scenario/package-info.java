/**
 * Scenarios: what programs do to files and signals, run on the kernel model and compared with what
 * is expected.
 */
@NullMarked
package dev.fasynclens.scenario;

import org.jspecify.annotations.NullMarked;
