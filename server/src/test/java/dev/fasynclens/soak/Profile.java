package dev.fasynclens.soak;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;

/**
 * What a client can do.
 *
 * @param pulls whether it asks for diagnostics
 * @param asked whether the server may ask it for settings
 */
record Profile(Encoding encoding, boolean pulls, boolean asked) {
  private static final List<Profile> ALL =
      List.of(
          new Profile(Encoding.UTF_16, false, false),
          new Profile(Encoding.UTF_8, true, true),
          new Profile(Encoding.UTF_32, false, true),
          new Profile(Encoding.UTF_16, true, true),
          new Profile(Encoding.UTF_8, false, true));

  static Profile numbered(long number) {
    return ALL.get((int) Math.floorMod(number, (long) ALL.size()));
  }

  JsonObject hello(List<Path> folders, JsonElement settings) {
    JsonObject hello =
        JsonParser.parseString(
                """
                {"processId": null, "capabilities": {
                  "general": {"positionEncodings": ["%s"]},
                  "textDocument": {
                    "publishDiagnostics": {"relatedInformation": true},
                    "hover": {"contentFormat": ["markdown"]},
                    "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
                    "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}},
                  "workspace": {"workspaceEdit": {"documentChanges": true},
                    "didChangeWatchedFiles": {"dynamicRegistration": true}}}}
                """
                    .formatted(encoding.kind()))
            .getAsJsonObject();
    JsonObject capabilities = hello.getAsJsonObject("capabilities");
    if (pulls) {
      capabilities.getAsJsonObject("textDocument").add("diagnostic", new JsonObject());
    }
    capabilities.getAsJsonObject("workspace").addProperty("configuration", asked);
    hello.add("initializationOptions", asked ? JsonNull.INSTANCE : settings);
    hello.add("workspaceFolders", folders(folders));
    return hello;
  }

  static JsonArray folders(List<Path> folders) {
    JsonArray all = new JsonArray();
    for (Path folder : folders) {
      JsonObject one = new JsonObject();
      one.addProperty("uri", folder.toUri().toString());
      one.addProperty("name", folder.getFileName().toString());
      all.add(one);
    }
    return all;
  }
}
