/** JSON whose values know where they stand, so that every message can point at a place. */
@NullMarked
package dev.fasynclens.json;

import org.jspecify.annotations.NullMarked;
