package dev.fasynclens.eclipse.document;

import java.net.URI;
import java.util.Optional;
import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.IFileBuffer;
import org.eclipse.core.filesystem.IFileStore;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.ResourcesPlugin;

/** How files are called in the protocol. */
public final class Uris {
  private Uris() {}

  /** Local files have three slashes; Java writes one. */
  public static String of(URI location) {
    String text = location.toASCIIString();
    return text.startsWith("file:/") && !text.startsWith("file://")
        ? "file:///" + text.substring("file:/".length())
        : text;
  }

  /** What a buffer is about; empty if that is no local file. */
  static Optional<String> of(IFileBuffer buffer) {
    IFileStore store =
        buffer.getFileStore() != null
            ? buffer.getFileStore()
            : buffer.getLocation() == null
                ? null
                : FileBuffers.getFileStoreAtLocation(buffer.getLocation());
    return Optional.ofNullable(store)
        .map(IFileStore::toURI)
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Uris::of);
  }

  /** The files of the workspace that are this file; none if it lies outside, several if linked. */
  public static IFile[] files(String uri) {
    return location(uri)
        .map(at -> ResourcesPlugin.getWorkspace().getRoot().findFilesForLocationURI(at))
        .orElseGet(() -> new IFile[0]);
  }

  /** A URI as Java has it. */
  public static Optional<URI> location(String uri) {
    try {
      return Optional.of(URI.create(uri));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
