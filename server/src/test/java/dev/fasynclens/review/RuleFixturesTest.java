package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.TextEdit;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The example files of the rules and the sample drivers say in comments what is to be found in
 * them; exactly that has to be found, and what is offered as a repair has to repair it.
 */
final class RuleFixturesTest {
  private static final Pattern MARK =
      Pattern.compile("/\\*\\s*expect(-legacy)?:((?:\\s+FA\\d{3})+)\\s*\\*/");
  private static final TargetKernels ANCIENT = target("2.6.22");
  private static final TargetKernels MODERN = target("6.1");
  private static final RuleCatalog CATALOG = RuleCatalog.load();

  /** Files that are reviewed together. */
  private record Unit(String label, List<SourceText> texts) {
    static Unit of(Path root, List<Path> files) throws IOException {
      List<SourceText> texts = new ArrayList<>();
      for (Path file : files) {
        texts.add(SourceText.of(RepositoryFiles.label(file), Files.readAllBytes(file)));
      }
      return new Unit(RepositoryFiles.label(root), texts);
    }

    List<Finding> findings(TargetKernels kernels) {
      return RuleFixturesTest.findings(texts, kernels);
    }

    /** The marks of one sort, as {@code file:line rule}. */
    Set<String> marks(boolean legacy) {
      Set<String> found = new TreeSet<>();
      for (SourceText text : texts) {
        for (int line = 0; line < text.lineCount(); line++) {
          Matcher mark = MARK.matcher(text.slice(text.lineSpan(line)));
          while (mark.find()) {
            for (String id : mark.group(2).strip().split("\\s+", -1)) {
              if (legacy == (mark.group(1) != null)) {
                found.add(text.name() + ":" + (line + 1) + " " + id);
              }
            }
          }
        }
      }
      return found;
    }
  }

  private static List<Unit> rules() throws IOException {
    List<Unit> units = new ArrayList<>();
    for (Path file : RepositoryFiles.sourcesBelow(RepositoryFiles.RULES)) {
      units.add(Unit.of(file, List.of(file)));
    }
    return units;
  }

  private static List<Unit> cases() throws IOException {
    List<Unit> units = new ArrayList<>();
    for (Path file : RepositoryFiles.sourcesBelow(Path.of("src", "test", "resources", "cases"))) {
      units.add(Unit.of(file, List.of(file)));
    }
    return units;
  }

  private static List<Unit> drivers() throws IOException {
    List<Unit> units = new ArrayList<>();
    for (Path folder : RepositoryFiles.foldersIn(RepositoryFiles.DRIVERS)) {
      units.add(Unit.of(folder, RepositoryFiles.sourcesBelow(folder)));
    }
    return units;
  }

  private static List<Unit> programs() throws IOException {
    List<Unit> units = new ArrayList<>();
    for (Path file : RepositoryFiles.sourcesBelow(RepositoryFiles.PROGRAMS)) {
      units.add(Unit.of(file, List.of(file)));
    }
    return units;
  }

  private static List<Unit> all() throws IOException {
    return Stream.of(rules(), cases(), drivers(), programs()).flatMap(List::stream).toList();
  }

  @TestFactory
  Stream<DynamicTest> theFilesOfARuleHaveTheFindingsTheySay() throws IOException {
    return rules().stream()
        .map(unit -> dynamicTest(unit.label(), () -> assertFoundWhereNothingIsTargeted(unit)));
  }

  @TestFactory
  Stream<DynamicTest> casesHaveTheFindingsTheySay() throws IOException {
    return cases().stream()
        .map(unit -> dynamicTest(unit.label(), () -> assertFoundWhereNothingIsTargeted(unit)));
  }

  @TestFactory
  Stream<DynamicTest> sampleProgramsHaveTheFindingsTheySay() throws IOException {
    return programs().stream()
        .map(unit -> dynamicTest(unit.label(), () -> assertFoundWhereNothingIsTargeted(unit)));
  }

  @TestFactory
  Stream<DynamicNode> sampleDriversHaveTheFindingsTheySay() throws IOException {
    return drivers().stream()
        .map(
            unit ->
                dynamicContainer(
                    unit.label(),
                    List.of(
                        dynamicTest("no target", () -> assertFoundWhereNothingIsTargeted(unit)),
                        dynamicTest("2.6.22", () -> assertFoundOnAncientKernels(unit)),
                        dynamicTest("6.1", () -> assertFoundOnModernKernels(unit)))));
  }

  private static void assertFoundWhereNothingIsTargeted(Unit unit) {
    Set<String> legacy = unit.marks(true);
    Set<String> wanted = new TreeSet<>(unit.marks(false));
    wanted.addAll(legacy);
    Map<String, Finding> found = byLine(unit.findings(TargetKernels.UNSET));

    assertThat(found.keySet()).isEqualTo(wanted);
    for (String key : legacy) {
      assertThat(found.get(key).severity()).as(key).isEqualTo(Severity.INFO);
    }
  }

  private static void assertFoundOnAncientKernels(Unit unit) {
    Set<String> legacy = unit.marks(true);
    Set<String> wanted = new TreeSet<>(unit.marks(false));
    wanted.addAll(legacy);
    Map<String, Finding> found = byLine(unit.findings(ANCIENT));
    // On these kernels nearly every handler has it; StatedTargetTest looks at that.
    found.keySet().removeIf(key -> key.endsWith(" FA105") && !wanted.contains(key));

    assertThat(found.keySet()).isEqualTo(wanted);
    for (String key : legacy) {
      assertThat(found.get(key).severity()).as(key).isEqualTo(Severity.ERROR);
    }
  }

