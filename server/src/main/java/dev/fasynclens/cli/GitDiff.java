package dev.fasynclens.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks git what changed since a revision: the only program that is ever started. Nothing of the
 * repository's settings that would start others is in force.
 */
final class GitDiff {
  private static final List<String> COMMAND =
      List.of(
          "git",
          "-c",
          "core.fsmonitor=false",
          "diff",
          "--no-color",
          "--no-ext-diff",
          "--no-textconv",
          "--ignore-submodules",
          "--src-prefix=a/",
          "--dst-prefix=b/",
          "--unified=0",
          "--merge-base");

  private GitDiff() {}

  /**
   * The difference between the working tree and where it parted from a revision.
   *
   * @param revision a branch, a tag or a commit
   */
  static byte[] since(String revision, Path workingDirectory)
      throws UsageException, InterruptedException {
    if (revision.isEmpty() || revision.startsWith("-")) {
      throw new UsageException("--new-since takes a revision of git, not " + revision);
    }
    List<String> command = new ArrayList<>(COMMAND);
    command.add(revision);
    command.add("--");
    try {
      Process git =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      git.getOutputStream().close();
      byte[] diff;
      try (InputStream out = git.getInputStream()) {
        diff = out.readAllBytes();
      }
      int code = git.waitFor();
      if (code != 0) {
        throw new UsageException("git cannot tell what changed since " + revision);
      }
      return diff;
    } catch (IOException e) {
      throw new UsageException("--new-since cannot start git; --patch reads a diff instead");
    }
  }
}
