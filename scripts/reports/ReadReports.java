import edu.hm.hafner.analysis.FileReaderFactory;
import edu.hm.hafner.analysis.Issue;
import edu.hm.hafner.analysis.Report;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;

/**
 * Reads reports with what Jenkins and Maven read them with, and fails unless each of them is
 * understood to say the same: so many findings, in the same files, on the same lines.
 *
 * <p>Run by check-reports: {@code java ReadReports.java FOLDER}.
 */
final class ReadReports {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    // What is suppressed is in SARIF as well; Jenkins shows it.
    Map<String, Integer> expected = places(folder, "checkstyle", "checkstyle.xml", any -> true);
    compare("GitLab", expected, places(folder, "code-climate", "gitlab.json", any -> true));
    // The compiler knows no info, and its notes are a part of the message before.
    compare(
        "gcc",
        places(folder, "checkstyle", "checkstyle.xml", ReadReports::isSerious),
        places(folder, "gcc", "report.gcc", ReadReports::isSerious));
    Map<String, Integer> sarif = places(folder, "sarif", "report.sarif", any -> true);
    for (Map.Entry<String, Integer> place : expected.entrySet()) {
      if (sarif.getOrDefault(place.getKey(), 0) < place.getValue()) {
        throw new IllegalStateException("SARIF lacks what is at " + place.getKey());
      }
    }
    int findings = expected.values().stream().mapToInt(Integer::intValue).sum();
    List<ReportTestSuite> suites =
        new TestSuiteXmlParser(new NullConsoleLogger()).parse(folder.resolve("junit.xml") + "");
    int tests = suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum();
    int failures = suites.stream().mapToInt(ReportTestSuite::getNumberOfFailures).sum();
    long serious =
        read(folder, "checkstyle", "checkstyle.xml").stream()
            .filter(ReadReports::isSerious)
            .count();
    if (tests != findings || failures != serious) {
      throw new IllegalStateException(
          "JUnit has %d tests and %d failures instead of %d and %d"
              .formatted(tests, failures, findings, serious));
    }
    System.out.printf(
        "%d findings in %d places, as Jenkins and Maven read them%n", findings, expected.size());
  }

  private static boolean isSerious(Issue issue) {
    return !issue.getSeverity().getName().equals("LOW");
  }

  private static Report read(Path folder, String parser, String file) throws Exception {
    Report report =
        new ParserRegistry()
            .get(parser)
            .createParser()
            .parse(new FileReaderFactory(folder.resolve(file)));
    if (report.hasErrors() || report.isEmpty()) {
      throw new IllegalStateException(file + ": " + report.getErrorMessages());
    }
    return report;
  }

  /** How many findings there are on each line. */
  private static Map<String, Integer> places(
      Path folder, String parser, String file, Predicate<Issue> wanted) throws Exception {
    Map<String, Integer> places = new TreeMap<>();
    for (Issue issue : read(folder, parser, file)) {
      if (wanted.test(issue)) {
        places.merge(issue.getFileName() + ":" + issue.getLineStart(), 1, Integer::sum);
      }
    }
    return places;
  }

  private static void compare(String what, Map<String, Integer> expected, Map<String, Integer> is) {
    if (!expected.equals(is)) {
      Map<String, Integer> missing = new TreeMap<>(expected);
      missing.keySet().removeAll(is.keySet());
      Map<String, Integer> more = new TreeMap<>(is);
      more.keySet().removeAll(expected.keySet());
      throw new IllegalStateException(what + " lacks " + missing + " and has " + more);
    }
  }
}
