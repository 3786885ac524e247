package dev.fasynclens.eclipse.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the rules, which lie beside the server. */
public final class RulePages {
  private static final Pattern ID = Pattern.compile("FA\\d{3}");

  private final Path folder;

  /**
   * A rule.
   *
   * @param title what the heading of its page says behind the id
   */
  public record Rule(String id, String title) {}

  /** Pages in a folder. */
  public RulePages(Path folder) {
    this.folder = folder;
  }

  /** All rules, by id. */
  public List<Rule> all() throws IOException {
    List<Rule> rules = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String id = entry.getFileName().toString();
        if (ID.matcher(id).matches()) {
          rules.add(new Rule(id, title(page(id))));
        }
      }
    }
    return rules;
  }

  /** The page of a rule, in Markdown. */
  public String page(String id) throws IOException {
    if (!ID.matcher(id).matches()) {
      throw new IOException(id);
    }
    return Files.readString(folder.resolve(id).resolve("README.md"));
  }

  private static String title(String page) {
    return page.lines().findFirst().orElse("").replaceFirst("^#\\s*(FA\\d{3}\\W*)?", "");
  }
}
