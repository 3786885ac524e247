package dev.fasynclens.review.repair;

import dev.fasynclens.driver.StructType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a method gets from the open file to what it works on, as the methods of a table do it.
 *
 * @param file what they call the file
 * @param declarations the local variables that lead there, in order, without semicolons
 * @param object the struct that is reached; null if the state is in variables at file level
 * @param base what stands before a member of it, such as {@code dev->}; empty without a struct
 */
record ObjectAccess(
    String file, List<String> declarations, @Nullable StructType object, String base) {
  /** Everything at file level is within reach. */
  static ObjectAccess ofGlobals(String file) {
    return new ObjectAccess(file, List.of(), null, "");
  }
}
