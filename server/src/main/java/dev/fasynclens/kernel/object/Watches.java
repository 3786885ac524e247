package dev.fasynclens.kernel.object;

import static dev.fasynclens.kernel.ChangePoint.SPECIAL_FILES_TELL_NO_FOLDER;

import dev.fasynclens.kernel.file.Descriptors;
import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.FileWatcher;
import dev.fasynclens.kernel.file.Files;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.machine.Machine;
import dev.fasynclens.kernel.signal.Credentials;
import dev.fasynclens.kernel.signal.Errno;
import dev.fasynclens.kernel.signal.Task;
import dev.fasynclens.kernel.signal.Tasks;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who watches the files of the tree or holds leases on them: inotify, dnotify and leases. Whoever
 * opens, changes or removes files says so here, after it was done.
 */
public final class Watches implements FileWatcher {
  /**
   * Where a file of the tree is.
   *
   * @param inode what it does, which is an object of its own for each file
   * @param directory whether it is a folder
   * @param regular whether it is a regular file
   * @param parent the folder it lies in; null for the one that the tree begins with
   * @param name its name there
   */
  public record Place(
      FileOperations inode,
      boolean directory,
      boolean regular,
      @Nullable FileOperations parent,
      String name) {}

  private final Machine machine;
  private final Files files;
  private final Tasks tasks;
  private final Dnotify dnotify;
  private final Leases leases;
  private final List<Inotify> inotifies = new ArrayList<>(1);
  private final IdentityHashMap<OpenFile, Place> opened = new IdentityHashMap<>();
  private final IdentityHashMap<FileOperations, Integer> creators = new IdentityHashMap<>();
  private final List<FileOperations> removed = new ArrayList<>(0);

  /** Nobody watches anything. */
  public Watches(Machine machine, Tasks tasks, Files files) {
    this.machine = machine;
    this.tasks = tasks;
    this.files = files;
    this.dnotify = new Dnotify(machine, files);
    this.leases = new Leases(machine, files);
  }

  // Watching

  /** inotify_init(2). */
  public Inotify newInotify() {
    Inotify result = new Inotify(machine, files, this);
    inotifies.add(result);
    return result;
  }

  void forget(Inotify closed) {
    inotifies.remove(closed);
  }

  /** F_NOTIFY. */
  public int notify(Task caller, Descriptors by, int fd, OpenFile file, Dnotify.Mode mode) {
    Place place = opened.get(file);
    boolean directory = place != null && place.directory();
    if (!directory && mode != Dnotify.Mode.OFF) {
      return -Errno.ENOTDIR;
    }
    dnotify.request(caller, by, fd, file, mode);
    return 0;
  }

  /** F_SETLEASE. */
  public int setLease(Task caller, int fd, OpenFile file, Leases.Kind kind) {
    Place place = opened.get(file);
    if (place == null || !place.regular()) {
      return -Errno.EINVAL;
    }
    Credentials credentials = caller.credentials();
    if (!credentials.isPrivileged()
        && credentials.euid() != creators.getOrDefault(place.inode(), 0)) {
      return -Errno.EACCES;
    }
    return leases.set(caller, fd, file, kind, othersOf(file, place));
  }

  private List<OpenFile> othersOf(OpenFile file, Place place) {
    List<OpenFile> result = new ArrayList<>();
    opened.forEach(
        (each, where) -> {
          if (each != file && where.inode().equals(place.inode())) {
            result.add(each);
          }
        });
    return result;
  }

  // What happens

  /** There is a new file. */
  public void created(Place place) {
    Task creator = tasks.current();
    creators.put(place.inode(), creator == null ? 0 : creator.credentials().euid());
    tellParent(FileEvent.CREATE, place);
    FileOperations parent = place.parent();
    if (parent != null) {
      dnotify.created(parent);
    }
  }

  /**
   * A file is about to be opened.
   *
   * @return 0, a negative error, or {@link FileOperations#BLOCKS}
   */
  public int mayOpen(Place place, boolean writes, boolean nonblocking) {
    return place.regular() ? leases.breakFor(place.inode(), writes, nonblocking) : 0;
  }

  /** A file was opened, and not by O_PATH. */
  public void opened(OpenFile file, Place place) {
    opened.put(file, place);
    tell(FileEvent.OPEN, place);
  }

  /** Where an open file was found; null for one that has no place in the tree. */
  public @Nullable Place placeOf(OpenFile file) {
    return opened.get(file);
  }

  /** Something was read, at least a byte. */
  public void accessed(OpenFile file) {
    transferred(FileEvent.ACCESS, file);
  }

  /** Something was written, at least a byte. */
  public void modified(OpenFile file) {
    transferred(FileEvent.MODIFY, file);
  }

  /** What goes through a fifo or device may be nobody's business who sees only its folder. */
  private void transferred(FileEvent event, OpenFile file) {
    Place place = opened.get(file);
    if (place != null
        && machine.has(SPECIAL_FILES_TELL_NO_FOLDER)
        && !place.regular()
        && !place.directory()) {
      tellSelf(event, place);
    } else {
      tellOf(file, event);
    }
  }

  /** The mode of a file was changed. */
  public void attributesChanged(Place place) {
    tell(FileEvent.ATTRIB, place);
  }

  /** A file is not in its folder any more. */
  public void removed(Place place) {
    tellSelf(FileEvent.ATTRIB, place);
    tellParent(FileEvent.DELETE, place);
    removed.add(place.inode());
    endIfUnused(place);
  }

  /** The inode of a removed file lives as long as somebody has it open. */
  private void endIfUnused(Place place) {
    boolean used = opened.values().stream().anyMatch(each -> each.inode().equals(place.inode()));
    if (!used && removed.remove(place.inode())) {
      tellSelf(FileEvent.DELETE_SELF, place);
    }
  }

  @Override
  public void flushed(OpenFile file, Descriptors by) {
    dnotify.flush(file, by);
  }

  @Override
  public void closing(OpenFile file) {
    Place place = opened.get(file);
    if (place != null) {
      tell(file.writable() ? FileEvent.CLOSE_WRITE : FileEvent.CLOSE_NOWRITE, place);
      leases.closing(file);
      opened.remove(file);
      endIfUnused(place);
    }
  }

  private void tellOf(OpenFile file, FileEvent event) {
    Place place = opened.get(file);
    if (place != null) {
      tell(event, place);
    }
  }

  private void tell(FileEvent event, Place place) {
    tellParent(event, place); // also after its name was removed
    tellSelf(event, place);
  }

  private void tellParent(FileEvent event, Place place) {
    FileOperations parent = place.parent();
    if (parent != null) {
      for (Inotify each : List.copyOf(inotifies)) {
        each.handle(parent, event, place.directory(), place.name());
      }
    }
  }

  private void tellSelf(FileEvent event, Place place) {
    for (Inotify each : List.copyOf(inotifies)) {
      each.handle(place.inode(), event, place.directory(), "");
    }
  }
}
