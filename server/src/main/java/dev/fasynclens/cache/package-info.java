/**
 * What a review found, kept for the next run: by which name, on which conditions, and in which
 * form. Where it is kept is somebody else's business.
 */
@NullMarked
package dev.fasynclens.cache;

import org.jspecify.annotations.NullMarked;
