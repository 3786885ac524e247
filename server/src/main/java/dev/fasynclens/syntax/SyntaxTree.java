package dev.fasynclens.syntax;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of one C text, as arrays: a node is a number, the root is 0, children follow
 * their parent. Kinds are those of {@link Kind}, parts those of {@link Field}. Texts are those of
 * the source, not of the mask. Immutable.
 */
public final class SyntaxTree {
  /** Nesting of the tree, which chains of operators and of else make as well. */
  private static final int DEEPEST_TREE = 2_000;

  private static final int SEARCHES_BEFORE_INDEX = 24;
  private static final int FLAG_NAMED = 1 << 16;
  private static final int FLAG_EXTRA = 2 << 16;
  private static final int FLAG_ERROR = 4 << 16;
  private static final int FLAG_MISSING = 8 << 16;

  private final SourceText source;
  private final Definitions definitions;
  private final MaskedText masked;
  private final int[] flat;
  private final int size;

  /** Made when it begins to pay off; several threads may make it, and each makes the same. */
  private @Nullable WordIndex words;

  private int searches;

  SyntaxTree(SourceText source, Definitions definitions, MaskedText masked, int[] flat) {
    this.source = source;
    this.definitions = definitions;
    this.masked = masked;
    this.flat = flat;
    this.size = flat.length / 5;
  }

  /**
   * Parses a text of which nothing else is known.
   *
   * @throws UnreadableSourceException if it nests too deeply, is too large, or takes too long
   */
  public static SyntaxTree parse(SourceText source) throws UnreadableSourceException {
    return parse(source, Definitions.NONE);
  }

  /**
   * Parses a text.
   *
   * @throws UnreadableSourceException if it nests too deeply, is too large, or takes too long
   */
  public static SyntaxTree parse(SourceText source, Definitions definitions)
      throws UnreadableSourceException {
    return parse(source, definitions, new SectionParser());
  }

  /** Parses a text with what is known of its sections. */
  static SyntaxTree parse(SourceText source, Definitions definitions, SectionParser parser)
      throws UnreadableSourceException {
    MaskedText masked = mask(source, definitions);
    return new SyntaxTree(source, definitions, masked, parser.parse(masked.bytes())).checked();
  }

  /** Masks a text, and refuses what would be too deep for every later step. */
  static MaskedText mask(SourceText source, Definitions definitions)
      throws UnreadableSourceException {
    MaskedText masked = Masker.mask(source.copyBytes(), definitions);
    if (masked.depth() > Masker.DEEPEST) {
      throw new UnreadableSourceException("brackets nest more than " + Masker.DEEPEST + " deep");
    }
    if (masked.conditionalDepth() > Masker.DEEPEST_CONDITIONALS) {
      throw new UnreadableSourceException(
          "#if nests more than " + Masker.DEEPEST_CONDITIONALS + " deep");
    }
    if (masked.full()) {
      throw new UnreadableSourceException("has more than " + Tokens.MOST + " tokens");
    }
    return masked;
  }

  /** Refuses a tree that would need too much stack to follow. */
  private SyntaxTree checked() throws UnreadableSourceException {
    int[] depths = new int[size];
    for (int node = 1; node < size; node++) {
      depths[node] = depths[parent(node)] + 1;
      if (depths[node] > DEEPEST_TREE) {
        throw new UnreadableSourceException(
            "statements or expressions nest more than " + DEEPEST_TREE + " deep");
      }
    }
    return this;
  }

  /** Whether both trees have the same nodes at the same places. */
  boolean hasSameNodes(SyntaxTree other) {
    return Arrays.equals(flat, other.flat);
  }

  /** The text this is the tree of. */
  public SourceText source() {
    return source;
  }

  /** What was known when this was parsed. */
  public Definitions definitions() {
    return definitions;
  }

  /** What the text defines with {@code #define}, in order, dead branches left out. */
  public List<MacroDefinition> macros() {
    return masked.macros();
  }

  /** What the text includes, in order. */
  public List<Include> includes() {
    return masked.includes();
  }

  /** Where the comments are. */
  public List<Span> comments() {
    return masked.comments();
  }

  /** The {@code #if} blocks. */
  public List<Conditional> conditionals() {
    return masked.conditionals();
  }

  /** The kernel versions for which the code at an offset is compiled. */
  public VersionGuard guardAt(int offset) {
    VersionGuard guard = VersionGuard.NONE;
    for (Conditional conditional : masked.conditionals()) {
      int branch = conditional.branchAt(offset);
      if (branch >= 0) {
        guard = guard.and(conditional.guards().get(branch));
      }
    }
    return guard;
  }

  /** Whether the branches of {@code #if} around an offset stayed in the text that was parsed. */
  public boolean isKept(int offset) {
    for (Conditional conditional : masked.conditionals()) {
      int branch = conditional.branchAt(offset);
      if (branch >= 0 && !conditional.kept().get(branch)) {
        return false;
      }
    }
    return true;
  }

  /** Number of nodes. */
  public int size() {
    return size;
  }

  /** One of {@link Kind}, or the number of a kind nobody looks at. */
  public int kind(int node) {
    return flat[node] & 0xFFFF;
  }

  /** Which part of its parent a node is: one of {@link Field}, or 0. */
  public int field(int node) {
    return flat[node] >>> 24;
  }

  /** Whether the node is more than a bracket, operator or keyword. */
  public boolean isNamed(int node) {
    return (flat[node] & FLAG_NAMED) != 0;
  }

  /** Whether the parser skipped the text of this node. */
  public boolean isError(int node) {
    return (flat[node] & FLAG_ERROR) != 0;
  }

  /** Whether the parser made the node up to get on. */
  public boolean isMissing(int node) {
    return (flat[node] & FLAG_MISSING) != 0;
  }

