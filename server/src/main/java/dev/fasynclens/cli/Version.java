package dev.fasynclens.cli;

import java.util.Optional;

/** The version of this program. */
final class Version {
  private Version() {}

  /** As the package says it; a build that is not packaged has none. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** What tells this build of the program from all others; only a packaged program knows. */
  static Optional<String> build() {
    return Optional.ofNullable(System.getProperty("fasynclens.build"))
        .map(hash -> current() + " " + hash);
  }
}
