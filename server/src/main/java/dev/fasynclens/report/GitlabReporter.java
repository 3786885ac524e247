package dev.fasynclens.report;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fingerprint;
import dev.fasynclens.review.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The report that GitLab shows as code quality of a merge request. Its format is a part of Code
 * Climate's, whose other readers ask for a type and categories.
 */
public final class GitlabReporter implements Reporter {
  @Override
  public void write(Report report, Appendable out) throws IOException {
    List<Fingerprint> fingerprints = Fingerprint.of(report.findings(), UnaryOperator.identity());
    JsonWriter json = CompactJson.to(out);
    json.beginArray();
    for (int i = 0; i < report.findings().size(); i++) {
      Finding finding = report.findings().get(i);
      Location location = Location.of(finding.place());
      json.beginObject();
      json.name("type").value("issue");
      json.name("categories").beginArray().value("Bug Risk").endArray();
      json.name("description").value(finding.fullMessage());
      json.name("check_name").value(finding.rule().id());
      json.name("fingerprint").value(hash(fingerprints.get(i)));
      json.name("severity").value(severity(finding.severity()));
      json.name("location").beginObject();
      json.name("path").value(location.file());
      json.name("lines").beginObject();
      json.name("begin").value(location.line());
      json.name("end").value(location.endLine());
      json.endObject().endObject().endObject();
    }
    json.endArray();
    json.flush();
    out.append('\n');
  }

  private static String hash(Fingerprint fingerprint) {
    String all =
        String.join(
            "\0",
            fingerprint.file(),
            fingerprint.rule(),
            fingerprint.context(),
            String.valueOf(fingerprint.occurrence()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case ERROR -> "critical";
      case WARNING -> "major";
      case INFO -> "info";
    };
  }
}
