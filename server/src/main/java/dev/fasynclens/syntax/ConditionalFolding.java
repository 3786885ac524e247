package dev.fasynclens.syntax;

import dev.fasynclens.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which branches of each {@code #if} stay in the text. All of them stay where that still
 * gives C (each branch is whole statements, whole definitions or whole list elements); otherwise
 * one does. Code that can never be compiled goes.
 */
final class ConditionalFolding {
  private static final Pattern CONTINUATION = Pattern.compile("\\\\\\r?\\n");
  private static final byte[] INTEREST = "fasync".getBytes(StandardCharsets.US_ASCII);

  /** What is known of a condition. */
  private enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  private static final class Group {
    final List<Directive> heads = new ArrayList<>();
    int end;
  }

  private final byte[] text;
  private final Tokens tokens;
  private final Definitions definitions;
  private final Set<String> changed = new HashSet<>();
  private final List<Span> dead = new ArrayList<>();
  private final List<Conditional> conditionals = new ArrayList<>();
  private int depth;

  ConditionalFolding(byte[] text, Tokens tokens, Definitions definitions) {
    this.text = text;
    this.tokens = tokens;
    this.definitions = definitions;
  }

  /** Spans whose text has to go, besides the preprocessor lines themselves. */
  List<Span> dead() {
    return dead;
  }

  /** Conditionals of which more than nothing stayed. */
  List<Conditional> conditionals() {
    return conditionals;
  }

  /** How deeply {@code #if}s nest; beyond {@link Masker#DEEPEST_CONDITIONALS} nothing is folded. */
  int depth() {
    return depth;
  }

  void run(List<Directive> directives) {
    int nesting = 0;
    for (Directive directive : directives) {
      nesting += directive.opensConditional() ? 1 : directive.closesConditional() ? -1 : 0;
      nesting = Math.max(0, nesting);
      depth = Math.max(depth, nesting);
    }
    if (depth <= Masker.DEEPEST_CONDITIONALS) {
      foldAll(directives);
    }
  }

  private void foldAll(List<Directive> directives) {
    for (Directive directive : directives) {
      if (directive.keyword().equals("define") || directive.keyword().equals("undef")) {
        int end = Lexer.endOfWord(text, directive.argument());
        changed.add(
            new String(
                text,
                directive.argument(),
                end - directive.argument(),
                StandardCharsets.ISO_8859_1));
      }
    }
    Deque<Group> open = new ArrayDeque<>();
    for (Directive directive : directives) {
      if (directive.opensConditional()) {
        Group group = new Group();
        group.heads.add(directive);
        open.push(group);
      } else if (directive.switchesBranch() && !open.isEmpty()) {
        open.peek().heads.add(directive);
      } else if (directive.closesConditional() && !open.isEmpty()) {
        Group group = open.pop();
        group.end = directive.start();
        fold(group);
      }
    }
    // An #if that is never closed: its text stays as it is.
  }

  private void fold(Group group) {
    List<Span> branches = new ArrayList<>();
    for (int i = 0; i < group.heads.size(); i++) {
      int start = group.heads.get(i).end();
      int end = i + 1 < group.heads.size() ? group.heads.get(i + 1).start() : group.end;
      branches.add(new Span(start, Math.max(start, end)));
    }
    boolean[] kept = new boolean[branches.size()];
    List<Integer> alive = alive(group, branches.size());
    if (alive.size() < 2 || canStandTogether(branches, alive)) {
      alive.forEach(i -> kept[i] = true);
    } else {
      kept[preferred(group, branches, alive)] = true;
    }
    List<Boolean> keeping = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      keeping.add(kept[i]);
      if (!kept[i]) {
        dead.add(branches.get(i));
      }
    }
    boolean otherwise = group.heads.getLast().keyword().equals("else");
    boolean certain = otherwise || group.heads.stream().anyMatch(h -> truthOf(h) == Truth.TRUE);
    conditionals.add(
        new Conditional(List.copyOf(branches), guards(group), List.copyOf(keeping), certain));
  }

  /** The branches that may be compiled at all. */
  private List<Integer> alive(Group group, int count) {
    boolean earlierHolds = false;
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Truth truth = truthOf(group.heads.get(i));
      if (!earlierHolds && truth != Truth.FALSE) {
        alive.add(i);
      }
      earlierHolds |= truth == Truth.TRUE;
    }
    return alive;
  }

  private List<VersionGuard> guards(Group group) {
    List<VersionGuard> guards = new ArrayList<>();
    VersionGuard left = VersionGuard.NONE;
    for (Directive head : group.heads) {
      boolean tests = head.keyword().equals("if") || head.keyword().equals("elif");
      String condition = tests ? argument(head) : "";
      guards.add(left.and(VersionGuard.of(condition)));
      left = left.and(VersionGuard.otherwise(condition));
    }
    return List.copyOf(guards);
  }

  private int preferred(Group group, List<Span> branches, List<Integer> alive) {
    for (int i : alive) {
      Truth newest = truthOnNewestKernel(group.heads.get(i));
      if (newest == Truth.TRUE) {
        return i;
      }
      if (newest == Truth.FALSE && alive.size() > 1) {
        int next = alive.indexOf(i) + 1;
        return next < alive.size() ? alive.get(next) : i;
      }
    }
    for (int i : alive) {
      if (mentionsInterest(branches.get(i))) {
        return i;
      }
    }
    return alive.get(0);
  }

  private boolean mentionsInterest(Span span) {
    int length = INTEREST.length;
    for (int i = span.start(); i + length <= span.end(); i++) {
      if (Arrays.equals(text, i, i + length, INTEREST, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** Each branch that has tokens must be balanced and end where the next one may begin. */
  private boolean canStandTogether(List<Span> branches, List<Integer> alive) {
    int filled = 0;
    boolean ends = true;
    for (int i : alive) {
      Span branch = branches.get(i);
      int from = tokens.firstFrom(branch.start());
      int to = tokens.firstFrom(branch.end());
      if (from == to) {
        continue;
      }
      filled++;
      if (tokens.is(from, "else") || !balanced(from, to)) {
        return false;
      }
      char last = tokens.punctuation(to - 1);
      ends &= last == ';' || last == '}' || last == ',' || last == ':';
    }
    return filled < 2 || ends;
  }

  private boolean balanced(int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      switch (tokens.punctuation(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        default -> {}
      }
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }

  private String argument(Directive directive) {
    int start = directive.argument();
    String raw = new String(text, start, directive.end() - start, StandardCharsets.ISO_8859_1);
    return CONTINUATION.matcher(raw).replaceAll(" ").strip();
  }

  private Truth truthOf(Directive head) {
    String argument = argument(head);
    return switch (head.keyword()) {
      case "if", "elif" ->
          switch (argument) {
            case "0", "(0)" -> Truth.FALSE;
            case "1", "(1)" -> Truth.TRUE;
            default ->
                definitions.equals(Definitions.NONE)
                    ? Truth.UNKNOWN
                    : truth(Condition.holds(argument, definitions, changed));
          };
      case "ifdef", "elifdef" -> defined(argument);
      case "ifndef", "elifndef" ->
          switch (defined(argument)) {
            case TRUE -> Truth.FALSE;
            case FALSE -> Truth.TRUE;
            case UNKNOWN -> Truth.UNKNOWN;
          };
      default -> Truth.UNKNOWN;
    };
  }

  private Truth defined(String name) {
    return name.equals("__cplusplus")
        ? Truth.FALSE
        : truth(Condition.defines(name, definitions, changed));
  }

  private static Truth truth(Optional<Boolean> known) {
    return known.map(holds -> holds ? Truth.TRUE : Truth.FALSE).orElse(Truth.UNKNOWN);
  }

  private Truth truthOnNewestKernel(Directive head) {
    if (!head.keyword().equals("if") && !head.keyword().equals("elif")) {
      return Truth.UNKNOWN;
    }
    return truth(VersionGuard.onNewest(argument(head)));
  }
}
