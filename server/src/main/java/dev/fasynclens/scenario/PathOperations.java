package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.object.Watches;
import dev.fasynclens.kernel.signal.Errno;
import java.util.Map;

/** Making, touching and removing files, folders and fifos. */
final class PathOperations implements OperationSet {
  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("mkfifo", PathOperations::mkfifo),
        Map.entry("mkdir", PathOperations::mkdir),
        Map.entry("touch", PathOperations::touch),
        Map.entry("unlink", PathOperations::unlink),
        Map.entry("chmodf", PathOperations::chmod));
  }

  /** Makes a regular file, and tells those who watch. */
  static FileTree.Node create(Call call, String path) {
    FileTree.Node node = call.world().tree().create(path);
    call.world().watches().created(call.world().tree().place(path, node));
    return node;
  }

  private static Reply mkfifo(Call call) {
    return made(call, call.world().tree().makeFifo(call.argument(0)));
  }

  private static Reply mkdir(Call call) {
    return made(call, call.world().tree().makeDirectory(call.argument(0)));
  }

  private static Reply made(Call call, boolean isNew) {
    String path = call.argument(0);
    FileTree.Node node = call.world().tree().find(path);
    if (!isNew || node == null) {
      return Reply.of(-Errno.EEXIST);
    }
    call.world().watches().created(call.world().tree().place(path, node));
    return Reply.OK;
  }

  private static Reply touch(Call call) {
    String path = call.argument(0);
    World world = call.world();
    FileTree.Node node = world.tree().find(path);
    if (node == null) {
      node = create(call, path);
    }
    if (node instanceof FileTree.Directory) {
      return Reply.of(-Errno.EISDIR);
    }
    Watches.Place place = world.tree().place(path, node);
    int allowed = world.watches().mayOpen(place, true, false);
    if (allowed != 0) {
      return allowed == FileOperations.BLOCKS ? Reply.BLOCKS : Reply.of(allowed);
    }
    if (node instanceof FileTree.Regular regular) {
      OpenFile file = world.files().table().open(path, regular.file(), false, true, false);
      file.get();
      world.watches().opened(file, place);
      call.betweenCalls();
      world.files().table().fput(file);
    }
    return Reply.OK;
  }

  private static Reply unlink(Call call) {
    String path = call.argument(0);
    FileTree.Node node = call.world().tree().find(path);
    if (node == null || node instanceof FileTree.Directory) {
      return Reply.of(node == null ? -Errno.ENOENT : -Errno.EISDIR);
    }
    Watches.Place place = call.world().tree().place(path, node);
    call.world().tree().remove(path);
    call.world().watches().removed(place);
    return Reply.OK;
  }

  private static Reply chmod(Call call) {
    String path = call.argument(0);
    FileTree.Node node = call.world().tree().find(path);
    if (node == null) {
      return Reply.of(-Errno.ENOENT);
    }
    call.world().watches().attributesChanged(call.world().tree().place(path, node));
    return Reply.OK;
  }
}
