package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.program.SignalDrivenProgram;
import dev.fasynclens.program.SignalDrivenPrograms;
import dev.fasynclens.review.Findings;
import dev.fasynclens.review.Rule;
import dev.fasynclens.review.Severity;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** FA510: what was read is ended with a NUL outside of its buffer. */
public final class TerminatorOutOfBounds implements Rule {
  private static final Set<String> READS = Set.of("read", "recv", "recvfrom", "readlink");

  /** Functions and macros that stop, or take another way, where a value is wrong. */
  private static final Pattern ASSERTING = Pattern.compile("(?i)assert|check|expect|verify");

  @Override
  public void check(DriverModule module, Findings findings) {
    for (SignalDrivenProgram program : SignalDrivenPrograms.in(module)) {
      for (CFunction function : program.file().allFunctions()) {
        for (int assignment : function.assignments()) {
          check(function, assignment, findings);
        }
      }
    }
  }

  private static void check(CFunction function, int assignment, Findings findings) {
    SyntaxTree tree = function.tree();
    int left = Expressions.bare(tree, tree.part(assignment, Field.LEFT));
    String right = tree.text(Expressions.bare(tree, tree.part(assignment, Field.RIGHT)));
    if (tree.kind(left) != Kind.SUBSCRIPT_EXPRESSION
        || !List.of("0", "'\\0'", "0x0", "'\\x0'").contains(right)) {
      return;
    }
    int array = Expressions.bare(tree, tree.part(left, Field.ARGUMENT));
    int index = Expressions.bare(tree, tree.part(left, Field.INDEX));
    if (tree.kind(array) != Kind.IDENTIFIER || tree.kind(index) != Kind.IDENTIFIER) {
      return;
    }
    String length = tree.name(index);
    Optional<Integer> read = lastValue(function, length, assignment);
    if (read.isEmpty() || !fills(tree, read.get(), tree.name(array))) {
      return;
    }
    String size = tree.text(Expressions.arguments(tree, read.get()).get(2)).replaceAll("\\s", "");
    String capacity = capacity(function, tree.name(array));
    boolean full =
        size.equals("sizeof(" + tree.name(array) + ")")
            || size.equals("sizeof" + tree.name(array))
            || (!capacity.isEmpty() && size.equals(capacity));
    boolean tested = false;
    for (int condition : tests(function)) {
      if (tree.end(condition) > tree.start(read.get())
          && tree.start(condition) < tree.start(assignment)
          && Expressions.mentions(tree, condition, length)) {
        tested = true;
        String text = tree.text(condition).replaceAll("\\s", "");
        full &= !text.contains("sizeof") && (capacity.isEmpty() || !text.contains(capacity));
      }
    }
    if (full || !tested) {
      report(tree, left, length, full, tested, read.get(), findings);
    }
  }

  /** The conditions in a function, and what is handed to calls that look like assertions. */
  private static List<Integer> tests(CFunction function) {
    List<Integer> tests = UserSide.conditions(function.tree(), function.body());
    for (int call : function.calls()) {
      String callee = Expressions.callee(function.tree(), call);
      boolean shouted = !callee.isEmpty() && callee.equals(callee.toUpperCase(Locale.ROOT));
      if (shouted || ASSERTING.matcher(callee).find()) {
        tests.add(call);
      }
    }
    return tests;
  }

  private static void report(
      SyntaxTree tree,
      int element,
      String length,
      boolean full,
      boolean tested,
      int read,
      Findings findings) {
    String when =
        full
            ? "%s is the size of the array when the buffer was filled%s"
                .formatted(length, tested ? "" : ", and -1 when the read failed")
            : "%s is -1 when the read failed".formatted(length);
    findings
        .at(tree.place(element), "This may be outside of the array: " + when + ".")
        .always(
            full ? Severity.ERROR : Severity.WARNING,
            full
                ? "a byte behind the array is overwritten, on the stack of a signal handler or elsewhere"
                : "the byte before the array is overwritten")
        .before(tree.place(read), "read here")
        .report();
  }

  /** The call that gave a variable its last value before a place. */
  private static Optional<Integer> lastValue(CFunction function, String variable, int before) {
    SyntaxTree tree = function.tree();
    int last = -1;
    int value = -1;
    Optional<Variable> local = function.variable(variable);
    if (local.isPresent() && local.get().initializer() >= 0) {
      last = local.get().node();
      value = local.get().initializer();
    }
    for (int assignment : function.assignments()) {
      boolean here =
          assignment < before
              && assignment > last
              && tree.is(tree.part(assignment, Field.LEFT), variable);
      if (here && !mends(tree, assignment, variable)) {
        last = assignment;
        value = tree.part(assignment, Field.RIGHT);
      }
    }
    int call = value < 0 ? -1 : Expressions.bare(tree, value);
    return call >= 0 && tree.kind(call) == Kind.CALL_EXPRESSION && call < before
        ? Optional.of(call)
        : Optional.empty();
  }

  /** Whether an assignment replaces a bad value that a test found: {@code if (n < 0) n = 0}. */
  private static boolean mends(SyntaxTree tree, int assignment, String variable) {
    int test = tree.enclosing(assignment, Kind.IF_STATEMENT);
    return test >= 0
        && tree.kind(tree.part(assignment, Field.RIGHT)) == Kind.NUMBER_LITERAL
        && Expressions.mentions(tree, tree.part(test, Field.CONDITION), variable);
  }

  /** Whether a call reads into the beginning of an array. */
  private static boolean fills(SyntaxTree tree, int call, String array) {
    List<Integer> arguments = Expressions.arguments(tree, call);
    if (!READS.contains(Expressions.callee(tree, call)) || arguments.size() < 3) {
      return false;
    }
    int buffer = Expressions.bare(tree, arguments.get(1));
    int pointed = Expressions.addressed(tree, buffer).orElse(buffer);
    return tree.kind(pointed) == Kind.IDENTIFIER && tree.is(pointed, array);
  }

  /** The size an array is declared with, as it is written; empty if it is not known. */
  private static String capacity(CFunction function, String array) {
    SyntaxTree tree = function.tree();
    Variable global = function.file().globals().get(array);
    Optional<Variable> declared = function.variable(array).or(() -> Optional.ofNullable(global));
    if (declared.isEmpty()) {
      return "";
    }
    int declarator = tree.parent(declared.get().node());
    int size =
        tree.kind(declarator) == Kind.ARRAY_DECLARATOR ? tree.part(declarator, Field.SIZE) : -1;
    return size < 0 ? "" : tree.text(size).replaceAll("\\s", "");
  }
}
