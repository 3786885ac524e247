package dev.fasynclens.mutation;

import dev.fasynclens.driver.AnalysisLimits;
import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.review.Configuration;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.ModuleReview;
import dev.fasynclens.review.Parsing;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.ReviewResult;
import dev.fasynclens.review.Reviewer;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The files of one module, reviewed as they are and with changes. Findings are wanted in all of
 * them, for all kernels.
 */
final class Unit {
  /** A busy machine must not make a difference. */
  private static final AnalysisLimits PATIENT = new AnalysisLimits(Duration.ofDays(1), () -> false);

  private final RuleCatalog catalog;
  private final Map<SourceText, CFile> files = new IdentityHashMap<>();
  private final List<SourceText> texts = new ArrayList<>();
  private final DriverModule module;
  private final List<Finding> known;

  /** The module of a file, with what is found in it. */
  private Unit(RuleCatalog catalog, List<CFile> all) {
    this.catalog = catalog;
    for (CFile file : all) {
      files.put(file.source(), file);
      texts.add(file.source());
    }
    ModuleReview review = reviewer(files).reviewModule(texts);
    this.module = review.module();
    this.known = review.result().findings();
  }

  /** The module that some files are part of, as far as it can be read. */
  static Unit around(
      RuleCatalog catalog, SourceFiles disk, Parsing parsing, List<SourceText> texts) {
    Reviewer reviewer =
        new Reviewer(catalog, disk, _ -> Configuration.DEFAULT, 1, parsing, PATIENT);
    return new Unit(catalog, reviewer.reviewModule(texts).module().files());
  }

  /** A reviewer that parses nothing it has seen and reads nothing it was not given. */
  private Reviewer reviewer(Map<SourceText, CFile> parsed) {
    return new Reviewer(
        catalog,
        SourceFiles.NONE,
        _ -> Configuration.DEFAULT,
        1,
        (text, _) -> Objects.requireNonNull(parsed.get(text)),
        PATIENT);
  }

  /** One of its files, to be changed. */
  Driver driver(SourceText text) {
    return new Driver(module, fileOf(text));
  }

  /** The text that it keeps of a file. */
  SourceText sameText(SourceText text) {
    return texts.stream().filter(text::equals).findFirst().orElseThrow();
  }

  /** What was found before any change. */
  List<Finding> known() {
    return known;
  }

  /** What a mutant came to. */
  Verdict judge(Planting planting, Mutant mutant) {
    List<SourceText> changed = new ArrayList<>();
    Map<SourceText, CFile> parsed = new IdentityHashMap<>(files);
    for (SourceText text : texts) {
      if (mutant.edits().stream().noneMatch(edit -> edit.text() == text)) {
        changed.add(text);
        continue;
      }
      SourceText after = Edit.applied(text, mutant.edits());
      changed.add(after);
      try {
        CFile file = new CFile(SyntaxTree.parse(after));
        if (isBroken(fileOf(text), file)) {
          return Verdict.broken(planting, mutant);
        }
        parsed.put(after, file);
      } catch (UnreadableSourceException e) {
        return Verdict.broken(planting, mutant);
      }
    }
    ReviewResult result = reviewer(parsed).review(changed);
    if (result.problems().stream().anyMatch(p -> p.kind() == Problem.Kind.INTERNAL)) {
      return Verdict.broken(planting, mutant);
    }
    Fingerprints prints = new Fingerprints(texts, mutant);
    Set<Fingerprint> before = new HashSet<>();
    known.forEach(finding -> before.add(prints.ofOriginal(finding)));
    List<Finding> fresh =
        result.findings().stream().filter(f -> !before.contains(prints.ofMutant(f))).toList();
    boolean already = known.stream().anyMatch(f -> planting.expects(f) && prints.wasInScope(f));
    boolean inScope = fresh.stream().anyMatch(f -> planting.expects(f) && prints.isInScope(f));
    return Verdict.of(planting, mutant, already, inScope, fresh);
  }

  private CFile fileOf(SourceText text) {
    return Objects.requireNonNull(files.get(text));
  }

  /** Whether the parser skips more of a text, or makes up more, than before the change. */
  private static boolean isBroken(CFile before, CFile after) {
    return after.tree().unread().size() > before.tree().unread().size()
        || madeUp(after) > madeUp(before);
  }

  /** Tokens that the parser made up, but for the semicolon behind the body of a macro. */
  private static long madeUp(CFile file) {
    SyntaxTree tree = file.tree();
    List<CFunction> macros = file.allFunctions().stream().filter(CFunction::isMacro).toList();
    return IntStream.range(0, tree.size())
        .filter(tree::isMissing)
        .filter(
            node ->
                macros.stream().noneMatch(m -> m.node() < node && node < tree.subtreeEnd(m.node())))
        .count();
  }
}
