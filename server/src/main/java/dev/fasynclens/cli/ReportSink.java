package dev.fasynclens.cli;

import dev.fasynclens.project.DiskFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Where a report goes: standard output, or a file. */
final class ReportSink {
  private final Console console;
  private final Optional<Path> file;

  /**
   * @param file absolute; empty for standard output
   */
  ReportSink(Console console, Optional<Path> file) {
    this.console = console;
    this.file = file;
  }

  /** Writes something. */
  interface Content {
    /** Writes it; the caller flushes. */
    void writeTo(Writer out) throws IOException;
  }

  /** Writes text for people. */
  void write(Content content) throws UsageException {
    write(console.charset(), content);
  }

  /** Writes text. */
  void write(Charset charset, Content content) throws UsageException {
    writeBytes(
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, charset));
          content.writeTo(writer);
          writer.flush();
        });
  }

  /** Writes bytes. */
  interface Bytes {
    /** Writes them. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes bytes as they are. */
  void writeBytes(Bytes bytes) throws UsageException {
    try {
      if (file.isPresent()) {
        FileReplacement.write(file.get(), bytes::writeTo);
      } else {
        bytes.writeTo(console.out());
        console.out().flush();
      }
    } catch (IOException e) {
      if (file.isEmpty() && isBrokenPipe(e)) {
        return; // the reader has seen enough
      }
      throw new UsageException(
          "cannot write "
              + (file.isPresent() ? file.get() : "to standard output")
              + ": "
              + DiskFiles.reason(e));
    }
  }

  /** Whether it failed because nobody reads on. */
  private static boolean isBrokenPipe(IOException e) {
    String message = e.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("pipe");
  }
}
