/** Writes findings in the formats people and machines read. */
@NullMarked
package dev.fasynclens.report;

import org.jspecify.annotations.NullMarked;
