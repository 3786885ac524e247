package dev.fasynclens.kernel.object;

/** How much memory the kernel charges for a message of a Unix socket: {@code skb->truesize}. */
final class MessageMemory {
  private static final int PAGE = 4096;

  /** {@code struct sk_buff} and {@code struct skb_shared_info}, each rounded up. */
  private static final int HEADER = 256;

  private static final int SHARED_INFO = 320;
  private static final int LARGEST_HEAD = PAGE - SHARED_INFO;
  private static final int LARGEST_PACKET_HEAD = 4 * PAGE - SHARED_INFO;
  private static final int PAGES_OF_A_PART = 8 * PAGE;
  private static final int SMALLEST_ALLOCATION = 512;

  /** What a stream socket puts into one message at most. */
  static final int LARGEST_STREAM_PART = LARGEST_HEAD + PAGES_OF_A_PART;

  private MessageMemory() {}

  static int ofStream(int length) {
    int inPages = Math.min(length, wholePages(Math.max(0, length - LARGEST_HEAD)));
    return of(length - inPages, inPages);
  }

  static int ofPacket(int length) {
    int inPages = wholePages(Math.max(0, length - LARGEST_PACKET_HEAD));
    return of(Math.max(0, length - inPages), inPages);
  }

  private static int wholePages(int length) {
    return (length + PAGE - 1) / PAGE * PAGE;
  }

  private static int of(int inHead, int inPages) {
    int allocation = SMALLEST_ALLOCATION;
    while (allocation < inHead + SHARED_INFO) {
      allocation *= 2;
    }
    return HEADER + allocation + wholePages(inPages);
  }
}
