package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.kernel.trace.KernelFunction;
import dev.fasynclens.kernel.trace.TraceEvent;
import dev.fasynclens.report.MarkdownText;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.StepRun;
import dev.fasynclens.scenario.story.Happening;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A page for each function of the way of a signal on one version: what it does, whom it calls and
 * who calls it. All that is told was seen in a run of the model.
 */
public final class KernelPages {
  /** The heading of what a function calls. */
  public static final String CALLS = "## Calls";

  private static final int MOST_LISTED = 12;

  /** How the canonical runs call their processes and threads. */
  private static final Pattern ACTOR = Pattern.compile("\\b(thread |process |)(?:m|c\\d|t\\d)\\b");

  /** How they call their files, where only a name can stand. */
  private static final Pattern FILE =
      Pattern.compile("\\b(?<=of |because )(?!a (?!is ))[a-zA-Z]\\d?\\b");

  private static final Pattern QUEUE = Pattern.compile("(?<=entries of |not in )\\S+");
  private static final Pattern VARIABLE = Pattern.compile("\\bSIG[A-Z0-9]+|\\b\\d+");

  /** What a driver's own methods are called in addresses, since their names hold signs. */
  static final String METHOD = "->";

  private static final String METHOD_SLUG = "driver-";

  private final KernelVersion version;
  private final CallChains chains;
  private final Set<KernelFunction> functions;
  private final Map<KernelFunction, Set<KernelFunction>> callers =
      new EnumMap<>(KernelFunction.class);
  private final Map<KernelFunction, Map<String, String>> decisions =
      new EnumMap<>(KernelFunction.class);
  private final Map<KernelFunction, Map<String, String>> changes =
      new EnumMap<>(KernelFunction.class);

  private KernelPages(KernelVersion version) {
    this.version = version;
    this.chains = Chains.of(version);
    this.functions = chains.functions();
  }

  /** Where a page is: what a link to it says. */
  public interface Address {
    /** The link to a function's page on a version. */
    String of(KernelFunction function, KernelVersion version);
  }

  /**
   * The pages of a version; older ones than the model knows count as the oldest one that it knows.
   */
  public static KernelPages of(KernelVersion version) {
    KernelVersion oldest = ChangePoint.HISTORY_STARTS.release();
    KernelPages pages = new KernelPages(version.compareTo(oldest) < 0 ? oldest : version);
    for (Scenario scenario : CanonicalRuns.all()) {
      for (StepRun step : ScenarioRunner.run(scenario, pages.version, true).steps()) {
        Happening.of(step.trace()).forEach(pages::look);
      }
    }
    return pages;
  }

  private void look(Happening happening) {
    if (happening instanceof Happening.Call call) {
      KernelFunction function = function(call);
      for (Happening each : call.inside()) {
        if (each instanceof Happening.Call inner) {
          callers.computeIfAbsent(function(inner), _ -> new LinkedHashSet<>()).add(function);
        } else if (each instanceof Happening.Note note) {
          note(function, note.event());
        }
        look(each);
      }
    }
  }

  private void note(KernelFunction function, TraceEvent event) {
    if (event instanceof TraceEvent.Decision decision) {
      String told = anonymous(decision.decision() + ", because " + decision.reason());
      keep(decisions, function, told);
    } else if (event instanceof TraceEvent.Change change) {
      keep(changes, function, anonymous(change.what()));
    }
  }

  /** What differs in signals and numbers alone is kept once. */
  private static void keep(
      Map<KernelFunction, Map<String, String>> all, KernelFunction function, String told) {
    all.computeIfAbsent(function, _ -> new LinkedHashMap<>())
        .putIfAbsent(VARIABLE.matcher(told).replaceAll("?"), told);
  }

  /** Without the names that a run gave to its processes and files. */
  private static String anonymous(String text) {
    String shown =
        ACTOR
            .matcher(text)
            .replaceAll(
                found -> found.group(1).isEmpty() ? "the receiver" : "a " + found.group(1).strip());
    shown = FILE.matcher(shown).replaceAll("the file");
    shown = shown.replace(Trial.CHOSEN + "+0", "SIG" + Trial.CHOSEN);
    return QUEUE.matcher(shown).replaceAll("the queue");
  }

  private static KernelFunction function(Happening.Call call) {
    return call.entered().function();
  }

  /** What to call a function in an address: letters, digits, underscores and hyphens. */
  public static String slug(KernelFunction function, KernelVersion version) {
    return function.nameIn(version).replace(METHOD, METHOD_SLUG);
  }

