package dev.fasynclens.explain;

import static dev.fasynclens.kernel.ChangePoint.FA_LOCK_READ_WRITE;
import static dev.fasynclens.kernel.ChangePoint.RCU_LIST;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.CType;
import dev.fasynclens.driver.Effect;
import dev.fasynclens.driver.Queue;
import dev.fasynclens.driver.StructType;
import dev.fasynclens.driver.Variable;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code struct fasync_struct}, its members, and the pointers that are queues. */
final class QueueHover {
  /** The entry of a list. */
  static final String STRUCT = "fasync_struct";

  private QueueHover() {}

  static Optional<String> text(Cursor cursor) {
    if (cursor.word().equals(STRUCT)) {
      return Optional.of(struct(cursor.target().range()));
    }
    Optional<String> member = member(cursor);
    return member.isPresent() ? member : queueAt(cursor).map(queue -> queue(cursor, queue));
  }

  private static String struct(KernelRange range) {
    StringBuilder out = new StringBuilder();
    out.append("**One file on a queue.** The queue is a pointer to the first entry, `NULL` if ");
    out.append("empty. A driver never touches the entries: `fasync_helper` allocates and frees ");
    out.append("them.\n\n");
    out.append("- `fa_file` the open file, `fa_fd` what the receiver finds in `si_fd`, `fa_next`");
    out.append(" the next entry, `magic` always `0x4601`\n");
    if (range.newest().has(RCU_LIST)) {
      out.append("- `fa_lock` guards `fa_file` and `fa_fd`, `fa_rcu` frees after the last reader");
      out.append(range.oldest().has(RCU_LIST) ? "" : " (from " + RCU_LIST.release() + " on)");
      out.append('\n');
    }
    out.append("- A file has one entry in a queue, however often it is registered; the newest");
    out.append(" entry comes first.\n");
    return out.toString();
  }

  private static Optional<String> member(Cursor cursor) {
    KernelRange range = cursor.target().range();
    String text =
        switch (cursor.word()) {
          case "fa_file" ->
              "**The open file of an entry.** Set to `NULL` when the file leaves the queue, so "
                  + "that somebody who walks the list meanwhile skips it.";
          case "fa_fd" ->
              "**What the receiver finds in `si_fd`:** the descriptor that was used when `O_ASYNC` "
                  + "was switched on. It stays when that descriptor is closed while a duplicate "
                  + "keeps the file open.";
          case "fa_next" -> "**The next entry of the queue.** The newest comes first.";
          case "fa_rcu" -> "**Frees the entry** when nobody walks the list under RCU any more.";
          case "fa_lock" -> {
            boolean spin = !range.newest().has(FA_LOCK_READ_WRITE);
            yield "**Guards `fa_file` and `fa_fd` of the entry.** A "
                + (spin ? "spinlock." : "read-write lock")
                + (spin
                    ? ""
                    : range.oldest().has(FA_LOCK_READ_WRITE)
                        ? "."
                        : "; a spinlock before " + FA_LOCK_READ_WRITE.release() + ".");
          }
          case "FASYNC_MAGIC" ->
              "**`0x4601`, in each entry of a queue.** An entry without it ends the walk with a "
                  + "message in the kernel's log.";
          default -> "";
        };
    return text.isEmpty() ? Optional.empty() : Optional.of(text + "\n");
  }

  /** The queue that a name is, where it is used or declared. */
  static Optional<Queue> queueAt(Cursor cursor) {
    if (!cursor.isNode(Kind.IDENTIFIER, Kind.FIELD_IDENTIFIER)) {
      return Optional.empty();
    }
    Optional<Queue> declared = declaredAt(cursor);
    CFunction function = cursor.function();
    if (declared.isPresent() || function == null) {
      return declared;
    }
    SyntaxTree tree = cursor.tree();
    int expression = cursor.node();
    if (cursor.isMember()) {
      expression = tree.parent(expression);
      if (tree.kind(expression) != Kind.FIELD_EXPRESSION) {
        return Optional.empty();
      }
    }
    CType type = cursor.facts().typeOf(function, expression);
    Set<Queue> named = cursor.facts().queuesNamed(function, expression);
    if (named.size() != 1) {
      return Optional.empty();
    }
    Queue queue = named.iterator().next();
    boolean sure = isHead(type) || (type.isUnknown() && isPassed(cursor, queue));
    return sure && QueueUses.isKnown(queue) ? Optional.of(queue) : Optional.empty();
  }

  /** Whether something is registered on it or notifies it, so that it surely is a queue. */
  private static boolean isPassed(Cursor cursor, Queue queue) {
    CFunction function = cursor.function();
    if (function == null || !(queue instanceof Queue.Member)) {
      return false;
    }
    for (Effect effect : cursor.facts().effects(function)) {
      if (effect.queues().contains(queue)) {
        return true;
      }
    }
    return false;
  }

  /** A pointer to an entry, or an array of such. */
  static boolean isHead(CType type) {
    CType head = type instanceof CType.Array array ? array.of() : type;
    return head instanceof CType.Pointer && head.isPointerTo(STRUCT);
  }

  private static Optional<Queue> declaredAt(Cursor cursor) {
    for (Variable global : cursor.file().globals().values()) {
      if (global.node() == cursor.node() && isHead(global.type())) {
        return Optional.of(new Queue.Global(global.name(), cursor.file()));
      }
    }
    for (StructType struct : cursor.file().structs().values()) {
      for (Variable member : struct.members().values()) {
        if (member.node() == cursor.node() && isHead(member.type())) {
          return Optional.of(new Queue.Member(struct.tag(), struct, member.name()));
        }
      }
    }
    return Optional.empty();
  }

  private static String queue(Cursor cursor, Queue queue) {
    QueueUses uses = QueueUses.of(cursor.module(), queue);
    StringBuilder out = new StringBuilder();
    out.append("**Queue of the files that want a signal:** ");
    out.append(Lenses.summary(uses, cursor.facts(), cursor.target())).append(".\n\n");
    effects("Registered", uses.registrations(), cursor, out);
    effects("Taken off", uses.removals(), cursor, out);
    effects("Notified", uses.notifications(), cursor, out);
    out.append("- Starts as `NULL`; its memory must outlive every open file and every ");
    out.append("notification.\n");
    return out.toString();
  }

  private static void effects(
      String what, List<? extends Effect> effects, Cursor cursor, StringBuilder out) {
    if (!effects.isEmpty()) {
      out.append("- ").append(what).append(" by ");
      out.append(
          Wording.<Effect>list(
              List.copyOf(effects),
              each ->
                  Wording.code(each.function().name() + "()")
                      + " ("
                      + Wording.line(each.place(), cursor.file())
                      + ")"));
      out.append('\n');
    }
  }
}
