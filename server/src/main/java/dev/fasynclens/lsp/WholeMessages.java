package dev.fasynclens.lsp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands messages on as a whole, so that a session that ends while another thread writes does not
 * leave half of one behind.
 */
final class WholeMessages extends OutputStream {
  /** A client that reads no more must not keep the server from leaving. */
  private static final long PATIENCE_MILLIS = 300;

  private final OutputStream out;
  private final Lock lock = new ReentrantLock();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private boolean ended;

  WholeMessages(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int oneByte) {
    lock.lock();
    try {
      message.write(oneByte);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      message.write(bytes, offset, length);
    } finally {
      lock.unlock();
    }
  }

  /** A message is complete. */
  @Override
  public void flush() throws IOException {
    lock.lock();
    try {
      if (!ended) {
        message.writeTo(out);
        out.flush();
      }
      message.reset();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the message that is on its way, and lets none follow. */
  void end() throws InterruptedException {
    if (lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
      try {
        ended = true;
      } finally {
        lock.unlock();
      }
    }
  }
}
