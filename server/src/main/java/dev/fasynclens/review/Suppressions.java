package dev.fasynclens.review;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The comments of one file that switch rules off, and whether each of them was of use.
 *
 * <p>{@code fasync-lens: ignore FA202 -- reason} counts for the code on its line, or, if it stands
 * alone, for what follows on the next line; a statement over several lines counts as a whole.
 * {@code fasync-lens: ignore-file}, with or without rules, counts for the file if it stands above
 * all code.
 */
public final class Suppressions {
  private static final String EVERY_RULE = "";
  private static final int LONGEST_QUOTE = 60;

  private final SourceText text;
  private final List<Span> comments;
  private final RuleCatalog catalog;
  private final Configuration configuration;
  private final List<SuppressionComment> directives;

  /** By line and rule, the first directive for them: a second one has nothing left to suppress. */
  private final NavigableMap<Integer, Map<String, SuppressionComment>> byLine = new TreeMap<>();

  private final Map<String, SuppressionComment> forFile = new HashMap<>();

  private Suppressions(
      SourceText text, List<Span> comments, RuleCatalog catalog, Configuration configuration) {
    this.text = text;
    this.comments = comments;
    this.catalog = catalog;
    this.configuration = configuration;
    this.directives = SuppressionComment.in(text, comments);
    for (SuppressionComment directive : directives) {
      index(directive);
    }
  }

  /**
   * The suppressions of a file.
   *
   * @param comments the spans of its comments, in order, with their delimiters
   */
  public static Suppressions in(
      SourceText text, List<Span> comments, RuleCatalog catalog, Configuration configuration) {
    return new Suppressions(text, comments, catalog, configuration);
  }

  /**
   * Whether a finding in this file is suppressed. What suppresses it counts as used from then on.
   */
  public boolean suppresses(Finding finding) {
    if (directives.isEmpty() || isAboutTheTool(finding.rule())) {
      return false;
    }
    String id = finding.rule().id();
    Span span = finding.place().span();
    CodeLines code = new CodeLines(text, comments);
    int first = code.firstLineOfStatement(span.start());
    int last = code.lastLineOfStatement(Math.max(span.start(), span.end() - 1));
    for (Map<String, SuppressionComment> onLine : byLine.subMap(first, true, last, true).values()) {
      if (use(onLine.get(id), id)) {
        return true;
      }
    }
    return use(forFile.get(id), id) || use(forFile.get(EVERY_RULE), id);
  }

  /**
   * A comment of its own line that suppresses a finding.
   *
   * @param comments the spans of the comments of the finding's file
   * @param reason what stands after the dashes
   */
  public static TextEdit comment(Finding finding, List<Span> comments, String reason) {
    SourceText text = finding.place().text();
    CodeLines code = new CodeLines(text, comments);
    int line = text.lineSpan(code.firstLineOfStatement(finding.place().span().start())).start();
    int indent = line;
    while (indent < text.length() && (text.byteAt(indent) == ' ' || text.byteAt(indent) == '\t')) {
      indent++;
    }
    // Within a macro of several lines every line ends with a backslash.
    boolean continued = line >= 2 && text.slice(Math.max(0, line - 3), line).strip().endsWith("\\");
    int firstEnd = text.indexOf("\n", 0);
    String lineEnd = firstEnd > 0 && text.byteAt(firstEnd - 1) == '\r' ? "\r\n" : "\n";
    String comment =
        text.slice(line, indent)
            + "/* fasync-lens: ignore "
            + finding.rule().id()
            + " -- "
            + reason
            + " */"
            + (continued ? " \\" : "")
            + lineEnd;
    return new TextEdit(new Span(line, line), comment);
  }

  private static boolean use(@Nullable SuppressionComment directive, String id) {
    if (directive == null) {
      return false;
    }
    directive.use(id);
    return true;
  }

  private void index(SuppressionComment directive) {
    if (directive.isForFile() && directive.names().isEmpty()) {
      forFile.putIfAbsent(EVERY_RULE, directive);
    }
    for (SuppressionComment.Name name : directive.names()) {
      if (directive.isForFile()) {
        forFile.putIfAbsent(name.id(), directive);
      } else if (directive.isForLines()) {
        for (int line : new int[] {directive.firstLine(), directive.lastLine()}) {
          byLine.computeIfAbsent(line, _ -> new HashMap<>()).putIfAbsent(name.id(), directive);
        }
      }
    }
  }

