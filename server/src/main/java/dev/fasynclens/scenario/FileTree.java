package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.object.Pipe;
import dev.fasynclens.kernel.object.ProvocationDevice;
import dev.fasynclens.kernel.object.SilentFile;
import dev.fasynclens.kernel.object.Watches;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The paths a scenario can open: its own folder, and the devices. */
final class FileTree {
  /** What a path leads to. */
  sealed interface Node {}

  /** A regular file. */
  record Regular(SilentFile file) implements Node {}

  /** A folder. */
  record Directory(SilentFile file) implements Node {}

  /** A fifo. */
  record Fifo(Pipe pipe) implements Node {}

  /** A device that provokes mistakes. */
  record Device(ProvocationDevice device) implements Node {}

  private static final String DEVICES = "/dev/fz_";

  private final World world;
  private final Map<String, Node> nodes = new HashMap<>();

  FileTree(World world) {
    this.world = world;
    nodes.put(".", new Directory(SilentFile.special("directory")));
    nodes.put("/dev/null", new Regular(SilentFile.regular()));
    nodes.put("/dev/zero", new Regular(SilentFile.regular()));
    for (ProvocationDevice.Variant variant : ProvocationDevice.Variant.values()) {
      nodes.put(
          DEVICES + variant.name().toLowerCase(Locale.ROOT),
          new Device(
              new ProvocationDevice(
                  world.machine(), world.signals().tasks(), world.files(), variant)));
    }
  }

  /** What a path leads to; null if to nothing. */
  @Nullable Node find(String path) {
    return nodes.get(path);
  }

  /** Makes a regular file, unless there is something. */
  Node create(String path) {
    return nodes.computeIfAbsent(path, each -> new Regular(SilentFile.regular()));
  }

  /** Makes a folder. Returns whether there was nothing. */
  boolean makeDirectory(String path) {
    return nodes.putIfAbsent(path, new Directory(SilentFile.special("directory"))) == null;
  }

  /** Makes a fifo. Returns whether there was nothing. */
  boolean makeFifo(String path) {
    Pipe pipe = Pipe.fifo(world.machine(), world.signals(), world.files());
    return nodes.putIfAbsent(path, new Fifo(pipe)) == null;
  }

  /** Removes a path. Returns whether there was something. */
  boolean remove(String path) {
    return nodes.remove(path) != null;
  }

  /** Where a path is, for those who watch it. */
  Watches.Place place(String path, Node node) {
    boolean top = path.equals(".") || path.startsWith("/");
    Node parent = top ? null : find(directoryOf(path));
    boolean regular = node instanceof Regular && !path.startsWith("/");
    return new Watches.Place(
        operations(node),
        node instanceof Directory,
        regular,
        parent == null ? null : operations(parent),
        path.substring(path.lastIndexOf('/') + 1));
  }

  /** The folder that a path lies in. */
  static String directoryOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }

  /** What a node's files do. */
  static FileOperations operations(Node node) {
    return switch (node) {
      case Regular regular -> regular.file();
      case Directory directory -> directory.file();
      case Fifo fifo -> fifo.pipe();
      case Device device -> device.device();
    };
  }
}
