package dev.fasynclens.review;

import dev.fasynclens.source.Place;

/**
 * What is wrong in a configuration file.
 *
 * @param place where
 * @param message what is wrong and what is allowed
 */
public record ConfigurationProblem(Place place, String message) {}
