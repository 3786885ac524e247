package dev.fasynclens.scenario;

import java.util.List;

/**
 * What a step tells somebody to do.
 *
 * @param actor who; {@code ctl} for what is done from outside
 * @param background whether the call is started and not waited for
 * @param operation what
 * @param arguments what follows it
 */
public record Command(String actor, boolean background, String operation, List<String> arguments) {
  /** Who is meant by what is done from outside. */
  public static final String CONTROL = World.CONTROLLER;

  /**
   * Reads {@code m write w 1} or {@code t1& read b 1}.
   *
   * @throws ScenarioException if there is no operation
   */
  public static Command parse(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    if (words.size() < 2) {
      throw new ScenarioException("a step names an actor and an operation, such as m write w 1");
    }
    String first = words.get(0);
    boolean background = first.endsWith("&");
    String actor = background ? first.substring(0, first.length() - 1) : first;
    return new Command(actor, background, words.get(1), words.subList(2, words.size()));
  }
}