  /** The function that an address calls so. */
  public static Optional<KernelFunction> ofSlug(String slug) {
    return KernelFunction.named(
        slug.startsWith(METHOD_SLUG) ? METHOD + slug.substring(METHOD_SLUG.length()) : slug);
  }

  /** The kernel's function whose name stands at an offset. */
  public static Optional<KernelFunction> functionAt(
      DriverModule module, CFile file, int offset, TargetKernels target) {
    return Cursor.at(module, file, offset, target).flatMap(FunctionHover::function);
  }

  /** The version whose pages these are. */
  public KernelVersion version() {
    return version;
  }

  /** The functions that have a page. */
  public Set<KernelFunction> functions() {
    return functions;
  }

  /** What a function calls, in order, as far as it has pages. */
  public List<KernelFunction> calls(KernelFunction function) {
    return chains.from(function).stream()
        .flatMap(chain -> chain.start().calls().stream())
        .map(CallChain.Call::function)
        .filter(functions::contains)
        .toList();
  }

  /** Who calls a function. */
  public List<KernelFunction> callers(KernelFunction function) {
    return callers.getOrDefault(function, Set.of()).stream().filter(functions::contains).toList();
  }

  /** The page of a function; empty if it takes no part on this version. */
  public Optional<String> page(KernelFunction function, Address address) {
    if (!functions.contains(function)) {
      return Optional.empty();
    }
    StringBuilder out = new StringBuilder();
    out.append("# ").append(title(function)).append("\n\n");
    boolean inTree = function.file().contains("/");
    String file = inTree ? "`" + function.file() + "` of " : function.file() + " on ";
    out.append(function.sentence()).append(". In ").append(file);
    out.append("Linux ").append(version).append(".\n");
    Optional<CallChain> chain = chains.from(function);
    chain.ifPresent(found -> locks(found, out));
    links("Called by", callers.getOrDefault(function, Set.of()), address, out);
    chain.ifPresent(found -> calls(found, address, out));
    listed("What it may decide", decisions, function, out);
    listed("What it changes", changes, function, out);
    names(function, out);
    return Optional.of(out.toString());
  }

  private String title(KernelFunction function) {
    return "`" + function.nameIn(version) + "`";
  }

  private static void listed(
      String title,
      Map<KernelFunction, Map<String, String>> all,
      KernelFunction function,
      StringBuilder out) {
    Map<String, String> here = all.getOrDefault(function, Map.of());
    if (!here.isEmpty()) {
      out.append("\n## ").append(title).append("\n\n");
      // Some hold the names of functions and lists; their signs must not become markup.
      here.values().stream()
          .limit(MOST_LISTED)
          .forEach(each -> out.append("- ").append(MarkdownText.plain(each)).append('\n'));
    }
  }

  private static void locks(CallChain chain, StringBuilder out) {
    if (!chain.start().locks().isEmpty()) {
      out.append("\nTakes ");
      out.append(Wording.locks(chain.start().locks()));
      out.append(".\n");
    }
  }

  private void calls(CallChain chain, Address address, StringBuilder out) {
    List<CallChain.Call> calls = chain.start().calls();
    if (calls.isEmpty()) {
      return;
    }
    out.append("\n")
        .append(CALLS)
        .append("\n\nIn this order, though not all of them each time:\n\n");
    int number = 1;
    for (CallChain.Call each : calls) {
      out.append(number++).append(". ").append(link(each.function(), address)).append(' ');
      out.append(Wording.inside(each.function().sentence())).append(".\n");
    }
  }

  private void links(String title, Set<KernelFunction> linked, Address address, StringBuilder out) {
    if (!linked.isEmpty()) {
      out.append("\n## ").append(title).append("\n\n");
      for (KernelFunction each : linked) {
        out.append("- ").append(link(each, address)).append('\n');
      }
    }
  }

  private String link(KernelFunction function, Address address) {
    return functions.contains(function)
        ? "[" + title(function) + "](" + address.of(function, version) + ")"
        : title(function);
  }

  private void names(KernelFunction function, StringBuilder out) {
    List<String> lines = new ArrayList<>();
    for (Behaviours.Span<String> each : FunctionNames.of(function, KernelRange.ALL)) {
      if (!each.behaviour().equals(function.nameIn(version))) {
        lines.add("- `" + each.behaviour() + "` on " + Wording.linux(each.range()));
      }
    }
    if (!lines.isEmpty()) {
      out.append("\n## Other names\n\n").append(String.join("\n", lines)).append('\n');
    }
  }
}
