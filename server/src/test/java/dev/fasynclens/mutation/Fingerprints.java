package dev.fasynclens.mutation;

import dev.fasynclens.review.Finding;
import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recognises the findings of a driver in one of its mutants. */
final class Fingerprints {
  private final Mutant mutant;
  private final Map<String, Origins> origins = new HashMap<>();

  Fingerprints(List<SourceText> texts, Mutant mutant) {
    this.mutant = mutant;
    for (SourceText text : texts) {
      origins.put(text.name(), new Origins(Edit.in(text, mutant.edits())));
    }
  }

  private Origins originsOf(String file) {
    return origins.getOrDefault(file, new Origins(List.of()));
  }

  private static String file(Finding finding) {
    return finding.place().text().name();
  }

  private static int offset(Finding finding) {
    return finding.place().span().start();
  }

  /** A finding in the driver as it was. */
  Fingerprint ofOriginal(Finding finding) {
    String file = file(finding);
    return new Fingerprint(finding.rule().id(), file, originsOf(file).settled(offset(finding)));
  }

  /** A finding in the mutant. */
  Fingerprint ofMutant(Finding finding) {
    String file = file(finding);
    Origins here = originsOf(file);
    return new Fingerprint(finding.rule().id(), file, here.settled(here.before(offset(finding))));
  }

  /** Whether a finding in the driver as it was stands where the mutant is looked at. */
  boolean wasInScope(Finding finding) {
    return isInScope(file(finding), offset(finding));
  }

  /** Whether a finding in the mutant stands where it is looked at. */
  boolean isInScope(Finding finding) {
    return isInScope(file(finding), originsOf(file(finding)).before(offset(finding)));
  }

  private boolean isInScope(String file, int offset) {
    for (Place place : mutant.scope()) {
      if (place.text().name().equals(file)
          && place.span().start() <= offset
          && offset <= place.span().end()) {
        return true;
      }
    }
    return false;
  }
}
