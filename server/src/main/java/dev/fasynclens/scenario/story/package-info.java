/**
 * Storyboards: a run of a scenario as people and programs are shown it. Made from what the model
 * said while it ran, and from nothing else.
 */
@NullMarked
package dev.fasynclens.scenario.story;

import org.jspecify.annotations.NullMarked;
