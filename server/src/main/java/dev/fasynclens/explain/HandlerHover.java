package dev.fasynclens.explain;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.OperationTable;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.Registration;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code .fasync} and the functions that stand there. */
final class HandlerHover {
  /** The member of {@code struct file_operations}. */
  static final String MEMBER = "fasync";

  private HandlerHover() {}

  static Optional<String> text(Cursor cursor) {
    if (cursor.word().equals(MEMBER) && (isInTable(cursor) || isOfOperations(cursor))) {
      return Optional.of(markdown(cursor, handlersAt(cursor)));
    }
    if (cursor.isNode(Kind.IDENTIFIER)) {
      List<CFunction> named = cursor.module().functionsNamed(cursor.word(), cursor.file());
      boolean wired =
          named.stream().anyMatch(each -> !cursor.facts().tablesWith(MEMBER, each).isEmpty());
      if (wired) {
        return Optional.of(markdown(cursor, named));
      }
    }
    return Optional.empty();
  }

  /** Whether this is the name of an initialiser in a table of operations. */
  private static boolean isInTable(Cursor cursor) {
    return !tablesAround(cursor).isEmpty() && isDesignator(cursor);
  }

  private static boolean isDesignator(Cursor cursor) {
    SyntaxTree tree = cursor.tree();
    for (int at = cursor.node(); at >= 0; at = tree.parent(at)) {
      if (tree.kind(at) == Kind.INITIALIZER_LIST) {
        return true;
      }
      if (tree.kind(at) == Kind.INITIALIZER_PAIR
          && cursor.span().start() >= tree.start(tree.part(at, Field.VALUE))) {
        return false;
      }
    }
    return false;
  }

  private static List<OperationTable> tablesAround(Cursor cursor) {
    return cursor.facts().tables(cursor.file()).stream()
        .filter(each -> each.list() >= 0 && each.entry(MEMBER).isPresent())
        .filter(each -> cursor.tree().place(each.list()).span().contains(cursor.span()))
        .toList();
  }

  /** {@code ops->fasync}. */
  private static boolean isOfOperations(Cursor cursor) {
    SyntaxTree tree = cursor.tree();
    CFunction function = cursor.function();
    int access = tree.parent(cursor.node());
    if (!cursor.isMember() || access < 0 || tree.kind(access) != Kind.FIELD_EXPRESSION) {
      return false;
    }
    int object = tree.part(access, Field.ARGUMENT);
    return function != null
        && (cursor.facts().typeOf(function, object).isPointerTo("file_operations")
            || tree.text(object).endsWith("f_op"));
  }

  private static List<CFunction> handlersAt(Cursor cursor) {
    Set<CFunction> found = new LinkedHashSet<>();
    for (OperationTable table : tablesAround(cursor)) {
      found.addAll(cursor.facts().methods(table, MEMBER));
    }
    return List.copyOf(found);
  }

  private static String markdown(Cursor cursor, List<CFunction> handlers) {
    TargetKernels target = cursor.target();
    StringBuilder out = new StringBuilder();
    out.append("**Called when `O_ASYNC` of an open file changes: `F_SETFL`, `FIOASYNC`");
    out.append(target.range().newest().has(ChangePoint.VFS_UNREGISTERS_ON_CLOSE) ? ", close" : "");
    out.append(".** Its work is to put the file on a queue or take it off.\n\n");
    for (CFunction handler : handlers) {
      out.append("- ").append(Wording.code(handler.name() + "()")).append(' ');
      out.append(queues(cursor, handler)).append(".\n");
    }
    out.append("- `fd` goes to the receiver as `si_fd`; it is -1 on close.\n");
    out.append("- `on` 0 takes the file off, and must never be refused");
    out.append(
        target.range().newest().has(ChangePoint.VFS_UNREGISTERS_ON_CLOSE)
            ? ": on close nobody looks at the result, and a file that stays is freed memory in the"
                + " queue.\n"
            : ".\n");
    RegistrationHover.closing(target, out);
    boolean mapped = target.range().oldest().has(ChangePoint.HELPER_OWNS_FASYNC_BIT);
    out.append("- A negative result goes to the caller and leaves the flag as it was");
    out.append(
        mapped
            ? "; one above 0 counts as 0.\n"
            : "; one above 0 reaches user space before "
                + ChangePoint.HELPER_OWNS_FASYNC_BIT.release()
                + ".\n");
    out.append("- Without `.fasync`, `F_SETFL` succeeds and no signal ever comes; `FIOASYNC`");
    out.append(" fails with `ENOTTY`.\n");
    return out.toString();
  }

  private static String queues(Cursor cursor, CFunction handler) {
    Set<String> names = new LinkedHashSet<>();
    boolean registers = false;
    for (Registration each : cursor.facts().registrations(handler)) {
      registers |= !each.onlyRemoves();
      each.queues().stream()
          .filter(QueueUses::isKnown)
          .map(Queue::describe)
          .forEach(name -> names.add(Wording.code(name)));
    }
    if (!registers) {
      return "registers nothing that is in view";
    }
    return names.isEmpty()
        ? "registers on a queue"
        : "registers on " + Wording.list(List.copyOf(names), each -> each);
  }
}
