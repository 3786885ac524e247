package dev.fasynclens.program;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.source.Place;

/**
 * A call, with the function it stands in.
 *
 * @param function the function
 * @param node the call's node
 */
public record Site(CFunction function, int node) {
  /** Where it is. */
  public Place place() {
    return function.tree().place(node);
  }
}
