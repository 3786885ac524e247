/** The rules, a class each. */
@NullMarked
package dev.fasynclens.review.rules;

import org.jspecify.annotations.NullMarked;