  /** Offset of the first byte. */
  public int start(int node) {
    return flat[size + node];
  }

  /** The first node of a kind that begins at an offset, or -1. */
  public int nodeAt(int offset, int kind) {
    int low = 0;
    int high = size;
    while (low < high) { // no node begins before the one whose number is smaller
      int middle = (low + high) >>> 1;
      if (start(middle) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (int node = low; node < size && start(node) == offset; node++) {
      if (kind(node) == kind) {
        return node;
      }
    }
    return -1;
  }

  /** Offset after the last byte. */
  public int end(int node) {
    return flat[2 * size + node];
  }

  /** The parent, -1 for the root. */
  public int parent(int node) {
    return flat[3 * size + node];
  }

  /** The number after the last node below this one. */
  public int subtreeEnd(int node) {
    return flat[4 * size + node];
  }

  /** The first named child that is not a comment, or -1. */
  public int firstNamed(int node) {
    return named(node + 1, subtreeEnd(node));
  }

  /** The next named sibling that is not a comment, or -1. */
  public int nextNamed(int node) {
    int parent = parent(node);
    return parent < 0 ? -1 : named(subtreeEnd(node), subtreeEnd(parent));
  }

  private int named(int from, int limit) {
    int child = from;
    while (child < limit) {
      if (isNamed(child) && (flat[child] & FLAG_EXTRA) == 0) {
        return child;
      }
      child = subtreeEnd(child);
    }
    return -1;
  }

  /** The named children in order. */
  public List<Integer> namedChildren(int node) {
    List<Integer> children = new ArrayList<>();
    for (int child = firstNamed(node); child >= 0; child = nextNamed(child)) {
      children.add(child);
    }
    return children;
  }

  /** The first child that is a certain part ({@link Field}) of this node, or -1. */
  public int part(int node, int field) {
    int limit = subtreeEnd(node);
    for (int child = node + 1; child < limit; child = subtreeEnd(child)) {
      if (field(child) == field) {
        return child;
      }
    }
    return -1;
  }

  /** The nearest node of a kind at or above this one, or -1. */
  public int enclosing(int node, int kind) {
    int at = node;
    while (at >= 0 && kind(at) != kind) {
      at = parent(at);
    }
    return at;
  }

  /** The source text of a node. */
  public String text(int node) {
    return source.slice(start(node), end(node));
  }

  /**
   * The whole word a node belongs to. Where a function without a type got one from the mask, its
   * node holds only the tail of its name.
   */
  public String name(int node) {
    int start = start(node);
    while (start > 0 && Lexer.isWordPart(source.byteAt(start - 1))) {
      start--;
    }
    return source.slice(start, end(node));
  }

  /** Whether the source text of a node is exactly this word. */
  public boolean is(int node, String word) {
    return source.matches(start(node), end(node), word);
  }

  /** Where a node is. */
  public Place place(int node) {
    return Place.of(source, start(node), end(node));
  }

  /** Offsets at which a word stands, comments and preprocessor lines left out. */
  public List<Integer> mentions(String word) {
    WordIndex index = words;
    if (index == null && ++searches > SEARCHES_BEFORE_INDEX) {
      index = new WordIndex(source);
      words = index;
    }
    if (index == null || !isWord(word)) {
      return mentions(word, 0, source.length());
    }
    byte[] bytes = masked.bytes();
    List<Integer> found = index.find(word);
    found.removeIf(at -> bytes[at + word.length() - 1] != source.byteAt(at + word.length() - 1));
    return found;
  }

  /** Offsets at which a word stands in a part of the text. */
  public List<Integer> mentions(String word, int from, int to) {
    List<Integer> found = new ArrayList<>();
    byte[] bytes = masked.bytes();
    for (int at = source.indexOf(word, from, to); at >= 0; at = source.indexOf(word, at + 1, to)) {
      int end = at + word.length();
      boolean starts = at == 0 || !Lexer.isWordPart(source.byteAt(at - 1));
      boolean ends = end == source.length() || !Lexer.isWordPart(source.byteAt(end));
      if (starts && ends && bytes[end - 1] == source.byteAt(end - 1)) {
        found.add(at);
      }
    }
    return found;
  }

  /** Whether an offset lies in a string. */
  public boolean isInString(int offset) {
    for (int node = 0; node < size && start(node) <= offset; node++) {
      if (kind(node) == Kind.STRING_LITERAL && offset < end(node)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(String word) {
    return !word.isEmpty() && word.chars().allMatch(Lexer::isWordPart);
  }

  /**
   * The first byte at or after an offset that is no blank, comment or preprocessor line; 0 at the
   * end.
   */
  public char tokenAfter(int offset) {
    byte[] bytes = masked.bytes();
    int at = offset;
    while (at < bytes.length && bytes[at] <= ' ') {
      at++;
    }
    return at < bytes.length ? (char) bytes[at] : 0;
  }

  /** The word before an offset and before an opening parenthesis there, empty if there is none. */
  public String wordBefore(int offset) {
    byte[] bytes = masked.bytes();
    int end = offset;
    while (end > 0 && (bytes[end - 1] <= ' ' || bytes[end - 1] == '(')) {
      end--;
    }
    int start = end;
    while (start > 0 && Lexer.isWordPart(bytes[start - 1])) {
      start--;
    }
    return source.slice(start, end);
  }

  /** What the parser could not read: the nodes whose text it skipped, outermost ones only. */
  public List<Span> unread() {
    List<Span> spans = new ArrayList<>();
    int node = 0;
    while (node < size) {
      if (isError(node)) {
        spans.add(new Span(start(node), end(node)));
        node = subtreeEnd(node);
      } else {
        node++;
      }
    }
    return spans;
  }
}
