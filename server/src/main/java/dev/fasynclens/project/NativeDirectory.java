package dev.fasynclens.project;

import dev.fasynclens.syntax.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the native library that read directories and search files, which is most of what
 * a run over a large tree does: one call for a directory instead of several for each file.
 *
 * <p>Paths and names are bytes, as the operating system has them.
 */
final class NativeDirectory {
  static {
    NativeLibrary.load();
  }

  private NativeDirectory() {}

  /**
   * What a directory has: for each entry a letter, its name and a NUL. The letter is {@code d} for
   * a directory, {@code f} for a file, {@code o} for something else and {@code ?} for a link and
   * where the file system does not tell.
   *
   * @return null if that fails, and always on Windows
   */
  static native byte @Nullable [] entries(byte[] directory);

  /**
   * What files say.
   *
   * @param names names in the directory, a NUL behind each
   * @param count how many
   * @return for each the ordinal of a {@link FasyncScanner.Mention}, or 3 if it cannot be read;
   *     null if all that fails, and always on Windows
   */
  static native byte @Nullable [] mentions(byte[] directory, byte[] names, int count);
}
