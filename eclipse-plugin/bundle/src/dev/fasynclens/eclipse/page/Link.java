package dev.fasynclens.eclipse.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a link in a text of the server leads. */
public sealed interface Link {
  /** The page of a kernel function, by the name of its document. */
  record Kernel(String uri) implements Link {}

  /** The page of a rule. */
  record Rule(String id) implements Link {}

  /** A page of the web. */
  record Web(String address) implements Link {}

  /** What a link leads to; empty for what is none of these, such as a file. */
  static Optional<Link> of(String target) {
    Matcher kernel = Patterns.KERNEL.matcher(target);
    if (kernel.matches()) {
      return Optional.of(new Kernel(target));
    }
    if (Patterns.WEB.matcher(target).matches()) {
      return Optional.of(new Web(target));
    }
    Matcher rule = Patterns.RULE.matcher(target);
    return rule.find() ? Optional.of(new Rule(rule.group(1))) : Optional.empty();
  }

  /** How links look. */
  final class Patterns {
    private static final Pattern KERNEL = Pattern.compile("fasync-lens:/[\\w./-]+\\.md");
    private static final Pattern WEB = Pattern.compile("https?://[^\\s\"<>]+");
    private static final Pattern RULE = Pattern.compile("(?:^|/)(FA\\d{3})(?:/README\\.md|/)?$");

    private Patterns() {}
  }
}
