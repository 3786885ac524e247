package dev.fasynclens.driver;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Some texts, linked, and what tests ask about them. */
final class TestModule {
  private final DriverModule module;

  private TestModule(DriverModule module) {
    this.module = module;
  }

  /** A module of one file, {@code chip.c}. */
  static TestModule of(String text) {
    return of(Map.of("drivers/chip.c", text));
  }

  /** A module of two files. */
  static TestModule of(String name, String text, String otherName, String otherText) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(name, text);
    files.put(otherName, otherText);
    return of(files);
  }

  /** A module of files, by path. */
  static TestModule of(Map<String, String> texts) {
    List<CFile> files = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          try {
            SyntaxTree tree = SyntaxTree.parse(SourceText.of(name, text));
            if (!tree.unread().isEmpty()) {
              throw new IllegalArgumentException("not read: " + tree.unread() + " of " + text);
            }
            files.add(new CFile(tree));
          } catch (UnreadableSourceException e) {
            throw new IllegalArgumentException(e);
          }
        });
    return new TestModule(
        new DriverModule(files, new HashSet<>(files), new Primitives(List.of(), List.of())));
  }

  DriverModule module() {
    return module;
  }

  Facts facts() {
    return module.facts();
  }

  CFile file(String name) {
    return module.files().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  /** The only function of this name in the module. */
  CFunction function(String name) {
    List<CFunction> found = new ArrayList<>();
    for (CFile file : module.files()) {
      found.addAll(file.functions().getOrDefault(name, List.of()));
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(name + " is defined " + found.size() + " times");
    }
    return found.get(0);
  }

  /** The function of this name in a file. */
  CFunction function(String file, String name) {
    return file(file).functions().get(name).get(0);
  }

  Paths paths(String function) {
    return facts().paths(function(function));
  }

  List<Notification> notifications(String function) {
    return facts().notifications(function(function));
  }

  List<Registration> registrations(String function) {
    return facts().registrations(function(function));
  }

  /** How messages call the queues that a function notifies. */
  Set<String> notified(String function) {
    Set<String> found = new TreeSet<>();
    notifications(function).forEach(n -> n.queues().forEach(q -> found.add(q.describe())));
    return found;
  }

  /** How messages call the queues that a function registers on. */
  Set<String> registered(String function) {
    Set<String> found = new TreeSet<>();
    registrations(function).forEach(r -> r.queues().forEach(q -> found.add(q.describe())));
    return found;
  }

  /** The bands that a function passes, written {@code KIND number}. */
  Set<String> bands(String function) {
    Set<String> found = new LinkedHashSet<>();
    notifications(function).forEach(n -> n.band().forEach(v -> found.add(written(v))));
    return found;
  }

  /** A value as {@code KIND number}, an unknown one as {@code UNKNOWN}. */
  static String written(Value value) {
    return value.kind() == Value.Kind.UNKNOWN ? "UNKNOWN" : value.kind() + " " + value.number();
  }
}
