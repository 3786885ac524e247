package dev.fasynclens.syntax;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The condition of an {@code #if}, as far as the definitions decide it: constants, {@code defined},
 * the kernel's tests of options, comparisons, {@code !}, {@code &&} and {@code ||}. Whatever else
 * stands there has a value that is not known.
 */
final class Condition {
  private static final int DEEPEST = 50;
  private static final Pattern TOKEN = Pattern.compile("\\s*(\\w+|&&|\\|\\||[=!<>]=|<<|>>|\\S)");
  private static final Pattern NUMBER =
      Pattern.compile("\\(?(0[xX][0-9a-fA-F]{1,15}|\\d{1,18})[uUlL]{0,3}\\)?");

  private static final Map<String, BinaryOperator<Long>> COMPARISONS =
      Map.of(
          "==", (a, b) -> a.equals(b) ? 1L : 0L,
          "!=", (a, b) -> a.equals(b) ? 0L : 1L,
          "<", (a, b) -> a < b ? 1L : 0L,
          ">", (a, b) -> a > b ? 1L : 0L,
          "<=", (a, b) -> a <= b ? 1L : 0L,
          ">=", (a, b) -> a >= b ? 1L : 0L);

  private final Definitions definitions;
  private final Set<String> changed;
  private final Matcher tokens;
  private String token = "";
  private boolean understood = true;
  private int depth;

  private Condition(String written, Definitions definitions, Set<String> changed) {
    this.definitions = definitions;
    this.changed = changed;
    this.tokens = TOKEN.matcher(written);
    next();
  }

  /**
   * Whether a condition holds, if that can be told.
   *
   * @param changed macros that the text itself defines or undefines somewhere
   */
  static Optional<Boolean> holds(String written, Definitions definitions, Set<String> changed) {
    Condition condition = new Condition(written, definitions, changed);
    @Nullable Long value = condition.either();
    return value == null || !condition.understood || !condition.token.isEmpty()
        ? Optional.empty()
        : Optional.of(value != 0);
  }

  /** Whether a macro is defined, if that can be told. */
  static Optional<Boolean> defines(String name, Definitions definitions, Set<String> changed) {
    return changed.contains(name) ? Optional.empty() : definitions.defines(name);
  }

  private void next() {
    token = tokens.find() ? tokens.group(1) : "";
  }

  private boolean take(String wanted) {
    boolean there = token.equals(wanted);
    if (there) {
      next();
    }
    return there;
  }

  private void expect(String wanted) {
    understood &= take(wanted);
  }

  private @Nullable Long either() {
    @Nullable Long left = both();
    while (understood && take("||")) {
      left = either(left, both());
    }
    return left;
  }

  private @Nullable Long both() {
    @Nullable Long left = comparison();
    while (understood && take("&&")) {
      left = both(left, comparison());
    }
    return left;
  }

  private static @Nullable Long either(@Nullable Long one, @Nullable Long other) {
    if ((one != null && one != 0) || (other != null && other != 0)) {
      return 1L;
    }
    return one == null || other == null ? null : (Long) 0L;
  }

  private static @Nullable Long both(@Nullable Long one, @Nullable Long other) {
    if ((one != null && one == 0) || (other != null && other == 0)) {
      return 0L;
    }
    return one == null || other == null ? null : (Long) 1L;
  }

  private @Nullable Long comparison() {
    @Nullable Long left = unary();
    BinaryOperator<Long> operator = COMPARISONS.get(token);
    if (operator == null) {
      return left;
    }
    next();
    @Nullable Long right = unary();
    return left == null || right == null ? null : operator.apply(left, right);
  }

  private @Nullable Long unary() {
    if (++depth > DEEPEST) {
      understood = false;
      return null;
    }
    @Nullable Long value;
    if (take("!")) {
      @Nullable Long operand = unary();
      value = operand == null ? null : (Long) (operand == 0 ? 1L : 0L);
    } else if (take("(")) {
      value = either();
      expect(")");
    } else {
      value = word();
    }
    depth--;
    return value;
  }

  private @Nullable Long word() {
    String word = token;
    if (word.isEmpty() || !(Character.isLetterOrDigit(word.charAt(0)) || word.charAt(0) == '_')) {
      understood = false;
      return null;
    }
    next();
    if (Character.isDigit(word.charAt(0))) {
      return number(word);
    }
    return switch (word) {
      case "defined" -> defined();
      case "IS_ENABLED", "IS_BUILTIN", "IS_MODULE", "IS_REACHABLE" -> option(word);
      default -> value(word);
    };
  }

  private @Nullable Long defined() {
    boolean open = take("(");
    String name = token;
    next();
    if (open) {
      expect(")");
    }
    return truth(name);
  }

  private @Nullable Long option(String test) {
    expect("(");
    String name = token;
    next();
    expect(")");
    @Nullable Long builtIn = truth(name);
    @Nullable Long module = truth(name + "_MODULE");
    return switch (test) {
      case "IS_BUILTIN" -> builtIn;
      case "IS_MODULE" -> module;
      case "IS_REACHABLE" -> either(builtIn, both(module, truth("MODULE")));
      default -> either(builtIn, module);
    };
  }

  private @Nullable Long truth(String name) {
    return defines(name, definitions, changed).map(is -> is ? 1L : 0L).orElse(null);
  }

  private @Nullable Long value(String name) {
    if (token.equals("(")) {
      understood = false; // a macro with arguments
      return null;
    }
    Optional<Boolean> defined = defines(name, definitions, changed);
    if (defined.isEmpty()) {
      return null;
    }
    return defined.get()
        ? definitions.valueOf(name).map(Condition::number).orElse(null)
        : (Long) 0L;
  }

  private static @Nullable Long number(String written) {
    Matcher number = NUMBER.matcher(written.strip());
    if (!number.matches()) {
      return null;
    }
    String digits = number.group(1);
    try {
      return Long.decode(digits); // knows octal numbers, too
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
