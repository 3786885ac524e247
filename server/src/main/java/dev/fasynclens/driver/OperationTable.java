package dev.fasynclens.driver;

import dev.fasynclens.source.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code struct file_operations} as the source fills it. */
public final class OperationTable {
  /**
   * One method of a table.
   *
   * @param function the name it is given
   * @param file where that is written
   * @param node the node of the value
   */
  public record Entry(String function, CFile file, int node) {
    /** Where the value is written. */
    public Place place() {
      return file.tree().place(node);
    }
  }

  private final String name;
  private final CFile file;
  private final int nameNode;
  private final int list;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, List<String>> variants;
  private boolean opaque;

  OperationTable(
      String name, CFile file, int nameNode, int list, Map<String, List<String>> variants) {
    this.name = name;
    this.file = file;
    this.nameNode = nameNode;
    this.list = list;
    this.variants = variants;
  }

  /** The variable's name, empty if it has none. */
  public String name() {
    return name;
  }

  /** The file that fills it. */
  public CFile file() {
    return file;
  }

  /** Where it is named, or its brace if it has no name. */
  public Place place() {
    return file.tree().place(nameNode >= 0 ? nameNode : list);
  }

  /** The node of its initialiser, -1 if it is only assigned. */
  public int list() {
    return list;
  }

  /** Its methods by member name. */
  public Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** One method. */
  public Optional<Entry> entry(String member) {
    return Optional.ofNullable(entries.get(member));
  }

  /** All functions a member is given: an {@code #ifdef} may hold several. */
  public List<String> variants(String member) {
    List<String> all = variants.get(member);
    @Nullable Entry one = entries.get(member);
    return all != null ? all : one == null ? List.of() : List.of(one.function());
  }

  /** Whether it may have methods that are not in view: positional, copied or made by a macro. */
  public boolean isOpaque() {
    return opaque;
  }

  void put(String member, Entry entry) {
    entries.put(member, entry);
  }

  void markOpaque() {
    opaque = true;
  }

  @Override
  public String toString() {
    return name + entries.keySet();
  }
}
