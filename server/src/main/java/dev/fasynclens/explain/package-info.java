/**
 * What people are told while they read and write code: what a name means at this very place, and
 * which function of the kernel calls which, on which version.
 */
@NullMarked
package dev.fasynclens.explain;

import org.jspecify.annotations.NullMarked;
