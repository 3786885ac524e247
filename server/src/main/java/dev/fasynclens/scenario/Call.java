package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.Descriptors;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.SignalNumbers;
import dev.fasynclens.kernel.signal.SignalSet;
import dev.fasynclens.kernel.signal.Task;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An operation that an actor carries out.
 *
 * @param world where
 * @param actor who
 * @param operation its name
 * @param arguments what follows it
 */
record Call(World world, Actor actor, String operation, List<String> arguments) {
  private static final int MOST_TIMES = 10_000;

  /** The task that makes the call. */
  Task task() {
    return actor.task();
  }

  /** The descriptors of its process. */
  Descriptors descriptors() {
    return world.descriptorsOf(task().group());
  }

  /**
   * An argument.
   *
   * @throws ScenarioException if it is missing
   */
  String argument(int index) {
    if (index >= arguments.size()) {
      throw new ScenarioException(operation + " needs " + (index + 1) + " arguments");
    }
    return arguments.get(index);
  }

  /**
   * The arguments after the first ones.
   *
   * @throws ScenarioException if not even those are there
   */
  List<String> argumentsAfter(int first) {
    argument(first - 1);
    return arguments.subList(first, arguments.size());
  }

  /** An argument that may be missing. */
  String argument(int index, String otherwise) {
    return index < arguments.size() ? arguments.get(index) : otherwise;
  }

  /**
   * An argument that is a number, decimal or 0x.
   *
   * @throws ScenarioException if it is none
   */
  int number(int index) {
    return Names.number(argument(index));
  }

  /**
   * An argument that says how often something is done.
   *
   * @throws ScenarioException if that is more often than any scenario needs
   */
  int times(int index) {
    int result = number(index);
    if (result < 0 || result > MOST_TIMES) {
      throw new ScenarioException(
          operation + " can be done " + MOST_TIMES + " times, not " + result);
    }
    return result;
  }

  /** An argument that is a signal: a name or a number, which may be no signal at all. */
  int signal(int index) {
    return Names.signal(argument(index));
  }

  /** The signals that the arguments from an index on name; {@code all} for all. */
  SignalSet signals(int from) {
    SignalSet result = new SignalSet();
    for (int i = from; i < arguments.size(); i++) {
      if (arguments.get(i).equals("all")) {
        return SignalSet.all();
      }
      int signal = signal(i);
      if (!SignalNumbers.isValid(signal)) {
        throw new ScenarioException(arguments.get(i) + " is no signal");
      }
      result.add(signal);
    }
    return result;
  }

  /** The number of a descriptor that an argument names, -1 if nobody has that name. */
  int descriptor(int index) {
    return world.descriptorNamed(task().group(), argument(index));
  }

  /** The open file that an argument names; null if it is not open. */
  @Nullable OpenFile file(int index) {
    return descriptors().get(descriptor(index));
  }

  /** Does something with the file that an argument names, or fails with EBADF. */
  Reply withFile(int index, ToIntFunction<OpenFile> action) {
    OpenFile file = file(index);
    return Reply.of(file == null || file.pathOnly() ? -Errno.EBADF : action.applyAsInt(file));
  }

  /**
   * One of several system calls of the operation has ended: the task takes its signals before it
   * makes the next one.
   *
   * @return whether there will be a next one
   */
  boolean betweenCalls() {
    world.signals().delivery().exitToUserMode(task());
    return !task().isDead() && !task().isStopped();
  }

  /** Opens a descriptor for a file under a name, and says which number it got. */
  Reply install(String name, OpenFile file) {
    int fd = descriptors().install(file);
    world.nameDescriptor(task().group(), name, fd);
    return Reply.say(name + "=" + fd);
  }

  /** Opens two descriptors, as pipe(2) and its relatives do. */
  Reply install(String first, OpenFile one, String second, OpenFile two) {
    String out = install(first, one).out() + " " + install(second, two).out();
    return Reply.say(out);
  }
}
