package dev.fasynclens.scenario;

import dev.fasynclens.kernel.KernelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes random scenarios for a real kernel to judge. Run by {@code conformance/random.sh}. */
public final class RandomScenarios {
  private RandomScenarios() {}

  /** Arguments: the folder, the release, how many, and the seed of the first. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    KernelVersion version = KernelVersion.parse(arguments[1]).orElseThrow();
    int count = Integer.parseInt(arguments[2]);
    long seed = Long.parseLong(arguments[3]);
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Scenario scenario = RandomScenario.of(version, seed + i);
      Files.writeString(
          folder.resolve("random-" + (seed + i) + ".json"), ScenarioWriter.write(scenario));
    }
  }
}
