package dev.fasynclens.syntax;

import dev.fasynclens.source.SourceText;

/**
 * The tree of a text that is being edited: after an edit only the sections that changed are parsed
 * anew, and the result is that of a parse from scratch. The mask is made from the whole text each
 * time, so an edit that changes it elsewhere, by opening a comment for instance, is nothing
 * special. Used by one thread at a time.
 */
public final class LiveTree {
  private final SectionParser parser = new SectionParser();
  private SyntaxTree current;

  /**
   * Parses a text for the first time.
   *
   * @throws UnreadableSourceException if it nests too deeply, or the parse takes too long
   */
  public LiveTree(SourceText source, Definitions definitions) throws UnreadableSourceException {
    current = SyntaxTree.parse(source, definitions, parser);
  }

  /** The tree of the text as it is now. */
  public SyntaxTree current() {
    return current;
  }

  /** Whether another tree has the same nodes at the same places. */
  public boolean hasNodesOf(SyntaxTree other) {
    return current.hasSameNodes(other);
  }

  /**
   * Takes over a changed text, whatever the change is.
   *
   * @throws UnreadableSourceException if it nests too deeply, or the parse takes too long; the tree
   *     stays that of the text before
   */
  public void update(SourceText source, Definitions definitions) throws UnreadableSourceException {
    current = SyntaxTree.parse(source, definitions, parser);
  }
}
