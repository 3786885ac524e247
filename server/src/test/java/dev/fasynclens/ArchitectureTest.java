package dev.fasynclens;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds the architecture: packages are layers, and some things of the outside world have one door.
 *
 * <p>A package that does not exist yet breaks nothing; a package that is missing in {@link #LAYERS}
 * does.
 */
@AnalyzeClasses(
    packages = ArchitectureTest.ROOT,
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  static final String ROOT = "dev.fasynclens";

  /** What each package may use, besides what those use in turn. */
  private static final Map<String, List<String>> LAYERS =
      Map.ofEntries(
          entry("source", List.of()),
          entry("json", List.of("source")),
          entry("kernel", List.of()),
          entry("syntax", List.of("source")),
          entry("driver", List.of("syntax", "kernel")),
          entry("program", List.of("driver")),
          entry("review", List.of("driver", "program", "kernel", "json")),
          entry("scenario", List.of("driver", "kernel", "json")),
          entry("explain", List.of("review", "scenario", "kernel", "report")),
          entry("report", List.of("review", "scenario")),
          entry("project", List.of("review")),
          entry("cache", List.of("review")),
          entry("lsp", List.of("scenario", "explain", "report", "project")),
          entry("cli", List.of("lsp", "cache")));

  private static final Set<String> OF_JAVA_BASE = Object.class.getModule().getPackages();

  @ArchTest
  static void everyPackageIsALayer(JavaClasses all) {
    assertThat(all).isNotEmpty();
    for (JavaClass each : all) {
      assertThat(LAYERS)
          .as("a layer for the package of " + each.getName())
          .containsKey(layer(each));
    }
  }

  @ArchTest
  static void layersUseWhatIsBelow(JavaClasses all) {
    for (String layer : LAYERS.keySet()) {
      List<String> others = new ArrayList<>(LAYERS.keySet());
      others.remove(layer);
      others.removeAll(below(layer));
      if (!others.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage(in(layer))
            .should()
            .dependOnClassesThat(resideInAnyPackage(in(others)))
            .as(layer + " uses only " + below(layer))
            .allowEmptyShould(true)
            .check(all);
      }
    }
  }

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule SYNTAX_OWNS_TREE_SITTER =
      only(List.of("syntax"), resideInAnyPackage("io.github.treesitter.."), "use tree-sitter");

  @ArchTest
  static final ArchRule CLI_OWNS_PICOCLI =
      only(List.of("cli"), resideInAnyPackage("picocli.."), "use picocli");

  @ArchTest
  static final ArchRule LSP_OWNS_LSP4J =
      only(List.of("lsp"), resideInAnyPackage("org.eclipse.lsp4j.."), "use LSP4J");

  @ArchTest
  static final ArchRule WHO_USES_JSON =
      only(
          List.of("review", "scenario", "explain", "report", "project", "lsp", "cli"),
          resideInAnyPackage("com.google.gson.."),
          "use gson");

  @ArchTest
  static final ArchRule FOUNDATIONS_NEED_NOTHING =
      classes()
          .that()
          .resideInAnyPackage(in("source"), in("kernel"))
          .should()
          .onlyDependOnClassesThat(
              new DescribedPredicate<>("are their own, of java.base or annotations for null") {
                @Override
                public boolean test(JavaClass used) {
                  String name = used.getBaseComponentType().getPackageName();
                  return used.getBaseComponentType().isPrimitive()
                      || OF_JAVA_BASE.contains(name)
                      || name.startsWith(ROOT)
                      || name.startsWith("org.jspecify");
                }
              })
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule KERNEL_DOES_NO_IO =
      noClasses()
          .that()
          .resideInAPackage(in("kernel"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io", "java.nio.channels..", "java.nio.file..", "java.net.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule KERNEL_IS_DETERMINISTIC =
      noClasses()
          .that()
          .resideInAPackage(in("kernel"))
          .should()
          .callMethodWhere(
              target(owner(nameIs("java.lang.System")))
                  .and(target(nameMatching("(currentTime|nano).*"))))
          .orShould()
          .dependOnClassesThat(
              nameIs("java.util.Random", "java.util.random.RandomGenerator", "java.lang.Thread"))
          .orShould()
          .callMethod(Math.class, "random")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule CONSOLE_HAS_ONE_DOOR =
      outside("cli", "lsp")
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .orShould()
          .callMethod(Throwable.class, "printStackTrace")
          .allowEmptyShould(true);

  /**
   * Besides the command line only the loader of the native library, which unpacks it to a cache.
   */
  @ArchTest
  static final ArchRule FILES_ARE_WRITTEN_BY_THE_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(in("cli"))
          .and()
          .haveNameNotMatching(
              ROOT.replace(".", "\\.") + "\\.syntax\\.(NativeLibrary|CacheFolder)(\\$.*)?")
          .should()
          .callMethodWhere(
              target(owner(nameIs(Files.class.getName())))
                  .and(
                      target(
                          nameMatching(
                              "(write|newBufferedWriter|newOutputStream|create|copy|move|delete|set).*"))))
          .orShould()
          .dependOnClassesThat(
              nameIs(
                  FileOutputStream.class.getName(),
                  FileWriter.class.getName(),
                  RandomAccessFile.class.getName()))
          .orShould()
          .callConstructor(java.io.PrintStream.class, String.class)
          .orShould()
          .callConstructor(java.io.PrintWriter.class, String.class)
          .orShould()
          .callConstructor(java.io.PrintStream.class, java.io.File.class)
          .orShould()
          .callConstructor(java.io.PrintWriter.class, java.io.File.class)
          .allowEmptyShould(true);

  /** The one program that is ever started is git, for {@code lint --new-since}. */
  @ArchTest
  static final ArchRule ONLY_GIT_IS_STARTED =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".cli.GitDiff")
          .should()
          .dependOnClassesThat(nameIs("java.lang.ProcessBuilder", "java.lang.Process"))
          .orShould()
          .callMethodWhere(
              target(owner(nameIs("java.lang.Runtime"))).and(target(nameMatching("exec"))))
          .as("no other programs but git: sources and settings are hostile");

  /** The one socket is that of {@code server --socket}, which only this machine can reach. */
  @ArchTest
  static final ArchRule NOBODY_REACHES_OUT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".cli.ServerCommand")
          .should()
          .dependOnClassesThat(
              nameIs(
                  "java.net.Socket",
                  "java.net.ServerSocket",
                  "java.net.URLConnection",
                  "java.nio.channels.SocketChannel"))
          .orShould()
          .dependOnClassesThat(resideInAnyPackage("java.net.http.."))
          .as("no network: sources and settings are hostile");

  private static ArchRule only(
      List<String> layers, DescribedPredicate<JavaClass> used, String what) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in(layers))
        .should()
        .dependOnClassesThat(used)
        .as("only " + layers + " " + what)
        .allowEmptyShould(true);
  }

  private static ClassesShould outside(String... layers) {
    return noClasses().that().resideOutsideOfPackages(in(List.of(layers))).should();
  }

  private static DescribedPredicate<JavaClass> nameIs(String... names) {
    return DescribedPredicate.describe(
        "are one of " + List.of(names), (JavaClass c) -> List.of(names).contains(c.getName()));
  }

  /** Every layer that the given one stands on. */
  private static Set<String> below(String layer) {
    Set<String> below = new TreeSet<>();
    for (String each : LAYERS.getOrDefault(layer, List.of())) {
      below.add(each);
      below.addAll(below(each));
    }
    return below;
  }

  private static String layer(JavaClass member) {
    String name = member.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1).split("\\.", 2)[0];
  }

  private static String in(String layer) {
    return ROOT + "." + layer + "..";
  }

  private static String[] in(List<String> layers) {
    return Stream.of(layers).flatMap(List::stream).map(ArchitectureTest::in).toArray(String[]::new);
  }
}
