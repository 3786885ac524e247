/** Text, positions in several encodings, line index and edits. Depends on nothing. */
@NullMarked
package dev.fasynclens.source;

import org.jspecify.annotations.NullMarked;
