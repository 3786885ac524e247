/**
 * Writes code into drivers: entries of tables, handlers, removals, notifications. Whatever is
 * written looks like the code around it.
 */
@NullMarked
package dev.fasynclens.review.repair;

import org.jspecify.annotations.NullMarked;
