package dev.fasynclens.eclipse.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged server in a folder, and how a Java runs it.
 *
 * @param folder holds {@code lib} and {@code rules}
 */
public record ServerProgram(Path folder) {
  private static final List<String> FLAGS =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xmx120m",
          "-Xmn40m",
          "-XX:SurvivorRatio=3");

  /** The command line of the server on standard input and output. */
  public List<String> command(Path java, List<String> javaArguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(FLAGS);
    command.add("-Dfasynclens.pages=" + pages());
    command.addAll(javaArguments);
    command.add("-jar");
    command.add(jar().toString());
    command.add("server");
    return command;
  }

  /** The program. */
  public Path jar() {
    return folder.resolve("lib").resolve("fasync-lens.jar");
  }

  /** The folder with a page for each rule. */
  public Path pages() {
    return folder.resolve("rules");
  }
}
