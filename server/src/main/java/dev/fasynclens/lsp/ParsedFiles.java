package dev.fasynclens.lsp;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.review.Parsing;
import dev.fasynclens.source.SourceText;
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
final class ParsedFiles implements AutoCloseable {
  private final Map<String, SoftReference<CFile>> parsed = new ConcurrentHashMap<>();

  /** Only for the thread that follows the edits. */
  private final Map<String, LiveTree> trees = new HashMap<>();

  /** Parses for the one thread that follows the edits. */
  Parsing followingEdits() {
    return text -> {
      CFile known = known(text);
      if (known != null) {
        return known;
      }
      LiveTree tree = trees.get(text.name());
      if (tree == null) {
        return keep(new CFile(SyntaxTree.parse(text)));
      }
      tree.update(text);
      return keep(new CFile(tree.current()));
    };
  }

  /** Parses for any thread. */
  Parsing anywhere() {
    return text -> {
      CFile known = known(text);
      return known != null ? known : keep(new CFile(SyntaxTree.parse(text)));
    };
  }

  /** Gets ready for edits of a text, which costs more than a parse. */
  void expectEdits(SourceText text) {
    if (!trees.containsKey(text.name())) {
      try {
        trees.put(text.name(), new LiveTree(text));
      } catch (UnreadableSourceException e) {
        // Then it is tried from scratch each time, and found unreadable each time.
      }
    }
  }

  /** Gives up the tree of a document that is not edited any more. */
  void expectNoEdits(String name) {
    LiveTree tree = trees.remove(name);
    if (tree != null) {
      tree.close();
    }
  }

  @Override
  public void close() {
    trees.values().forEach(LiveTree::close);
    trees.clear();
  }

  private @Nullable CFile known(SourceText text) {
    SoftReference<CFile> reference = parsed.get(text.name());
    CFile known = reference == null ? null : reference.get();
    return known != null && known.source().equals(text) ? known : null;
  }

  private CFile keep(CFile file) {
    parsed.put(file.name(), new SoftReference<>(file));
    return file;
  }
}
