package dev.fasynclens.lsp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;

/**
 * The name of a set of diagnostics. It is made of what they say, so that the same diagnostics have
 * the same name, also after a restart.
 */
final class ResultId {
  private ResultId() {}

  static String of(List<Diagnostic> diagnostics) {
    long hash = 0xcbf29ce484222325L; // FNV-1a
    for (Diagnostic diagnostic : diagnostics) {
      for (byte b : diagnostic.toString().getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
      }
    }
    return diagnostics.size() + "-" + Long.toHexString(hash);
  }
}
