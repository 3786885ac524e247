package dev.fasynclens.review;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Definitions;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;

/** How texts become files. Whoever reviews the same texts again and again keeps what it parsed. */
public interface Parsing {
  /** Parses every text anew. */
  Parsing FRESH = (text, definitions) -> new CFile(SyntaxTree.parse(text, definitions));

  /**
   * Parses a text; called from several threads if the reviewer has several jobs.
   *
   * @param definitions what is known of macros
   * @throws UnreadableSourceException if it nests too deeply, is too large, or takes too long
   */
  CFile parse(SourceText text, Definitions definitions) throws UnreadableSourceException;
}
