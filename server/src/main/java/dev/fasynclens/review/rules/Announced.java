package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What functions tell others by variables: that a device is gone, that nothing is to start. */
final class Announced {
  private static final Pattern STORING =
      Pattern.compile(
          "(atomic\\w*|refcount)_(set|inc|dec)\\w*|(__)?(set|clear)_bit|WRITE_ONCE|smp_store_\\w+");

  private Announced() {}

  /** Whether some functions store to what others test. */
  static boolean between(Set<CFunction> storing, Set<CFunction> testing) {
    Set<String> stored = new HashSet<>();
    storing.forEach(function -> stored(function, stored));
    return testing.stream().anyMatch(function -> tests(function, stored));
  }

  /** The functions that hold calls. */
  static Set<CFunction> holders(List<MadeCall> calls) {
    Set<CFunction> holders = new HashSet<>();
    calls.forEach(call -> holders.add(call.function()));
    return holders;
  }

  private static void stored(CFunction function, Set<String> into) {
    SyntaxTree tree = function.tree();
    for (int assignment : function.assignments()) {
      int left = Expressions.bare(tree, tree.part(assignment, Field.LEFT));
      boolean isLocal =
          tree.kind(left) == Kind.IDENTIFIER && function.variable(tree.name(left)).isPresent();
      if (!isLocal) {
        names(tree, left, into);
      }
    }
    for (int call : function.calls()) {
      if (STORING.matcher(Expressions.callee(tree, call)).matches()) {
        Expressions.arguments(tree, call).forEach(argument -> names(tree, argument, into));
      }
    }
  }

  /** The last member that an expression names, or the variable that it is. */
  private static void names(SyntaxTree tree, int expression, Set<String> into) {
    List<Integer> members = Expressions.below(tree, expression, Kind.FIELD_IDENTIFIER);
    if (!members.isEmpty()) {
      into.add(tree.text(members.getLast()));
      return;
    }
    Expressions.below(tree, expression, Kind.IDENTIFIER).forEach(name -> into.add(tree.name(name)));
  }

  private static boolean tests(CFunction function, Set<String> stored) {
    SyntaxTree tree = function.tree();
    for (int test : Expressions.below(tree, function.body(), Kind.IF_STATEMENT)) {
      int condition = tree.part(test, Field.CONDITION);
      for (int n = condition; n >= 0 && n < tree.subtreeEnd(condition); n++) {
        boolean isName = tree.kind(n) == Kind.IDENTIFIER || tree.kind(n) == Kind.FIELD_IDENTIFIER;
        if (isName && stored.contains(tree.text(n))) {
          return true;
        }
      }
    }
    return false;
  }
}
