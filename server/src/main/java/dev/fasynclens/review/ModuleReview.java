package dev.fasynclens.review;

import dev.fasynclens.driver.DriverModule;

/**
 * A review with what it was made from.
 *
 * @param result what was found
 * @param module the files in view, linked; facts about the same texts come from here
 */
public record ModuleReview(ReviewResult result, DriverModule module) {}
