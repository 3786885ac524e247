package dev.fasynclens.kernel.signal;

/** A record in a queue: {@code struct sigqueue}. */
final class QueuedSignal {
  final User charged;
  SigInfo info = SigInfo.NOINFO;

  QueuedSignal(User charged) {
    this.charged = charged;
  }
}
