package dev.fasynclens.scenario;

import dev.fasynclens.kernel.file.FileOperations;
import dev.fasynclens.kernel.file.OpenFile;
import dev.fasynclens.kernel.signal.Errno;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Reading and writing. */
final class TransferOperations implements OperationSet {
  /** What poll(2) says of a number that is no descriptor. */
  private static final int POLLNVAL = 0x20;

  private static final int CHUNK = 4096;

  /** A file that takes more than these chunks takes any number of them. */
  private static final int MOST_CHUNKS = 10_000;

  /** What the C runner's buffer holds; nobody reads or writes more at once. */
  private static final int LARGEST = 65536;

  @Override
  public Map<String, Operation> operations() {
    return Map.ofEntries(
        Map.entry("write", call -> write(call, filler(size(call, 1)))),
        Map.entry("wstr", call -> write(call, unescape(call.argument(1)))),
        Map.entry("read", TransferOperations::read),
        Map.entry("fill", TransferOperations::fill),
        Map.entry("drain", TransferOperations::drain),
        Map.entry("burst", TransferOperations::burst),
        Map.entry("poll", TransferOperations::poll));
  }

  private static int size(Call call, int index) {
    int size = call.number(index);
    if (size < 0 || size > LARGEST) {
      throw new ScenarioException(size + " bytes are too many at once, " + LARGEST + " can be");
    }
    return size;
  }

  private static byte[] filler(int size) {
    byte[] result = new byte[size];
    Arrays.fill(result, (byte) 'x');
    return result;
  }

  /** Reads {@code \n}, {@code \s} for a space, and {@code \x03}. */
  private static byte[] unescape(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
      if (c == '\\' && (next == 'n' || next == 's')) {
        result.append(next == 'n' ? '\n' : ' ');
        i++;
      } else if (c == '\\' && next == 'x' && i + 4 <= text.length()) {
        result.append((char) Names.number("0x" + text.substring(i + 2, i + 4)));
        i += 3;
      } else {
        result.append(c);
      }
    }
    return result.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int write(Call call, OpenFile file, byte[] bytes) {
    if (!file.writable()) {
      return -Errno.EBADF;
    }
    int result = file.operations().write(call.task(), file, bytes);
    if (result > 0) {
      call.world().watches().modified(file);
    }
    return result;
  }

  private static int read(Call call, OpenFile file, int count) {
    if (!file.readable()) {
      return -Errno.EBADF;
    }
    int result = file.operations().read(call.task(), file, count);
    if (result > 0) {
      call.world().watches().accessed(file);
    }
    return result;
  }

  private static Reply write(Call call, byte[] bytes) {
    Reply reply = call.withFile(0, file -> write(call, file, bytes));
    return reply.result() == FileOperations.BLOCKS ? Reply.BLOCKS : reply;
  }

  private static Reply read(Call call) {
    int count = size(call, 1);
    Reply reply = call.withFile(0, file -> read(call, file, count));
    return reply.result() == FileOperations.BLOCKS ? Reply.BLOCKS : reply;
  }

  /** Writes until it fails, and says how. */
  private static Reply fill(Call call) {
    byte[] chunk = filler(CHUNK);
    int result = 0;
    boolean goesOn = true;
    for (int i = 0; result >= 0 && goesOn; i++) {
      if (i == MOST_CHUNKS) {
        throw new ScenarioException(call.argument(0) + " is never full");
      }
      result = call.withFile(0, file -> write(call, file, chunk)).result();
      if (result == FileOperations.BLOCKS) {
        return Reply.BLOCKS;
      }
      goesOn = call.betweenCalls();
    }
    return Reply.say(result < 0 ? Errno.name(-result) : "");
  }

  /** Reads until nothing is left. */
  private static Reply drain(Call call) {
    int result = 1;
    boolean goesOn = true;
    while (result > 0 && goesOn) {
      result = call.withFile(0, file -> read(call, file, CHUNK)).result();
      if (result == FileOperations.BLOCKS) {
        return Reply.BLOCKS;
      }
      goesOn = call.betweenCalls();
    }
    return Reply.OK;
  }

  /** Writes single bytes. */
  private static Reply burst(Call call) {
    int times = call.times(1);
    int written = 0;
    boolean goesOn = true;
    for (int i = 0; i < times && goesOn; i++) {
      written += call.withFile(0, file -> write(call, file, filler(1))).result() == 1 ? 1 : 0;
      goesOn = call.betweenCalls();
    }
    return Reply.of(written);
  }

  private static Reply poll(Call call) {
    OpenFile file = call.file(0);
    int nobody = call.descriptor(0) < 0 ? 0 : POLLNVAL;
    int mask = file == null ? nobody : file.operations().poll(file);
    return Reply.say("revents=0x" + Integer.toHexString(mask));
  }
}
