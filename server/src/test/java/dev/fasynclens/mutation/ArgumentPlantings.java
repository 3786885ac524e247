package dev.fasynclens.mutation;

import dev.fasynclens.mutation.Mutant.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Wrong arguments of {@code kill_fasync} and {@code fasync_helper}. */
final class ArgumentPlantings {
  private static final int SIGNAL = 1;
  private static final int BAND = 2;

  private ArgumentPlantings() {}

  static List<Planting> all() {
    return List.of(
        Planting.mistake(
            "band-is-poll-mask",
            Set.of("FA202"),
            driver ->
                instead(
                    driver,
                    BAND,
                    "POLLIN",
                    "EPOLLIN",
                    "POLLIN | POLLRDNORM",
                    "POLLOUT",
                    "EPOLLPRI | EPOLLERR",
                    "POLLHUP")),
        Planting.mistake(
            "band-out-of-range",
            Set.of("FA203"),
            driver ->
                instead(
                    driver, BAND, "0", "-1", "SI_KERNEL", "POLL_IN | POLL_OUT", "POLL_HUP + 1")),
        Planting.mistake(
                "band-against-direction", Set.of("FA207"), ArgumentPlantings::otherDirection)
            .entailing("FA208"),
        Planting.mistake(
            "signal-is-not-sigio",
            Set.of("FA201"),
            driver -> instead(driver, SIGNAL, "SIGUSR1", "SIGALRM", "0", "SIGRTMIN")),
        Planting.mistake(
                "ampersand-dropped-or-added", Set.of("FA206"), ArgumentPlantings::ampersand)
            .entailing("FA204", "FA205", "FA304"),
        Planting.mistake(
                "notification-arguments-swapped",
                Set.of("FA206", "FA203", "FA404"),
                driver ->
                    rearranged(
                        driver.notifications(),
                        Map.of(
                            "signal and band", List.of(0, 2, 1),
                            "queue last", List.of(1, 2, 0),
                            "two arguments", List.of(0, 1))))
            .entailing("FA201", "FA202", "FA204", "FA205"),
        Planting.mistake(
                "helper-arguments-swapped",
                Set.of("FA206"),
                driver ->
                    rearranged(
                        driver.helpers(),
                        Map.of(
                            "descriptor and switch", List.of(2, 1, 0, 3),
                            "file first", List.of(1, 0, 2, 3),
                            "queue before switch", List.of(0, 1, 3, 2))))
            .entailing("FA103", "FA204", "FA205", "FA301", "FA302"));
  }

  /** Another argument: written out, from a variable, a choice, a macro, a function of its own. */
  private static List<Mutant> instead(Driver driver, int position, String... values) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      int argument = site.arguments().get(position);
      for (String value : values) {
        mutants.add(
            new Draft("%s, written out".formatted(value))
                .replace(site.file(), argument, value)
                .mutant());
      }
      for (Map.Entry<String, BiFunction<Site, String, Draft>> way : ways(position).entrySet()) {
        for (String value : List.of(values[0], values[values.length - 1])) {
          if (site.isStatement()) {
            mutants.add(way.getValue().apply(site, value).mutant());
          }
        }
      }
    }
    return mutants;
  }

  private static Map<String, BiFunction<Site, String, Draft>> ways(int position) {
    Map<String, BiFunction<Site, String, Draft>> ways = new LinkedHashMap<>();
    ways.put(
        "variable",
        (site, value) ->
            new Draft(value + ", from a variable")
                .replace(
                    site.file(),
                    site.statement(),
                    "{ int planted = %s; %s }"
                        .formatted(value, with(site, position, "planted") + ";")));
    ways.put(
        "choice",
        (site, value) ->
            new Draft(value + ", one of two")
                .replace(
                    site.file(),
                    site.arguments().get(position),
                    "jiffies & 1 ? %s : %s".formatted(site.argument(position), value)));
    ways.put(
        "macro",
        (site, value) ->
            new Draft(value + ", from a macro")
                .above(site.file(), site.start(), "#define PLANTED_EVENT (%s)\n".formatted(value))
                .replace(site.file(), site.arguments().get(position), "PLANTED_EVENT"));
    ways.put(
        "function",
        (site, value) ->
            new Draft(value + ", handed to a function")
                .above(
                    site.file(),
                    site.start(),
                    """
                    static void planted_tell(struct fasync_struct **queue, int signal, int band)
                    {
                    	if (*queue)
                    		kill_fasync(queue, signal, band);
                    }

                    """)
                .replace(
                    site.file(),
                    site.call(),
                    "planted_tell(&%s, %s, %s)"
                        .formatted(
                            site.head(0, site.callee().startsWith("snd_")),
                            position == SIGNAL ? value : site.argument(SIGNAL),
                            position == BAND ? value : site.argument(BAND))));
    return ways;
  }

  private static String with(Site site, int position, String value) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < site.arguments().size(); i++) {
      arguments.add(i == position ? value : site.argument(i));
    }
    return "%s(%s)".formatted(site.callee(), String.join(", ", arguments));
  }

  private static List<Mutant> otherDirection(Driver driver) {
    Map<String, String> others = Map.of("POLL_IN", "POLL_OUT", "POLL_OUT", "POLL_IN");
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      String other = others.get(site.argument(BAND));
      if (other != null) {
        mutants.add(
            new Draft(other + " for " + site.argument(BAND))
                .replace(site.file(), site.arguments().get(BAND), other)
                .mutant());
      }
    }
    return mutants;
  }

  private static List<Mutant> ampersand(Driver driver) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : driver.notifications()) {
      turned(site, 0).ifPresent(mutants::add);
    }
    for (Site site : driver.helpers()) {
      turned(site, 3).ifPresent(mutants::add);
    }
    return mutants;
  }

  private static Optional<Mutant> turned(Site site, int position) {
    String text = site.argument(position);
    boolean drop = text.startsWith("&");
    if (!drop && text.endsWith(")")) {
      return Optional.empty(); // the result of a call has no address
    }
    Draft draft = new Draft((drop ? "dropped in " : "added in ") + site.callee());
    return Optional.of(
        draft
            .replace(
                site.file(),
                site.arguments().get(position),
                drop ? text.substring(1).strip() : "&" + text)
            .mutant());
  }

  private static List<Mutant> rearranged(List<Site> sites, Map<String, List<Integer>> orders) {
    List<Mutant> mutants = new ArrayList<>();
    for (Site site : sites) {
      orders.keySet().stream()
          .sorted()
          .forEach(
              name -> {
                List<String> arguments =
                    orders.getOrDefault(name, List.of()).stream().map(site::argument).toList();
                String call = "%s(%s)".formatted(site.callee(), String.join(", ", arguments));
                mutants.add(new Draft(name).replace(site.file(), site.call(), call).mutant());
              });
    }
    return mutants;
  }
}
