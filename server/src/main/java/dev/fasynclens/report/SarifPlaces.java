package dev.fasynclens.report;

import com.google.gson.stream.JsonWriter;
import dev.fasynclens.source.Place;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** How SARIF tells places, and the texts at them. */
final class SarifPlaces {
  private SarifPlaces() {}

  /** The inside of a {@code location}. */
  static void writeLocation(Place place, JsonWriter json) throws IOException {
    json.name("physicalLocation").beginObject();
    Location location = Location.of(place);
    writeArtifact(location.file(), json);
    writeRegion("region", location, json);
    json.endObject();
  }

  /** A file. */
  static void writeArtifact(String file, JsonWriter json) throws IOException {
    json.name("artifactLocation").beginObject().name("uri").value(uri(file)).endObject();
  }

  /** A part of a file. */
  static void writeRegion(String name, Location location, JsonWriter json) throws IOException {
    json.name(name).beginObject();
    json.name("startLine").value(location.line());
    json.name("startColumn").value(location.column());
    json.name("endLine").value(location.endLine());
    json.name("endColumn").value(location.endColumn());
    json.endObject();
  }

  /** A message. */
  static void writeText(String name, String text, JsonWriter json) throws IOException {
    json.name(name).beginObject().name("text").value(text).endObject();
  }

  /** A path as a reference to its file; a relative one stays relative. */
  private static String uri(String file) {
    boolean drive = file.length() > 2 && file.startsWith(":/", 1);
    try {
      if (file.startsWith("/") || drive) {
        return new URI("file", "", drive ? "/" + file : file, null).toASCIIString();
      }
      // A colon in the first part would end a scheme.
      boolean colon = file.split("/", 2)[0].contains(":");
      return new URI(null, null, colon ? "./" + file : file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file, e); // a path alone is always quoted
    }
  }
}
