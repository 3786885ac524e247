package dev.fasynclens.scenario;

import java.util.List;

/**
 * What a step did.
 *
 * @param returns a number, the name of an error, or a word such as DIED; empty for {@code ctl
 *     settle}
 * @param out what the operation printed, empty for most
 * @param events grouped by actor, the kernel's complaints last
 */
public record Outcome(String returns, String out, List<Event> events) {}