  /**
   * Findings about the suppressions that were of no use so far. To be asked after every finding of
   * the file went through {@link #suppresses}.
   *
   * @param rule the rule about unused suppressions
   */
  public List<Finding> unused(RuleInfo rule) {
    Optional<Severity> configured =
        configuration.severities().getOrDefault(rule.id(), Optional.of(rule.severity()));
    List<Finding> findings = new ArrayList<>();
    if (configured.isPresent()) {
      for (SuppressionComment directive : directives) {
        report(directive, rule, configured.get(), findings);
      }
    }
    return findings;
  }

  private void report(
      SuppressionComment directive, RuleInfo rule, Severity severity, List<Finding> findings) {
    Optional<String> misuse = directive.misuse();
    if (misuse.isPresent()) {
      findings.add(finding(rule, severity, directive.span(), misuse.get(), List.of()));
      return;
    }
    List<SuppressionComment.Name> dead = new ArrayList<>();
    List<SuppressionComment.Name> strange = new ArrayList<>();
    for (SuppressionComment.Name name : directive.names()) {
      if (whyImpossible(name).isPresent()) {
        strange.add(name);
      } else if (!directive.isUsed(name) && !isSwitchedOff(name)) {
        dead.add(name);
      }
    }
    reportStrange(strange, rule, severity, findings);
    boolean useless =
        directive.names().isEmpty() ? !directive.isUsed() : dead.size() == directive.names().size();
    if (useless) {
      String message =
          directive.isForFile()
              ? "This comment suppresses nothing in the file."
              : "This comment suppresses nothing.";
      List<Fix> fixes = List.of(directive.removal());
      findings.add(finding(rule, severity, directive.span(), message, fixes));
      return;
    }
    for (SuppressionComment.Name name : dead) {
      String message = "The suppression of " + name.id() + " suppresses nothing.";
      List<Fix> fixes = List.of(directive.removalOf(dead));
      findings.add(finding(rule, severity, name.span(), message, fixes));
    }
  }

  /** Reports names that no finding could ever be meant by; what was meant is for people to say. */
  private void reportStrange(
      List<SuppressionComment.Name> strange,
      RuleInfo rule,
      Severity severity,
      List<Finding> findings) {
    List<SuppressionComment.Name> words = new ArrayList<>();
    for (SuppressionComment.Name name : strange) {
      if (looksLikeRule(name.id()) || catalog.find(name.id()).isPresent()) {
        String message = whyImpossible(name).orElse("");
        findings.add(finding(rule, severity, name.span(), message, List.of()));
      } else {
        words.add(name);
      }
    }
    if (!words.isEmpty()) {
      Span span = new Span(words.getFirst().span().start(), words.getLast().span().end());
      String message =
          "\""
              + text.slice(span.start(), Math.min(span.end(), span.start() + LONGEST_QUOTE))
              + "\" is no rule. Rules are named like FA202; a reason is written after --.";
      findings.add(finding(rule, severity, span, message, List.of()));
    }
  }

  /** Why no finding could ever be meant by a name. */
  private Optional<String> whyImpossible(SuppressionComment.Name name) {
    Optional<RuleInfo> known = catalog.info(name.id());
    if (known.isPresent()) {
      return isAboutTheTool(known.get())
          ? Optional.of(name.id() + " can only be switched off in the configuration.")
          : Optional.empty();
    }
    String message = "There is no rule " + name.id();
    Optional<RuleInfo> meant = catalog.find(name.id());
    if (meant.isPresent()) {
      return Optional.of(message + ", write " + meant.get().id() + ".");
    }
    return Optional.of(
        Spelling.nearest(name.id(), catalog.ids())
            .map(near -> message + ", did you mean " + near + "?")
            .orElse(message + "."));
  }

  private boolean isSwitchedOff(SuppressionComment.Name name) {
    Optional<Severity> configured = configuration.severities().get(name.id());
    return configured != null && configured.isEmpty();
  }

  private static boolean looksLikeRule(String word) {
    return word.regionMatches(true, 0, "FA", 0, 2);
  }

  private static boolean isAboutTheTool(RuleInfo rule) {
    return rule.family().equals(RuleCatalog.TOOL_FAMILY);
  }

  private Finding finding(
      RuleInfo rule, Severity severity, Span span, String message, List<Fix> fixes) {
    return new Finding(rule, severity, new Place(text, span), message, List.of(), List.of(), fixes);
  }
}
