/** Rules, findings, fixes, suppressions and configuration. */
@NullMarked
package dev.fasynclens.review;

import org.jspecify.annotations.NullMarked;
