package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import java.util.Map;

/**
 * A struct or union with its members.
 *
 * @param tag its tag
 * @param file where it is defined
 * @param node the node of its specifier
 * @param members by name; those of unnamed members count as its own
 */
public record StructType(String tag, CFile file, int node, Map<String, Variable> members) {
  /** Where the member is declared. */
  public Place placeOf(Variable member) {
    return file.tree().place(member.node());
  }

  @Override
  public String toString() {
    return "struct " + tag;
  }
}
