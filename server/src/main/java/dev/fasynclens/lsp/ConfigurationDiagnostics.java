package dev.fasynclens.lsp;

import dev.fasynclens.project.ConfigurationLookup;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.ConfigurationProblem;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;

/** What is wrong in configuration files, as diagnostics in those files. */
final class ConfigurationDiagnostics {
  private final RuleCatalog catalog;
  private final DiagnosticConverter converter;

  ConfigurationDiagnostics(RuleCatalog catalog, DiagnosticConverter converter) {
    this.catalog = catalog;
    this.converter = converter;
  }

  /** Whether a file is one. */
  static boolean isConfiguration(String name) {
    return name.substring(name.lastIndexOf('/') + 1).equals(ConfigurationFile.NAME);
  }

  List<Diagnostic> of(SourceText text) {
    return ConfigurationFile.read(text, catalog.ids()).problems().stream()
        .map(converter::of)
        .toList();
  }

  /** A mistake that was met on the way to something else. */
  Diagnostic of(ConfigurationLookup.Mistake mistake) {
    Place place =
        mistake.place().orElseGet(() -> Place.of(SourceText.of(mistake.file(), ""), 0, 0));
    return converter.of(new ConfigurationProblem(place, mistake.message()));
  }
}
