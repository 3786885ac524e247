package dev.fasynclens.review.rules;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.Expressions;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.ArrayList;
import java.util.List;

/** Where a function touches a member of {@code struct file}. */
final class FileMembers {
  /** The owner of an open file. */
  static final String OWNER = "f_owner";

  /** Its status flags. */
  static final String FLAGS = "f_flags";

  /** What the owner is made of, on the kernels where it is a part of the file. */
  private static final List<String> OWNER_MEMBERS =
      List.of("lock", "pid", "pid_type", "uid", "euid", "signum", "security");

  /** Functions of the kernel; a file that defines one of them is the kernel's. */
  private static final List<String> CORE =
      List.of(
          "f_setown",
          "__f_setown",
          "fasync_helper",
          "kill_fasync",
          "do_fcntl",
          "__fput",
          "init_file");

  private FileMembers() {}

  /** The expressions {@code file->member} of a function, whatever the file is called. */
  static List<Integer> uses(Facts facts, CFunction function, String member) {
    SyntaxTree tree = function.tree();
    List<Integer> found = new ArrayList<>();
    if (!function.mentions(member)) {
      return found;
    }
    for (int node : Expressions.below(tree, function.body(), Kind.FIELD_EXPRESSION)) {
      if (tree.is(tree.part(node, Field.FIELD), member) && isOfFile(facts, function, node)) {
        found.add(node);
      }
    }
    return found;
  }

  /** Objects of other types may have members of the same name; a type not in view may be a file. */
  private static boolean isOfFile(Facts facts, CFunction function, int node) {
    SyntaxTree tree = function.tree();
    CType type = facts.typeOf(function, tree.part(node, Field.ARGUMENT));
    boolean file = type instanceof CType.Struct struct && struct.tag().equals("file");
    return file || type.isPointerTo("file") || type.isUnknown();
  }

  /** The member of the embedded owner that is meant around {@code file->f_owner}, or -1. */
  static int ownerMember(SyntaxTree tree, int owner) {
    int parent = tree.parent(owner);
    boolean member =
        tree.kind(parent) == Kind.FIELD_EXPRESSION
            && tree.part(parent, Field.ARGUMENT) == owner
            && OWNER_MEMBERS.contains(tree.text(tree.part(parent, Field.FIELD)));
    return member ? parent : -1;
  }

  /**
   * Whether the owner is made another by an assignment to one of its members; a signal set back to
   * 0 after the owner was given up does not.
   */
  static boolean isForced(SyntaxTree tree, int member) {
    if (!isAssigned(tree, member) || !Expressions.isOperator(tree, member, ".")) {
      return false;
    }
    String name = tree.text(tree.part(member, Field.FIELD));
    int value = Expressions.bare(tree, tree.part(tree.parent(member), Field.RIGHT));
    return name.equals("signum") ? !tree.is(value, "0") : !name.equals("security");
  }

  /** Whether an expression is what an assignment changes. */
  static boolean isAssigned(SyntaxTree tree, int node) {
    int parent = tree.parent(node);
    return tree.kind(parent) == Kind.ASSIGNMENT_EXPRESSION && tree.part(parent, Field.LEFT) == node;
  }

  /** Whether a function stands where the kernel itself keeps owners and lists. */
  static boolean isCore(CFunction function) {
    return CORE.stream().anyMatch(function.file().functions()::containsKey);
  }
}
