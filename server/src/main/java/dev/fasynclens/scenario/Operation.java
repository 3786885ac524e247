package dev.fasynclens.scenario;

/** Something an actor can do, such as {@code write}. */
@FunctionalInterface
interface Operation {
  /**
   * Does it, in the context of the actor's system call.
   *
   * @throws ScenarioException if the arguments make no sense
   */
  Reply run(Call call);
}
