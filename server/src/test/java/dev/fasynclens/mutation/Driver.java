package dev.fasynclens.mutation;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.driver.Notification;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Primitives;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One file of a module, as somebody sees it who wants to change it.
 *
 * @param module the files it is linked with
 * @param file the one to change
 */
record Driver(DriverModule module, CFile file) {
  private static final String MEMBER = "fasync";

  Facts facts() {
    return module.facts();
  }

  private List<Site> sites(Predicate<Site> wanted) {
    List<Site> found = new ArrayList<>();
    for (CFunction function : file.allFunctions()) {
      for (int call : function.calls()) {
        Site site = new Site(function, call);
        if (site.isPlain() && wanted.test(site)) {
          found.add(site);
        }
      }
    }
    return found;
  }

  /** The calls of functions of certain names. */
  List<Site> calls(Set<String> names) {
    return sites(site -> names.contains(site.callee()));
  }

  /** The calls of {@code kill_fasync} and its relatives. */
  List<Site> notifications() {
    return sites(
        site -> {
          Primitives.Notifying notifying = facts().primitives().notifying(site.callee());
          return notifying != null && site.arguments().size() == notifying.arguments();
        });
  }

  /** How a notification takes its queue. */
  boolean isByValue(Site notification) {
    Primitives.Notifying notifying = facts().primitives().notifying(notification.callee());
    return notifying != null && notifying.byValue();
  }

  /** The list head that a notification means, as an expression. */
  String head(Site notification) {
    return notification.head(0, isByValue(notification));
  }

  /** The calls of {@code fasync_helper} that a handler makes itself, with what it was passed. */
  List<Site> helpers() {
    Set<CFunction> handlers = new LinkedHashSet<>(handlers());
    return sites(
        site ->
            handlers.contains(site.function())
                && site.callee().endsWith("fasync_helper")
                && site.arguments().size() == 4
                && site.argument(2).equals(on(site.function())));
  }

  /** The name of a handler's switch. */
  static String on(CFunction handler) {
    return handler.parameters().get(2).name();
  }

  /** The name of a handler's file. */
  static String opened(CFunction handler) {
    return handler.parameters().get(1).name();
  }

  /** The {@code .fasync} methods defined here that register files. */
  List<CFunction> handlers() {
    List<CFunction> handlers = new ArrayList<>();
    for (CFunction function : file.allFunctions()) {
      boolean usable =
          !function.isMacro()
              && function.hasHandlerSignature()
              && !on(function).isEmpty()
              && !opened(function).isEmpty();
      if (usable
          && !facts().tablesWith(MEMBER, function).isEmpty()
          && facts().registrations(function).stream().anyMatch(r -> !r.onlyRemoves())) {
        handlers.add(function);
      }
    }
    return handlers;
  }

  /** Whether a handler decides by itself: no other function with parts in it. */
  boolean isSimple(CFunction handler) {
    return facts().paths(handler).complete();
  }

  /** The operation tables written here with a handler. */
  List<OperationTable> tables() {
    return facts().tables(file).stream()
        .filter(table -> table.list() >= 0 && table.entry(MEMBER).isPresent())
        .toList();
  }

  /** The tables written here that name this handler. */
  List<OperationTable> tablesOf(CFunction handler) {
    return tables().stream()
        .filter(table -> facts().methods(table, MEMBER).contains(handler))
        .toList();
  }

  /** Whether all tables that name a handler are written here. */
  boolean ownsAllTablesOf(CFunction handler) {
    return !tablesOf(handler).isEmpty()
        && tablesOf(handler).size() == facts().tablesWith(MEMBER, handler).size();
  }

  /** The initialiser of a member of a table. */
  Optional<Integer> pair(OperationTable table, String member) {
    return table
        .entry(member)
        .filter(entry -> entry.file() == file)
        .map(entry -> file.tree().enclosing(entry.node(), Kind.INITIALIZER_PAIR))
        .filter(pair -> pair >= 0 && file.tree().text(pair).indexOf('#') < 0);
  }

  /** The methods of a member of a table that are functions defined here. */
  List<CFunction> methods(OperationTable table, String member) {
    return facts().methods(table, member).stream()
        .filter(method -> method.file() == file && !method.isMacro())
        .toList();
  }

