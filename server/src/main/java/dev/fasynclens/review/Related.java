package dev.fasynclens.review;

import dev.fasynclens.source.Place;

/**
 * Another place that explains a finding.
 *
 * @param place where
 * @param message what is there
 */
public record Related(Place place, String message) {}
