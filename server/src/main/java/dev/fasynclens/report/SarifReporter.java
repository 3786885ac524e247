package dev.fasynclens.report;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fingerprint;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.Problem;
import dev.fasynclens.review.Related;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.RuleInfo;
import dev.fasynclens.review.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * SARIF 2.1.0, which code scanning reads. What is suppressed is in the report and marked. Never
 * more than GitHub takes; notifications tell what is left out or could not be examined.
 */
public final class SarifReporter implements Reporter {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final int MOST_RESULTS = 25_000;
  private static final int MOST_LOCATIONS = 1000;
  private static final int MOST_STEPS = 10_000;
  private static final int MOST_TAGS = 20;

  /** The width of help for viewers that know no Markdown. */
  private static final int HELP_COLUMNS = 100;

  private final RuleCatalog catalog;
  private final int mostResults;

  /** A reporter that describes these rules. */
  public SarifReporter(RuleCatalog catalog) {
    this(catalog, MOST_RESULTS);
  }

  /**
   * A reporter for a consumer with another limit.
   *
   * @param mostResults how many results there may be
   */
  SarifReporter(RuleCatalog catalog, int mostResults) {
    this.catalog = catalog;
    this.mostResults = mostResults;
  }

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Results results = Results.of(report, mostResults);
    JsonWriter json = CompactJson.to(out);
    json.beginObject();
    json.name("$schema").value(SCHEMA);
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    writeTool(report, json);
    json.name("columnKind").value("unicodeCodePoints");
    writeInvocation(report, results.leftOut(), json);
    json.name("results").beginArray();
    Map<String, Integer> indices = ruleIndices();
    for (Result result : results.shown()) {
      write(result, indices.getOrDefault(result.finding().rule().id(), -1), json);
    }
    json.endArray();
    writeProperties(report, json);
    json.endObject().endArray().endObject();
    json.flush();
    out.append('\n');
  }

  @Override
  public List<String> remarks(Report report) {
    int leftOut = Results.of(report, mostResults).leftOut();
    return leftOut == 0 ? List.of() : List.of("in SARIF, " + leftOutMessage(leftOut));
  }

  /**
   * A finding as it is told.
   *
   * @param suppression how it is suppressed in the words of SARIF, or empty
   */
  private record Result(Finding finding, Fingerprint fingerprint, String suppression) {}

  /** What is told, in order, and how much is not. */
  private record Results(List<Result> shown, int leftOut) {
    static Results of(Report report, int most) {
      IdentityHashMap<Finding, String> suppressions = new IdentityHashMap<>();
      report.inSource().forEach(finding -> suppressions.put(finding, "inSource"));
      report.known().forEach(finding -> suppressions.put(finding, "external"));
      List<Finding> all = new ArrayList<>(report.findings());
      all.addAll(report.inSource());
      all.addAll(report.known());
      Collections.sort(all);
      List<Fingerprint> fingerprints = Fingerprint.of(all, UnaryOperator.identity());
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Finding finding = all.get(i);
        String suppression = suppressions.getOrDefault(finding, "");
        results.add(new Result(finding, fingerprints.get(i), suppression));
      }
      if (results.size() <= most) {
        return new Results(results, 0);
      }
      List<Result> byWeight = new ArrayList<>(results);
      byWeight.sort(
          Comparator.comparing((Result result) -> !result.suppression().isEmpty())
              .thenComparing(result -> result.finding().severity()));
      Set<Fingerprint> kept = new HashSet<>();
      byWeight.subList(0, most).forEach(result -> kept.add(result.fingerprint()));
      int leftOut = results.size() - most;
      results.removeIf(result -> !kept.contains(result.fingerprint()));
      return new Results(results, leftOut);
    }
  }

  private Map<String, Integer> ruleIndices() {
    Map<String, Integer> indices = new HashMap<>();
    for (RuleInfo rule : catalog.infos()) {
      indices.put(rule.id(), indices.size());
    }
    return indices;
  }

  private void writeTool(Report report, JsonWriter json) throws IOException {
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("fasync-lens");
    json.name("semanticVersion").value(report.tool());
    json.name("informationUri").value(RuleCatalog.HOME);
    json.name("rules").beginArray();
    for (RuleInfo rule : catalog.infos()) {
      String page = catalog.page(rule);
      json.beginObject();
      json.name("id").value(rule.id());
      json.name("name").value(rule.name());
      SarifPlaces.writeText("shortDescription", rule.title(), json);
      SarifPlaces.writeText("fullDescription", rule.summary(), json);
      json.name("help").beginObject();
      json.name("text").value(MarkdownPage.render(page, Palette.PLAIN, HELP_COLUMNS));
      json.name("markdown").value(page);
      json.endObject();
      json.name("helpUri").value(catalog.pageUri(rule));
      json.name("defaultConfiguration").beginObject();
      json.name("level").value(level(rule.severity()));
      json.endObject();
      json.name("properties").beginObject();
      json.name("tags").beginArray();
      for (String tag : rule.tags().stream().limit(MOST_TAGS).toList()) {
        json.value(tag);
      }
      json.endArray();
      json.name("problem.severity").value(problemSeverity(rule.severity()));
      json.endObject();
      json.endObject();
    }
    json.endArray().endObject().endObject();
  }

  /**
   * Tells what is not in the results, because a file was not read or because there are too many.
   */
  private static void writeInvocation(Report report, int leftOut, JsonWriter json)
      throws IOException {
    NavigableMap<String, String> notifications = new TreeMap<>();
    for (Problem problem : report.problems()) {
      boolean partly = problem.kind() == Problem.Kind.PARTLY_READ;
      notifications.put(problem.file() + ": " + problem.message(), partly ? "warning" : "error");
    }
    if (leftOut > 0) {
      notifications.put(leftOutMessage(leftOut), "warning");
    }
    json.name("invocations").beginArray().beginObject();
    json.name("executionSuccessful").value(!notifications.containsValue("error"));
    json.name("toolExecutionNotifications").beginArray();
    for (Map.Entry<String, String> notification : notifications.entrySet()) {
      json.beginObject();
      json.name("level").value(notification.getValue());
      SarifPlaces.writeText("message", notification.getKey(), json);
      json.endObject();
    }
    json.endArray().endObject().endArray();
  }

  private static String leftOutMessage(int results) {
    return "the %d least severe results were left out.".formatted(results);
  }

  private static void writeProperties(Report report, JsonWriter json) throws IOException {
    json.name("properties").beginObject();
    json.name("oldestKernel").value(report.target().range().oldest().toString());
    json.name("newestKernel").value(report.target().range().newest().toString());
    json.name("files").value(report.files());
    json.endObject();
  }

  private static void write(Result result, int ruleIndex, JsonWriter json) throws IOException {
    Finding finding = result.finding();
    json.beginObject();
    json.name("ruleId").value(finding.rule().id());
    if (ruleIndex >= 0) {
      json.name("ruleIndex").value(ruleIndex);
    }
    json.name("level").value(level(finding.severity()));
    SarifPlaces.writeText("message", finding.fullMessage(), json);
    json.name("locations").beginArray().beginObject();
    SarifPlaces.writeLocation(finding.place(), json);
    json.endObject().endArray();
    if (!finding.related().isEmpty()) {
      writeRelated(finding.related(), json);
    }
    if (!finding.steps().isEmpty()) {
      writeSteps(finding.steps(), json);
    }
    Fingerprint fingerprint = result.fingerprint();
    json.name("partialFingerprints").beginObject();
    json.name("primaryLocationLineHash");
    json.value(fingerprint.context() + ":" + (fingerprint.occurrence() + 1));
    json.endObject();
    if (!finding.fixes().isEmpty()) {
      json.name("fixes").beginArray();
      for (Fix fix : finding.fixes()) {
        write(fix, json);
      }
      json.endArray();
    }
    if (!result.suppression().isEmpty()) {
      json.name("suppressions").beginArray().beginObject();
      json.name("kind").value(result.suppression());
      json.endObject().endArray();
    }
    json.endObject();
  }

  private static void writeRelated(List<Related> related, JsonWriter json) throws IOException {
    json.name("relatedLocations").beginArray();
    int shown = Math.min(related.size(), MOST_LOCATIONS - 1);
    for (int i = 0; i < shown; i++) {
      json.beginObject();
      json.name("id").value(i + 1);
      SarifPlaces.writeLocation(related.get(i).place(), json);
      SarifPlaces.writeText("message", related.get(i).message(), json);
      json.endObject();
    }
    json.endArray();
  }

  /** The way through a mistake, which viewers show step by step. */
  private static void writeSteps(List<Finding.Step> steps, JsonWriter json) throws IOException {
    json.name("codeFlows").beginArray().beginObject();
    json.name("threadFlows").beginArray().beginObject();
    json.name("locations").beginArray();
    int order = 0;
    for (Finding.Step step : steps.stream().limit(MOST_STEPS).toList()) {
      order++;
      json.beginObject();
      json.name("location").beginObject();
      SarifPlaces.writeLocation(step.place(), json);
      SarifPlaces.writeText("message", step.message(), json);
      json.endObject();
      json.name("executionOrder").value(order);
      json.name("importance").value(step.mistake() ? "essential" : "important");
      json.endObject();
    }
    json.endArray().endObject().endArray().endObject().endArray();
  }

  private static void write(Fix fix, JsonWriter json) throws IOException {
    Map<String, List<Fix.Edit>> byFile = new LinkedHashMap<>();
    for (Fix.Edit edit : fix.edits()) {
      byFile.computeIfAbsent(edit.place().text().name(), _ -> new ArrayList<>()).add(edit);
    }
    json.beginObject();
    SarifPlaces.writeText("description", fix.title(), json);
    json.name("artifactChanges").beginArray();
    for (Map.Entry<String, List<Fix.Edit>> file : byFile.entrySet()) {
      json.beginObject();
      SarifPlaces.writeArtifact(file.getKey(), json);
      json.name("replacements").beginArray();
      for (Fix.Edit edit : file.getValue()) {
        json.beginObject();
        SarifPlaces.writeRegion("deletedRegion", Location.of(edit.place()), json);
        SarifPlaces.writeText("insertedContent", edit.replacement(), json);
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
    json.name("properties").beginObject().name("safe").value(fix.isSafe()).endObject();
    json.endObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static String problemSeverity(Severity severity) {
    return severity == Severity.INFO ? "recommendation" : severity.label();
  }
}
