package dev.fasynclens.report;

import java.io.IOException;
import java.io.Writer;

/** Lets what needs a {@link Writer} write to any {@link Appendable}; flushes and closes nothing. */
final class AppendableWriter extends Writer {
  private final Appendable out;

  AppendableWriter(Appendable out) {
    this.out = out;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    out.append(new String(buffer, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.append(text, offset, offset + length);
  }

  @Override
  public void write(int c) throws IOException {
    out.append((char) c);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
