package dev.fasynclens.explain;

import static dev.fasynclens.kernel.ChangePoint.HELPER_OWNS_FASYNC_BIT;
import static dev.fasynclens.kernel.ChangePoint.OWNER_ALLOCATED;
import static dev.fasynclens.kernel.ChangePoint.SETOWN_CHECKS_PID;
import static dev.fasynclens.kernel.ChangePoint.SIGIO_CODE_FOR_OWN_CODES;
import static dev.fasynclens.kernel.ChangePoint.VFS_UNREGISTERS_ON_CLOSE;

import dev.fasynclens.driver.CFunction;
import dev.fasynclens.kernel.ChangePoint;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import java.util.Optional;

/** F_SETOWN and its relatives, O_ASYNC, FIOASYNC and the owner of a file. */
final class FcntlHover {
  private FcntlHover() {}

  static Optional<String> text(Cursor cursor) {
    KernelRange range = cursor.target().range();
    return switch (cursor.word()) {
      case "f_owner" -> isOfFile(cursor) ? Optional.of(owner(range)) : Optional.empty();
      case "fown_struct" -> Optional.of(owner(range));
      default -> FcntlCommand.named(cursor.word()).map(each -> command(each, range));
    };
  }

  /** Whether the word is used as a member of what is, or may be, a {@code struct file}. */
  private static boolean isOfFile(Cursor cursor) {
    int access = cursor.tree().parent(cursor.node());
    CFunction function = cursor.function();
    if (!cursor.isMember()
        || function == null
        || cursor.tree().kind(access) != Kind.FIELD_EXPRESSION) {
      return false;
    }
    int object = cursor.tree().part(access, Field.ARGUMENT);
    return cursor
        .facts()
        .structOf(function, object)
        .map(struct -> struct.tag().equals("file"))
        .orElse(true);
  }

  private static String command(FcntlCommand command, KernelRange range) {
    StringBuilder out = new StringBuilder();
    out.append("**").append(command.what()).append("** ").append(command.more()).append("\n\n");
    out.append("- Number ").append(command.number());
    if (!command.elsewhere().isEmpty()) {
      out.append(", ").append(command.elsewhere());
    }
    out.append(".\n");
    command.since().ifPresent(change -> existence(change, range, out));
    switch (command) {
      case F_SETOWN, F_SETOWN_EX -> {
        if (range.newest().has(SETOWN_CHECKS_PID)) {
          out.append("- Fails with `ESRCH` for a process that does not exist");
          out.append(from(SETOWN_CHECKS_PID, range)).append(".\n");
        }
      }
      case F_SETSIG -> {
        if (range.newest().has(SIGIO_CODE_FOR_OWN_CODES)) {
          out.append("- A signal with codes of its own, such as `SIGCHLD`, carries `SI_SIGIO`");
          out.append(" instead of `POLL_*`").append(from(SIGIO_CODE_FOR_OWN_CODES, range));
          out.append(".\n");
        }
        out.append("- If a real-time signal cannot be queued, a plain `SIGIO` comes instead.\n");
      }
      case F_SETFL -> {
        if (!range.oldest().has(HELPER_OWNS_FASYNC_BIT)) {
          out.append("- Before ").append(HELPER_OWNS_FASYNC_BIT.release());
          out.append(" the flag is shown even if the driver has no `.fasync`, and a result above");
          out.append(" 0 of the driver comes back from `fcntl`.\n");
        }
      }
      case FASYNC -> {
        out.append("- ");
        out.append(
            range.newest().has(HELPER_OWNS_FASYNC_BIT)
                ? "`fasync_helper` sets and clears it" + from(HELPER_OWNS_FASYNC_BIT, range)
                : "The VFS stores it when `.fasync` succeeds");
        out.append(".\n");
        if (range.newest().has(VFS_UNREGISTERS_ON_CLOSE)) {
          out.append("- A closing file that has it is taken off by the VFS");
          out.append(from(VFS_UNREGISTERS_ON_CLOSE, range)).append(".\n");
        }
        if (!range.oldest().has(VFS_UNREGISTERS_ON_CLOSE)) {
          out.append("- Before ").append(VFS_UNREGISTERS_ON_CLOSE.release());
          out.append(" only the driver takes a closing file off.\n");
        }
      }
      default -> {}
    }
    return out.toString();
  }

  private static void existence(ChangePoint change, KernelRange range, StringBuilder out) {
    if (!range.newest().has(change)) {
      out.append("- Does not exist on ").append(Wording.linux(range)).append(": it came with ");
      out.append(change.release()).append(".\n");
    } else if (!range.oldest().has(change)) {
      out.append("- Exists from ").append(change.release()).append(" on.\n");
    }
  }

  private static String from(ChangePoint change, KernelRange range) {
    return range.oldest().has(change) ? "" : " (from " + change.release() + " on)";
  }

  private static String owner(KernelRange range) {
    StringBuilder out = new StringBuilder();
    out.append("**Who gets the signals of an open file, and which:** a thread, process or group,");
    out.append(" the ids of whoever set it, and the signal of `F_SETSIG`.\n\n");
    boolean before = !range.oldest().has(OWNER_ALLOCATED);
    if (range.newest().has(OWNER_ALLOCATED)) {
      out.append("- ");
      out.append(before ? "From " + OWNER_ALLOCATED.release() + " on a" : "A");
      out.append(" pointer, `NULL` until somebody sets an owner: read it with `file_f_owner()`.");
      out.append(" A driver that calls `__f_setown` calls `file_f_owner_allocate` before.\n");
    }
    if (before) {
      out.append("- ");
      out.append(range.newest().has(OWNER_ALLOCATED) ? "Before, a" : "A");
      out.append(" structure inside `struct file`. Drivers that touch its members do not compile");
      out.append(" from ").append(OWNER_ALLOCATED.release()).append(" on.\n");
    }
    out.append("- Programs set it with `F_SETOWN`, `F_SETOWN_EX` and `F_SETSIG`; drivers leave it");
    out.append(" alone, or call `__f_setown`.\n");
    return out.toString();
  }
}
