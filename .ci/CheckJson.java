import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fails unless a file is one JSON report, strictly. */
final class CheckJson {
  public static void main(String[] args) throws Exception {
    try (Reader file = Files.newBufferedReader(Path.of(args[0]));
        JsonReader json = new JsonReader(file)) {
      json.setStrictness(Strictness.STRICT);
      JsonObject report = JsonParser.parseReader(json).getAsJsonObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException("more text after the report");
      }
      System.out.println(
          "version "
              + report.get("version")
              + ", findings: "
              + report.getAsJsonArray("findings").size());
    }
  }
}
