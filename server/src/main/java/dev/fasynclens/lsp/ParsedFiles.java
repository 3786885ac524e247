package dev.fasynclens.lsp;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.review.Parsing;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.syntax.Definitions;
import dev.fasynclens.syntax.LiveTree;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was parsed, by text: a file that did not change is not parsed again. Documents that are
 * edited have a tree of their own that follows the edits.
 */
final class ParsedFiles {
  private final Map<String, SoftReference<CFile>> parsed = new ConcurrentHashMap<>();

  /** Only for the thread that follows the edits. */
  private final Map<String, LiveTree> trees = new HashMap<>();

  /** Parses for the one thread that follows the edits, with a tree to follow for one document. */
  Parsing followingEditsOf(String name) {
    return (text, definitions) -> {
      CFile known = known(text, definitions);
      if (known != null) {
        return known;
      }
      return keep(
          new CFile(
              text.name().equals(name)
                  ? followed(text, definitions)
                  : SyntaxTree.parse(text, definitions)));
    };
  }

  private SyntaxTree followed(SourceText text, Definitions definitions)
      throws UnreadableSourceException {
    LiveTree tree = trees.get(text.name());
    if (tree == null) {
      tree = new LiveTree(text, definitions);
      trees.put(text.name(), tree);
    } else {
      tree.update(text, definitions);
    }
    return tree.current();
  }

  /** Parses for any thread. */
  Parsing anywhere() {
    return (text, definitions) -> {
      CFile known = known(text, definitions);
      return known != null ? known : keep(new CFile(SyntaxTree.parse(text, definitions)));
    };
  }

  /** Gives up the tree of a document that is not edited any more. */
  void expectNoEdits(String name) {
    trees.remove(name);
  }

  private @Nullable CFile known(SourceText text, Definitions definitions) {
    SoftReference<CFile> reference = parsed.get(text.name());
    CFile known = reference == null ? null : reference.get();
    boolean same =
        known != null
            && known.source().equals(text)
            && known.tree().definitions().equals(definitions);
    return same ? known : null;
  }

  private CFile keep(CFile file) {
    parsed.put(file.name(), new SoftReference<>(file));
    return file;
  }
}
