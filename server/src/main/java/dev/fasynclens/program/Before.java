package dev.fasynclens.program;

import java.util.Set;

/**
 * What has been done when a call is reached.
 *
 * @param surely on every way to it
 * @param maybe on some way to it
 */
public record Before(Set<Mark> surely, Set<Mark> maybe) {
  /** Whether this was surely done before. */
  public boolean surely(Mark.Kind kind, String subject) {
    return surely.contains(new Mark(kind, subject));
  }

  /** Whether this may have been done before. */
  public boolean maybe(Mark.Kind kind, String subject) {
    return maybe.contains(new Mark(kind, subject)) || maybe.contains(new Mark(kind, Mark.ANY));
  }

  /** Whether this was surely done before for some subject. */
  public boolean surelyAny(Mark.Kind kind) {
    return surely.stream().anyMatch(mark -> mark.kind() == kind);
  }
}
