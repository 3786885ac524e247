package dev.fasynclens.explain;

import dev.fasynclens.driver.CFile;
import dev.fasynclens.driver.CFunction;
import dev.fasynclens.driver.DriverModule;
import dev.fasynclens.driver.Facts;
import dev.fasynclens.kernel.KernelRange;
import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.TargetKernels;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.syntax.Field;
import dev.fasynclens.syntax.Kind;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.VersionGuard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The word that somebody points at, and where it stands.
 *
 * @param target the kernels that are meant, and for which this place is compiled
 * @param node the innermost node around it
 * @param function the function around it, null at file level
 */
record Cursor(
    DriverModule module,
    CFile file,
    TargetKernels target,
    Span span,
    String word,
    int node,
    @Nullable CFunction function) {
  /** Longer words are no names that anybody knows. */
  private static final int LONGEST_WORD = 64;

  /** The word at an offset, or just before it; none in comments and strings. */
  static Optional<Cursor> at(DriverModule module, CFile file, int offset, TargetKernels target) {
    SourceText text = file.source();
    if (offset < 0 || offset > text.length()) {
      return Optional.empty();
    }
    int start = offset;
    while (start > 0 && offset - start <= LONGEST_WORD && isWordPart(text.byteAt(start - 1))) {
      start--;
    }
    int end = offset;
    while (end < text.length() && end - start <= LONGEST_WORD && isWordPart(text.byteAt(end))) {
      end++;
    }
    if (start == end || end - start > LONGEST_WORD || isQuoted(file.tree(), start)) {
      return Optional.empty();
    }
    int node = innermost(file.tree(), start, end);
    return Optional.of(
        new Cursor(
            module,
            file,
            compiledFor(file.tree(), start, target),
            new Span(start, end),
            text.slice(start, end),
            node,
            functionAround(file, node)));
  }

  /** The kernels of the target for which the code at an offset is compiled. */
  private static TargetKernels compiledFor(SyntaxTree tree, int offset, TargetKernels target) {
    VersionGuard guard = tree.guardAt(offset);
    if (guard.equals(VersionGuard.NONE)) {
      return target;
    }
    return KernelRange.ALL
        .within(KernelVersion.ofCode(guard.from()), KernelVersion.ofCode(guard.below()))
        .flatMap(target.range()::intersect)
        .map(range -> new TargetKernels(range, target.stated()))
        .orElse(target);
  }

  static boolean isWordPart(int c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Whether an offset lies in a comment or a literal. */
  static boolean isQuoted(SyntaxTree tree, int offset) {
    SourceText text = tree.source();
    Span line = text.lineSpan(text.lineAt(offset));
    int at = line.start();
    for (Span comment : tree.comments()) {
      if (comment.contains(offset)) {
        return true;
      }
      if (comment.start() < offset && comment.end() > at) {
        at = Math.max(at, comment.start() < line.start() ? comment.end() : at);
      }
    }
    char quote = 0;
    while (at < offset) {
      char c = (char) text.byteAt(at);
      if (c == '\\' && quote != 0) {
        at++;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && c == '/') {
        at = Math.max(at, endOfComment(tree, at) - 1);
      }
      at++;
    }
    return quote != 0;
  }

  private static int endOfComment(SyntaxTree tree, int start) {
    for (Span comment : tree.comments()) {
      if (comment.start() == start) {
        return comment.end();
      }
    }
    return 0;
  }

  private static int innermost(SyntaxTree tree, int start, int end) {
    int node = 0;
    int child = 1;
    while (child < tree.subtreeEnd(node)) {
      if (tree.start(child) <= start && end <= tree.end(child)) {
        node = child;
        child = node + 1;
      } else {
        child = tree.subtreeEnd(child);
      }
    }
    return node;
  }

  private static @Nullable CFunction functionAround(CFile file, int node) {
    SyntaxTree tree = file.tree();
    for (CFunction function : file.allFunctions()) {
      if (function.node() <= node && node < tree.subtreeEnd(function.node())) {
        return function;
      }
    }
    return null;
  }

  SyntaxTree tree() {
    return file.tree();
  }

  Facts facts() {
    return module.facts();
  }

  /** Whether the node is this word and nothing else. */
  boolean isNode(int... kinds) {
    if (tree().start(node) != span.start() || tree().end(node) != span.end()) {
      return false;
    }
    for (int kind : kinds) {
      if (tree().kind(node) == kind) {
        return true;
      }
    }
    return false;
  }

  /** Whether the word is the name of a struct's member that is used or declared. */
  boolean isMember() {
    return isNode(Kind.FIELD_IDENTIFIER);
  }

  /** Whether the word is something that the file itself names so: a variable or a parameter. */
  boolean isOwnVariable() {
    if (!isNode(Kind.IDENTIFIER)) {
      return false;
    }
    CFunction around = function;
    return (around != null && around.variable(word).isPresent())
        || file.globals().containsKey(word);
  }

  /** The call whose name the word is, or -1. */
  int namedCall() {
    int parent = tree().parent(node);
    return isNode(Kind.IDENTIFIER)
            && parent >= 0
            && tree().kind(parent) == Kind.CALL_EXPRESSION
            && tree().part(parent, Field.FUNCTION) == node
        ? parent
        : -1;
  }
}