  private static void assertFoundOnModernKernels(Unit unit) {
    assertThat(byLine(unit.findings(MODERN)).keySet()).isEqualTo(unit.marks(false));
  }

  /** A rule without an example of its finding would be tested by nothing here. */
  @Test
  void everyRuleThatLooksAtCodeHasAMarkedExample() throws IOException {
    Set<String> marked = new HashSet<>();
    for (Unit unit : rules()) {
      Stream.concat(unit.marks(false).stream(), unit.marks(true).stream())
          .forEach(mark -> marked.add(mark.substring(mark.lastIndexOf(' ') + 1)));
    }

    assertThat(CATALOG.infos())
        .filteredOn(info -> CATALOG.rule(info).isPresent())
        .extracting(RuleInfo::id)
        .isNotEmpty()
        .allSatisfy(id -> assertThat(marked).contains(id));
  }

  @Test
  void exactlyTheRulesThatSaySoOfferRepairs() throws IOException {
    Set<String> repairing = new TreeSet<>();
    for (Unit unit : all()) {
      for (Finding finding : unit.findings(TargetKernels.UNSET)) {
        if (!finding.fixes().isEmpty()) {
          repairing.add(finding.rule().id());
        }
      }
    }

    assertThat(repairing)
        .containsExactlyElementsOf(
            CATALOG.infos().stream().filter(RuleInfo::fixable).map(RuleInfo::id).toList());
  }

  @TestFactory
  Stream<DynamicNode> everyRepairOfferedRepairs() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Unit unit : all()) {
      List<Finding> findings = unit.findings(TargetKernels.UNSET);
      List<DynamicTest> tests =
          findings.stream()
              .flatMap(
                  finding ->
                      finding.fixes().stream()
                          .map(
                              fix ->
                                  dynamicTest(
                                      lineKey(finding) + " " + fix.title(),
                                      () -> assertRepairs(unit, findings, finding, fix))))
              .toList();
      if (!tests.isEmpty()) {
        nodes.add(dynamicContainer(unit.label(), tests));
      }
    }
    assertThat(nodes).isNotEmpty();
    return nodes.stream();
  }

  private static void assertRepairs(Unit unit, List<Finding> before, Finding repaired, Fix fix)
      throws UnreadableSourceException {
    assertThat(fix.edits()).isNotEmpty();
    assertThat(fix.title()).isNotBlank();
    Set<String> allowed = new TreeSet<>();
    for (Finding finding : before) {
      if (finding != repaired) {
        allowed.add(movedKey(finding, fix));
      }
    }

    List<SourceText> texts = new ArrayList<>();
    for (SourceText text : unit.texts()) {
      SourceText result = applied(text, fix);
      texts.add(result);
      SyntaxTree tree = SyntaxTree.parse(result);
      assertThat(tree.unread()).as(result.slice(0, result.length())).isEmpty();
      assertThat(madeUp(tree)).isLessThanOrEqualTo(madeUp(SyntaxTree.parse(text)));
    }

    assertThat(texts).isNotEqualTo(unit.texts());
    assertThat(findings(texts, TargetKernels.UNSET))
        .as(fix.title())
        .allSatisfy(finding -> assertThat(allowed).contains(key(finding)));
  }

  /** Tokens that the parser made up: the semicolon after the body of a macro, and what lacks. */
  private static long madeUp(SyntaxTree tree) {
    return IntStream.range(0, tree.size()).filter(tree::isMissing).count();
  }

  private static SourceText applied(SourceText text, Fix fix) {
    List<Fix.Edit> edits = new ArrayList<>();
    for (Fix.Edit edit : fix.edits()) {
      if (edit.place().text().equals(text)) {
        edits.add(edit);
      }
    }
    edits.sort(Comparator.comparing(Fix.Edit::place).reversed());
    SourceText result = text;
    for (Fix.Edit edit : edits) {
      result = result.with(new TextEdit(edit.place().span(), edit.replacement()));
    }
    return result;
  }

  /** The key a finding has after a repair, if it still is one. */
  private static String movedKey(Finding finding, Fix fix) {
    Place place = finding.place();
    int start = place.span().start();
    int moved = start;
    for (Fix.Edit edit : fix.edits()) {
      Place edited = edit.place();
      if (!edited.text().equals(place.text())) {
        continue;
      }
      int added = edit.replacement().getBytes(StandardCharsets.UTF_8).length;
      if (edited.span().end() <= start) {
        moved += added - edited.span().length();
      } else if (edited.span().start() < start) {
        moved -= start - edited.span().start();
      }
    }
    return key(finding, moved);
  }

  private static String key(Finding finding) {
    return key(finding, finding.place().span().start());
  }

  private static String key(Finding finding, int start) {
    return finding.place().text().name() + "@" + start + " " + finding.rule().id();
  }

  private static List<Finding> findings(List<SourceText> texts, TargetKernels kernels) {
    Configuration configuration = new Configuration(kernels, Map.of(), List.of(), List.of());
    ReviewResult result =
        new Reviewer(CATALOG, SourceFiles.NONE, _ -> configuration, 1).review(texts);
    assertThat(result.problems()).isEmpty();
    assertThat(result.examined()).isEqualTo(texts.size());
    return result.findings();
  }

  private static Map<String, Finding> byLine(List<Finding> findings) {
    Map<String, Finding> found = new TreeMap<>();
    findings.forEach(finding -> found.put(lineKey(finding), finding));
    return found;
  }

  private static String lineKey(Finding finding) {
    Place place = finding.place();
    return place.text().name() + ":" + place.lineNumber() + " " + finding.rule().id();
  }

  private static TargetKernels target(String version) {
    return TargetKernels.of(KernelVersion.parse(version).orElseThrow());
  }
}
