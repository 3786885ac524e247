package dev.fasynclens;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.fasynclens.lsp.TestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The language server as it is shipped: pure output, its own cache, a clean end in every way. */
final class PackagedServerIT {
  private static final Path DIST = Path.of(System.getProperty("fasynclens.dist"));
  private static final boolean WINDOWS = OS.current() == OS.WINDOWS;
  private static final JsonObject PUSHED =
      TestClient.json("{'textDocument': {'publishDiagnostics': {'relatedInformation': true}}}");

  @TempDir private Path temp;

  @Test
  void servesAnEditorInANoisyEnvironment() throws Exception {
    Map<String, String> noisy =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-verbose:class",
            "JDK_JAVA_OPTIONS", "-showversion",
            "_JAVA_OPTIONS", "-Xlog:gc*",
            "DEBUG", "release",
            "LC_ALL", "xx_YY.nowhere");
    Process server = start(noisy, List.of("server", "--stdio"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      JsonObject capabilities = client.initialize(PUSHED, temp);
      assertThat(capabilities.get("positionEncoding").getAsString()).isEqualTo("utf-16");
      Path file = RepositoryFiles.DRIVERS.resolve("echobox/echobox.c");
      client.open(TestClient.uri(file), 1, Files.readString(file));
      JsonArray found = client.diagnostics(TestClient.uri(file), 1);
      assertThat(TestClient.lines(found)).contains("72:FA202");
      assertThat(
              TestClient.texts(
                  found, d -> d.getAsJsonObject("codeDescription").get("href").getAsString()))
          .allMatch(page -> Files.isRegularFile(Path.of(URI.create(page))));
      client.change(TestClient.uri(file), 2, new int[] {0, 0, 0, 0}, "// é😀\n");
      assertThat(TestClient.lines(client.diagnostics(TestClient.uri(file), 2)))
          .contains("73:FA202");
      client.leave();
      assertThat(exitCode(server)).isZero();
      assertThat(client.violations()).isEmpty();
    }
  }

  /** With AOTMode=on the JVM refuses to start when it cannot use the cache. */
  @Test
  void usesItsOwnCache() throws Exception {
    Process server = start(Map.of("FASYNC_LENS_JAVA_OPTS", "-XX:AOTMode=on"), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      client.initialize(PUSHED, temp);
      client.leave();
      assertThat(exitCode(server)).isZero();
    }
  }

  @Test
  void leavingWithoutShutdownIsAnError() throws Exception {
    Process server = start(Map.of(), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      client.initialize(PUSHED, temp);
      client.tell("exit", JsonNull.INSTANCE);
      assertThat(exitCode(server)).isEqualTo(1);
    }
  }

  @Test
  void endsWithTheStream() throws Exception {
    Process server = start(Map.of(), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      client.initialize(PUSHED, temp);
    }
    assertThat(exitCode(server)).isEqualTo(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsWithItsParent() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    Process server = start(Map.of(), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      JsonObject hello = TestClient.json("{'processId': " + parent.pid() + ", 'capabilities': {}}");
      client.ask("initialize", hello);
      parent.destroyForcibly().waitFor();
      assertThat(exitCode(server)).isEqualTo(1);
    }
  }

  @Test
  void leavesSoonInTheMiddleOfWork() throws Exception {
    for (int i = 0; i < 400; i++) {
      Path folder = Files.createDirectories(temp.resolve("driver" + i));
      Files.copy(RepositoryFiles.DRIVERS.resolve("echobox/echobox.c"), folder.resolve("x.c"));
    }
    Process server = start(Map.of(), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      client.initialize(PUSHED, temp);
      client.begin(
          "workspace/diagnostic",
          TestClient.json("{'previousResultIds': [], 'workDoneToken': 'work'}"));
      client.await("the work", m -> m.toString().contains("checking 400 files"));
      client.leave();
      assertThat(server.waitFor(10, TimeUnit.SECONDS)).as("the server ends soon").isTrue();
      assertThat(server.exitValue()).isZero();
    }
  }

  @Test
  void thePageOfWhatHappensIsGoneWithTheServer() throws Exception {
    Process server = start(Map.of(), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      Path page = page(client);
      client.leave();
      assertThat(exitCode(server)).isZero();
      assertThat(page.getParent()).doesNotExist();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where it is killed without a word
  void thePageOfWhatHappensIsGoneAlsoWithAServerThatIsTerminated() throws Exception {
    Process server = start(Map.of(), List.of("server"));
    try (TestClient client = new TestClient(server.getInputStream(), server.getOutputStream())) {
      Path page = page(client);
      server.destroy();
      exitCode(server);
      assertThat(page.getParent()).doesNotExist();
    }
  }

  /** Lets the client be shown what happens at line 72; the page. */
  private Path page(TestClient client) throws IOException, InterruptedException {
    client.initialize(
        TestClient.json("{'window': {'showDocument': {'support': true}}, 'textDocument': {}}"),
        temp);
    String file = TestClient.uri(temp.resolve("echobox.c"));
    client.open(file, 1, Files.readString(RepositoryFiles.DRIVERS.resolve("echobox/echobox.c")));
    client.ask(
        "workspace/executeCommand",
        TestClient.json(
            "{'command': 'fasyncLens.whatHappens', 'arguments': ['"
                + file
                + "', {'line': 71, 'character': 3}]}"));
    String shown =
        client
            .await("the page", m -> TestClient.isCall(m, "window/showDocument"))
            .getAsJsonObject("params")
            .get("uri")
            .getAsString();
    Path page = Path.of(URI.create(shown));
    assertThat(page).content().startsWith("<!DOCTYPE html>");
    return page;
  }

  private static int exitCode(Process server) throws InterruptedException {
    assertThat(server.waitFor(30, TimeUnit.SECONDS)).as("the server ends").isTrue();
    return server.exitValue();
  }

  private Process start(Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(
        DIST.resolve(WINDOWS ? "bin/fasync-lens.cmd" : "bin/fasync-lens")
            .toAbsolutePath()
            .toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectError(temp.resolve("err").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }
}