  /** The queues that a function adds its file to, as far as they are known. */
  List<Queue> queues(CFunction handler) {
    Set<Queue> queues = new LinkedHashSet<>();
    for (Registration registration : facts().registrations(handler)) {
      for (Queue queue : registration.queues()) {
        if (queue instanceof Queue.Global || queue instanceof Queue.Member) {
          queues.add(queue);
        }
      }
    }
    return List.copyOf(queues);
  }

  /** The notifications at the end of all ways that may mean a queue. */
  List<Site> notificationsOf(Queue queue) {
    Set<Site> found = new LinkedHashSet<>();
    for (Notification notification : facts().allNotifications()) {
      if (means(notification, queue)) {
        found.add(new Site(notification.primitiveIn(), notification.primitiveCall()));
      }
    }
    return List.copyOf(found);
  }

  private static boolean means(Effect effect, Queue queue) {
    return effect.queues().stream().anyMatch(other -> queue.mayBe(other) || other.mayBe(queue));
  }

  /** The queues that a call means. */
  Set<Queue> queues(Site site) {
    Set<Queue> queues = new LinkedHashSet<>();
    facts()
        .effectsOfCall(site.function(), site.call())
        .forEach(effect -> queues.addAll(effect.queues()));
    return queues;
  }

  /** The calls in a function that only take its own file off. */
  List<Site> removals(CFunction release) {
    List<Site> found = new ArrayList<>();
    for (int call : release.calls()) {
      Site site = new Site(release, call);
      List<Effect> effects = facts().effectsOfCall(release, call);
      boolean removes =
          !effects.isEmpty()
              && effects.stream()
                  .allMatch(e -> e instanceof Registration r && r.onlyRemoves() && r.file() >= 0);
      if (site.isPlain() && removes) {
        found.add(site);
      }
    }
    return found;
  }

  /** The release methods written here whose tables have a handler that is written here. */
  List<CFunction> releases() {
    Set<CFunction> found = new LinkedHashSet<>();
    for (OperationTable table : tables()) {
      for (CFunction release : methods(table, "release")) {
        if (release.parameters().size() == 2 && !opened(release).isEmpty()) {
          found.add(release);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Where the first statement of a function begins that declares nothing. */
  Optional<Integer> firstStatement(CFunction function) {
    SyntaxTree tree = function.tree();
    for (int node : tree.namedChildren(function.body())) {
      if (tree.kind(node) != Kind.DECLARATION) {
        SourceText text = tree.source();
        int line = text.lineSpan(text.lineAt(tree.start(node))).start();
        boolean begins = text.slice(line, tree.start(node)).isBlank();
        return begins ? Optional.of(tree.start(node)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The functions handed to the kernel as interrupt handlers. */
  List<CFunction> interruptHandlers() {
    Set<CFunction> found = new LinkedHashSet<>();
    for (Site site : sites(s -> s.callee().matches("(devm_)?request_(any_context_)?irq"))) {
      int position = site.callee().startsWith("devm_") ? 2 : 1;
      if (site.arguments().size() > position) {
        found.addAll(named(site, site.arguments().get(position)));
      }
    }
    return List.copyOf(found);
  }

  /** The functions of this file that an argument names. */
  List<CFunction> named(Site site, int argument) {
    int bare = Expressions.bare(site.tree(), argument);
    int target = Expressions.addressed(site.tree(), bare).orElse(bare);
    return site.tree().kind(target) == Kind.IDENTIFIER
        ? file.functions().getOrDefault(site.tree().name(target), List.of())
        : List.of();
  }

  /** Whether a function may tell a queue anything. */
  boolean notifies(CFunction function) {
    return !facts().notifications(function).isEmpty();
  }

  /** The statements before this one in the same block, the nearest first. */
  static List<Integer> before(SyntaxTree tree, int statement) {
    List<Integer> all = new ArrayList<>();
    for (int node : tree.namedChildren(tree.parent(statement))) {
      if (node >= statement) {
        break;
      }
      all.add(node);
    }
    return all.reversed();
  }
}
