package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Value;
import dev.fasynclens.explain.Bands.Band;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.PollCode;
import dev.fasynclens.kernel.Signal;
import dev.fasynclens.kernel.object.ProvocationDevice.From;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.story.Storyboard;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What one notification of a driver does to a program, tried out on the model. The driver itself is
 * not executed: a device of the model stands for it, chosen by what is known of the source.
 *
 * @param call the notification, in bytes of the file
 * @param stories one a kernel
 * @param assumptions what was taken for granted, plain sentences without full stops
 * @param notExecuted what of the driver did not run, in the same way
 */
public record Preview(
    Span call, List<Storyboard> stories, List<String> assumptions, List<String> notExecuted) {
  /** A range that no kernel is in: nobody wrote down what should come of it. */
  private static final KernelRange NOBODY =
      new KernelRange(new KernelVersion(1, 0, 0), new KernelVersion(1, 0, 0));

  private static final String NOT_EXECUTED =
      "Nothing of the driver's code runs: not what leads to this call, nor its conditions";

  /** Who gets the signal. */
  public enum Owner {
    /** The program. */
    PROCESS,
    /** One of its threads. */
    THREAD,
    /** Its process group, with a child in it. */
    GROUP,
    /** Nobody. */
    NONE
  }

  /** What the program does with the signal. */
  public enum Disposition {
    /** It has a handler. */
    HANDLER,
    /** What the kernel does by itself. */
    DEFAULT,
    /** It ignores it. */
    IGNORE
  }

  /**
   * The program.
   *
   * @param signal what it chose by F_SETSIG, as scenarios write it; 0 if nothing
   * @param blocked whether it blocks the signal until the end
   * @param limit how many signals may wait for it, if limited
   * @param events how often the driver notifies
   * @param closeBetween whether it closes the file before the driver notifies
   */
  public record SetUp(
      Owner owner,
      String signal,
      boolean blocked,
      Disposition disposition,
      OptionalInt limit,
      int events,
      boolean closeBetween) {}

  /**
   * Tries out the notification at an offset; empty if there is none.
   *
   * @param kernels on which, one or two
   * @throws dev.fasynclens.scenario.ScenarioException if the model cannot do what the set-up says
   */
  public static Optional<Preview> at(
      DriverModule module, CFile file, int offset, List<KernelVersion> kernels, SetUp setUp) {
    Optional<Notification> found = notification(module, file, offset);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Notification notification = found.get();
    List<Notification> all = new ArrayList<>(List.of(notification));
    if (notification.isOpen()) {
      all.addAll(Bands.callersOf(module, notification));
    }
    Set<Queue> queues = new LinkedHashSet<>();
    all.forEach(each -> queues.addAll(each.queues()));
    queues.removeIf(Queue::isOpen);
    List<String> assumptions = new ArrayList<>();
    DeviceVariant device = DeviceVariant.of(module, queues);
    assumptions.add(device.why());
    NotificationContext context = NotificationContext.of(module, notification);
    assumptions.addAll(context.assumptions());
    List<String> notExecuted = new ArrayList<>(List.of(NOT_EXECUTED, context.told()));
    notExecuted.addAll(device.notModelled());
    notExecuted.addAll(context.notModelled());
    String signal = signal(notification, assumptions);
    List<Band> bands = Bands.of(module, notification);
    if (bands.isEmpty()) {
      assumptions.add("The band is not known here; taken for POLL_IN");
    } else if (bands.size() > 1) {
      assumptions.add("The band may be one of several; taken for " + bands.getFirst().shown());
    }
    String title = "What " + notification.function().name() + "() does to a program";
    List<String> told = new ArrayList<>(assumptions);
    told.addAll(notExecuted);
    List<Storyboard> stories = new ArrayList<>();
    for (KernelVersion version : kernels) {
      String band = bands.isEmpty() ? PollCode.POLL_IN.name() : bands.getFirst().onModel(version);
      List<String> commands = commands(device, signal, band, context.from(), setUp);
      stories.add(story(title, told, commands, version));
    }
    return Optional.of(
        new Preview(
            notification.place().span(),
            List.copyOf(stories),
            List.copyOf(assumptions),
            List.copyOf(notExecuted)));
  }

  private static Storyboard story(
      String title, List<String> told, List<String> commands, KernelVersion version) {
    Scenario plain = CanonicalRuns.scenario(commands);
    Scenario scenario =
        new Scenario(
            title,
            String.join(". ", told) + ".",
            NOBODY,
            List.of(),
            Set.of(),
            plain.boot(),
            plain.steps());
    Storyboard story = Storyboard.of(ScenarioRunner.run(scenario, version, true));
    return story.triedOut(PreviewEnding.of(story));
  }

  private static Optional<Notification> notification(DriverModule module, CFile file, int offset) {
    Notification best = null;
    for (CFunction function : file.allFunctions()) {
      for (Notification each : module.facts().notifications(function)) {
        Span span = each.place().span();
        boolean here = span.start() <= offset && offset <= span.end();
        if (here && (best == null || isInside(span, best.place().span()))) {
          best = each;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isInside(Span inner, Span outer) {
    return !inner.equals(outer) && outer.contains(inner);
  }

  /** What is passed as signal, as scenarios write it. */
  private static String signal(Notification notification, List<String> assumptions) {
    List<Value> values = notification.signal();
    if (values.size() == 1
        && (values.getFirst().kind() == Value.Kind.SIGNAL
            || values.getFirst().kind() == Value.Kind.NUMBER)) {
      long number = values.getFirst().number();
      for (Signal each : Signal.values()) {
        if (each.number() == number) {
          return each.name();
        }
      }
      return Integer.toString((int) number);
    }
    assumptions.add("The signal argument is not known here; taken for SIGIO");
    return Signal.SIGIO.name();
  }

  private static List<String> commands(
      DeviceVariant device, String signal, String band, From from, SetUp setUp) {
    String path = "/dev/fz_" + device.variant().name().toLowerCase(Locale.ROOT);
    boolean chooses = !setUp.signal().equals("0");
    String io = Signal.SIGIO.name();
    List<String> signals =
        chooses && !setUp.signal().equals(io) ? List.of(setUp.signal(), io) : List.of(io);
    List<String> commands = new ArrayList<>();
    commands.add("m open file " + path + " rw");
    if (setUp.closeBetween()) {
      commands.add("m open other " + path + " rw");
    }
    for (String each : signals) {
      switch (setUp.disposition()) {
        case HANDLER -> commands.add("m handler " + each);
        case IGNORE -> commands.add("m ignore " + each);
        case DEFAULT -> {}
      }
    }
    String blocked = String.join(" ", signals);
    if (setUp.blocked()) {
      commands.add("m block " + blocked);
    }
    setUp.limit().ifPresent(limit -> commands.add("m rlimit_sigpending " + limit));
    switch (setUp.owner()) {
      case PROCESS -> commands.add("m setown file pid:m");
      case THREAD -> {
        commands.add("m thread t1");
        commands.add("m setown_ex file TID tid:t1");
      }
      case GROUP -> {
        commands.add("m fork c1");
        commands.add("m setown file pgrp:m");
      }
      case NONE -> {}
    }
    if (chooses) {
      commands.add("m setsig file " + setUp.signal());
    }
    commands.add("m async file on");
    if (setUp.closeBetween()) {
      commands.add("m close file");
    }
    String through = setUp.closeBetween() ? "other" : "file";
    String where = from == From.PROCESS ? "" : " " + from.name().toLowerCase(Locale.ROOT);
    commands.add("m kf " + through + " " + signal + " " + band + " " + setUp.events() + where);
    if (setUp.blocked()) {
      commands.add("m pending");
      commands.add("m unblock " + blocked);
    }
    return commands;
  }
}
