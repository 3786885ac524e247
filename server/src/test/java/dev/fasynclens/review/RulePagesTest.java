package dev.fasynclens.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule folder is complete, and what its page shows is what its files contain. */
final class RulePagesTest {
  private static final List<String> HEADINGS =
      List.of(
          "What it does",
          "Why it is bad",
          "Kernel versions",
          "Example",
          "Use instead",
          "Fix",
          "Suppress",
          "Known limitations",
          "References");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
  private static final RuleCatalog CATALOG = RuleCatalog.load();

  static List<String> ids() throws IOException {
    return RepositoryFiles.foldersIn(RepositoryFiles.RULES).stream()
        .map(RepositoryFiles::nameOf)
        .toList();
  }

  @Test
  void theProgramKnowsEveryRuleFolderAndNoOther() throws IOException {
    assertThat(ids())
        .allMatch(id -> id.matches("FA\\d{3}"))
        .containsExactlyElementsOf(CATALOG.ids());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theFirstLineOfThePageIsTheIdAndTitleOfTheDescription(String id) throws IOException {
    assertThat(page(id).lines().findFirst()).contains("# " + id + ": " + info(id).title());
  }

  @Test
  void namesAndTitlesAreUnique() {
    assertThat(CATALOG.infos()).extracting(RuleInfo::name).doesNotHaveDuplicates();
    assertThat(CATALOG.infos()).extracting(RuleInfo::title).doesNotHaveDuplicates();
    assertThat(CATALOG.infos())
        .extracting(RuleInfo::name)
        .allMatch(name -> name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void pagesHaveTheFixedHeadingsInOrder(String id) throws IOException {
    assertThat(HEADING.matcher(page(id)).results().map(m -> m.group(1)))
        .containsExactlyElementsOf(HEADINGS);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void noSectionIsEmpty(String id) throws IOException {
    for (String heading : HEADINGS) {
      assertThat(section(id, heading)).as(heading).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void thereIsOneBadAndOneGoodExample(String id) throws IOException {
    assertThat(folder(id).resolve("bad." + language(id))).isRegularFile();
    assertThat(folder(id).resolve("good." + language(id))).isRegularFile();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theExampleIsAnExcerptOfABadFile(String id) throws IOException {
    assertExcerpts(id, "Example", "bad");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void whatToUseInsteadIsAnExcerptOfAGoodFile(String id) throws IOException {
    assertExcerpts(id, "Use instead", "good");
  }

  private static void assertExcerpts(String id, String heading, String prefix) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : filesOf(id)) {
      String name = RepositoryFiles.nameOf(file);
      if (name.startsWith(prefix) && name.endsWith("." + language(id))) {
        files.add("\n" + Files.readString(file));
      }
    }
    List<MatchResult> blocks = BLOCK.matcher(section(id, heading)).results().toList();

    assertThat(blocks).isNotEmpty();
    for (MatchResult block : blocks) {
      assertThat(block.group(1)).isEqualTo(language(id));
      assertThat(files).anySatisfy(text -> assertThat(text).contains("\n" + block.group(2)));
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void linksToOtherFilesResolve(String id) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher link = LINK.matcher(page(id));
    while (link.find()) {
      links.add(link.group(1));
    }

    assertThat(links).isNotEmpty();
    for (String target : links) {
      if (target.startsWith("https://")) {
        continue;
      }
      String path = target.replaceFirst("#.*$", "");
      assertThat(folder(id).resolve(path)).as(target).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void rulesThatThePageMentionsExist(String id) throws IOException {
    Set<String> mentioned =
        Pattern.compile("\\bFA\\d{3}\\b")
            .matcher(section(id, "What it does") + section(id, "Known limitations"))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(CATALOG.ids()).containsAll(mentioned);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theFixSectionSaysAutomaticExactlyIfThereIsARepair(String id) throws IOException {
    String firstWord = section(id, "Fix").strip().split("[\\s.,:]+", 2)[0];
    assertThat(firstWord.equals("Automatic"))
        .as("the Fix section begins: " + firstWord)
        .isEqualTo(info(id).fixable());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theSuppressSectionNamesTheRule(String id) throws IOException {
    assertThat(section(id, "Suppress"))
        .satisfiesAnyOf(
            text -> assertThat(text).contains("fasync-lens: ignore " + id),
            text -> assertThat(text).startsWith("Not possible"),
            text -> assertThat(info(id).family()).isEqualTo(RuleCatalog.TOOL_FAMILY));
  }

  @Test
  void everyRuleButTheToolsOwnHasItsClassAndEveryClassItsRule() throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (RuleInfo info : CATALOG.infos()) {
      boolean own = info.family().equals(RuleCatalog.TOOL_FAMILY);
      assertThat(CATALOG.rule(info).isPresent()).as(info.id()).isNotEqualTo(own);
      if (!own) {
        wanted.add(RuleCatalog.className(info.name()));
      }
    }

    assertThat(ruleClasses()).containsExactlyElementsOf(wanted);
  }

  /** The names of the classes in the package of rules that are rules. */
  private static Set<String> ruleClasses() throws IOException {
    Path sources = Path.of("src", "main", "java", "dev", "fasynclens", "review", "rules");
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        String name = RepositoryFiles.nameOf(file).replace(".java", "");
        String text = Files.readString(file);
        if (text.contains("class " + name + " implements Rule ")) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static RuleInfo info(String id) {
    return CATALOG.info(id).orElseThrow();
  }

  /** Rules about code have examples in C, the one about configuration in JSON. */
  private static String language(String id) {
    return Files.exists(folder(id).resolve("bad.json")) ? "json" : "c";
  }

  private static Path folder(String id) {
    return RepositoryFiles.RULES.resolve(id);
  }

  private static List<Path> filesOf(String id) throws IOException {
    try (Stream<Path> files = Files.list(folder(id))) {
      return files.sorted().toList();
    }
  }

  private static String page(String id) throws IOException {
    return Files.readString(folder(id).resolve("README.md"), StandardCharsets.UTF_8);
  }

  /** What stands below a heading. */
  private static String section(String id, String heading) throws IOException {
    String page = page(id);
    String start = "\n## " + heading + "\n";
    int at = page.indexOf(start);
    assertThat(at).as("## " + heading).isNotNegative();
    int end = page.indexOf("\n## ", at + start.length() - 1);
    return page.substring(at + start.length(), end < 0 ? page.length() : end).strip();
  }
}
