package dev.fasynclens.kernel.file;

/** Learns how open files end, as those need who watch files or hold leases on them. */
public interface FileWatcher {
  /** {@code filp_close}: a process closes one of its descriptors of a file. */
  void flushed(OpenFile file, Descriptors by);

  /** {@code __fput}: the last reference is gone, and nothing else has happened yet. */
  void closing(OpenFile file);
}
