package dev.fasynclens.kernel.file;

import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.UserProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The descriptors of a process: {@code struct files_struct}. */
public final class Descriptors implements UserProcess.Resources {
  /** The first number that is not used from the start. */
  public static final int FIRST = 3;

  private static final class Slot {
    final OpenFile file;
    boolean closeOnExec;

    Slot(OpenFile file) {
      this.file = file;
    }
  }

  private final FileTable table;
  private final Map<Integer, Slot> slots = new TreeMap<>();

  /** No descriptors but the three that every program has. */
  public Descriptors(FileTable table) {
    this.table = table;
  }

  /** What a child gets: the same files under the same numbers. */
  public Descriptors fork() {
    Descriptors result = new Descriptors(table);
    slots.forEach(
        (fd, slot) -> {
          Slot copy = new Slot(slot.file);
          copy.closeOnExec = slot.closeOnExec;
          slot.file.get();
          result.slots.put(fd, copy);
        });
    return result;
  }

  /** The file behind a descriptor; null if it is not open. */
  public @Nullable OpenFile get(int fd) {
    Slot slot = slots.get(fd);
    return slot == null ? null : slot.file;
  }

  /** Gives a file the lowest free number, and a reference. */
  public int install(OpenFile file) {
    return install(file, FIRST);
  }

  /** Gives a file the lowest free number from a minimum on, and a reference. */
  public int install(OpenFile file, int least) {
    int fd = Math.max(least, FIRST);
    while (slots.containsKey(fd)) {
      fd++;
    }
    file.get();
    slots.put(fd, new Slot(file));
    return fd;
  }

  /** Gives a file this number and closes what had it. */
  public int installAt(OpenFile file, int fd) {
    Slot old = slots.get(fd);
    if (old != null && old.file == file) {
      return fd;
    }
    file.get();
    slots.put(fd, new Slot(file));
    if (old != null) {
      table.close(old.file, this);
    }
    return fd;
  }

  /** Marks a descriptor to be closed by execve(2). */
  public int setCloseOnExec(int fd) {
    Slot slot = slots.get(fd);
    if (slot == null) {
      return -Errno.EBADF;
    }
    slot.closeOnExec = true;
    return 0;
  }

  /** close(2). */
  public int close(int fd) {
    Slot slot = slots.remove(fd);
    if (slot == null) {
      return -Errno.EBADF;
    }
    table.close(slot.file, this);
    return 0;
  }

  /** The numbers in use. */
  public List<Integer> numbers() {
    return List.copyOf(slots.keySet());
  }

  @Override
  public void release(UserProcess process, boolean exec) {
    List<OpenFile> files = new ArrayList<>();
    slots
        .values()
        .removeIf(
            slot -> {
              boolean ends = !exec || slot.closeOnExec;
              if (ends) {
                files.add(slot.file);
              }
              return ends;
            });
    table.fputAll(files);
  }
}
