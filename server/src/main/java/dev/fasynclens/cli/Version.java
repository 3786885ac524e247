package dev.fasynclens.cli;

/** The version of this program. */
final class Version {
  private Version() {}

  /** As the package says it; a build that is not packaged has none. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
