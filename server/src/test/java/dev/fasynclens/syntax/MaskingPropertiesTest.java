package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.RepositoryFiles;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every text, tried on all C files of this repository and on what is left of them.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MaskingPropertiesTest {
  /** Words the mask writes: loops for macros, heads for macros and functions without a type. */
  private static final Set<String> WRITTEN_WORDS = Set.of("while", "if", "void", "int", "T", "_");

  private static final String WRITTEN_MARKS = ";,{}";
  private static final int EDITS = 300;

  static List<String> files() throws IOException {
    return RepositoryFiles.sources().stream().map(RepositoryFiles::label).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theWholeFileIsRead(String file) throws Exception {
    SyntaxTree tree = SyntaxTree.parse(SourceText.of(file, read(file)));

    assertThat(tree.unread()).isEmpty();
    assertWellFormed(tree);
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingMovesAndWhatIsKeptIsUnchanged(String file) throws Exception {
    assertFaithful(read(file));
  }

  @ParameterizedTest
  @MethodSource("files")
  void maskingTwiceGivesTheSame(String file) throws Exception {
    byte[] original = read(file);
    byte[] copy = original.clone();

    byte[] once = Masker.mask(original).bytes();

    assertThat(original).as("the given array").isEqualTo(copy);
    assertThat(Masker.mask(original).bytes()).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("files")
  void windowsLineEndsGiveTheSameTree(String file) throws Exception {
    String text = new String(read(file), StandardCharsets.UTF_8);
    SyntaxTree unix = SyntaxTree.parse(SourceText.of(file, text));
    SyntaxTree windows = SyntaxTree.parse(SourceText.of(file, text.replace("\n", "\r\n")));

    assertThat(windows.size()).isEqualTo(unix.size());
    for (int node = 0; node < unix.size(); node++) {
      assertThat(windows.kind(node)).isEqualTo(unix.kind(node));
      assertThat(windows.text(node).replace("\r", "")).isEqualTo(unix.text(node));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileCutAtAnyLineEndIsReadAsFarAsItGoes(String file) throws Exception {
    byte[] whole = read(file);
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == '\n') {
        assertAnalysable(Arrays.copyOf(whole, i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void randomEditsDoNoHarm(String file) throws Exception {
    byte[] whole = read(file);
    Random random = new Random(file.hashCode());
    byte[] edited = whole;
    for (int i = 0; i < EDITS; i++) {
      // Ten edits add up, then the file is whole again.
      edited = edited(i % 10 == 0 ? whole : edited, random);
      assertAnalysable(edited);
    }
  }

  /** One byte less, more or different; often one that means something in C. */
  private static byte[] edited(byte[] bytes, Random random) {
    String telling = "(){}[];,:#\"'\\/*\n\r\t =&.0aX_\0\u00ff";
    int at = random.nextInt(bytes.length);
    byte with =
        random.nextInt(4) == 0
            ? (byte) random.nextInt(256)
            : (byte) telling.charAt(random.nextInt(telling.length()));
    int removed = random.nextInt(3) == 0 ? random.nextInt(Math.min(40, bytes.length - at)) : 1;
    int inserted = random.nextInt(3) == 0 ? 0 : 1;
    byte[] result = new byte[bytes.length - removed + inserted];
    System.arraycopy(bytes, 0, result, 0, at);
    if (inserted == 1) {
      result[at] = with;
    }
    System.arraycopy(bytes, at + removed, result, at + inserted, bytes.length - at - removed);
    return result;
  }

  private static void assertAnalysable(byte[] bytes) throws UnreadableSourceException {
    assertFaithful(bytes);
    assertWellFormed(SyntaxTree.parse(SourceText.of("x.c", bytes)));
  }

  /**
   * The masked text is as long, has its lines where they were, and keeps or rewrites words whole.
   */
  private static void assertFaithful(byte[] original) {
    byte[] masked = Masker.mask(original).bytes();
    assertThat(masked).hasSameSizeAs(original);
    for (int i = 0; i < original.length; i++) {
      if (masked[i] == '\n' && original[i] != '\n') {
        fail("a line end comes up", original, i);
      }
      if (original[i] == '\n' && masked[i] != '\n' && masked[i] != ' ' && !isWritten(masked[i])) {
        fail("a line end becomes " + (char) masked[i], original, i);
      }
      if (masked[i] < 0) {
        fail("a byte that is not ASCII stays", original, i);
      }
    }
    Lexer lexer = new Lexer(masked);
    lexer.run();
    for (Directive directive : lexer.directives()) {
      fail("a preprocessor line stays", original, directive.start());
    }
    Tokens tokens = lexer.tokens();
    for (int token = 0; token < tokens.count(); token++) {
      int start = tokens.start(token);
      int end = tokens.end(token);
      if (!Arrays.equals(original, start, end, masked, start, end)) {
        assertRewritten(original, tokens, token);
      } else if (tokens.isWord(token) && !WRITTEN_WORDS.contains(tokens.spelling(token))) {
        // The head of a function's own name may have become its type.
        boolean tail = start >= 2 && masked[start - 2] == 'T' && masked[start - 1] == ' ';
        boolean cutInFront = start > 0 && Lexer.isWordPart(original[start - 1]) && !tail;
        if (cutInFront || (end < original.length && Lexer.isWordPart(original[end]))) {
          fail("a word is cut to " + tokens.spelling(token), original, start);
        }
      }
    }
  }

  /** A separator, or the type of a function that has none, may take the place of a line end. */
  private static boolean isWritten(byte b) {
    return b == 'T' || WRITTEN_MARKS.indexOf(b) >= 0;
  }

  private static void assertRewritten(byte[] original, Tokens tokens, int token) {
    int start = tokens.start(token);
    String now = tokens.spelling(token);
    String before =
        new String(original, start, now.length(), StandardCharsets.ISO_8859_1)
            .replaceAll("[\u0080-\u00ff]", "x");
    if (now.equals(before) || WRITTEN_WORDS.contains(now)) {
      return;
    }
    boolean mark = now.length() == 1 && WRITTEN_MARKS.contains(now);
    boolean spoilt = now.startsWith("_") && now.substring(1).equals(before.substring(1));
    if (!mark && !spoilt && !isPasted(before, now) && !isString(tokens, token, before)) {
      fail(before + " becomes " + now, original, start);
    }
  }

  /** In macros, {@code a ## b} becomes one word. */
  private static boolean isPasted(String before, String now) {
    for (int i = 0; i < now.length(); i++) {
      boolean seam = "# \t".indexOf(before.charAt(i)) >= 0 && now.charAt(i) == '_';
      if (before.charAt(i) != now.charAt(i) && !seam) {
        return false;
      }
    }
    return before.contains("##");
  }

  /** In strings, continuation lines are joined; one that is never closed may run into a mark. */
  private static boolean isString(Tokens tokens, int token, String before) {
    String now = tokens.spelling(token);
    for (int i = 0; i < now.length(); i++) {
      char c = before.charAt(i);
      boolean joined = "\\\r\n".indexOf(c) >= 0 && now.charAt(i) == ' ';
      boolean marked = "# \t\n".indexOf(c) >= 0 && "_ ;}".indexOf(now.charAt(i)) >= 0;
      if (c != now.charAt(i) && !joined && !marked) {
        return false;
      }
    }
    return tokens.isString(token);
  }

  private static void fail(String what, byte[] text, int at) {
    int from = Math.max(0, at - 120);
    int to = Math.min(text.length, at + 60);
    String around = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    throw new AssertionError(what + " at offset " + (at - from) + " of:\n" + around);
  }

  private static void require(boolean condition, String what, int offset) {
    if (!condition) {
      throw new AssertionError(what + " at " + offset);
    }
  }

  /** Nodes are in preorder, children lie in their parents and beside each other. */
  private static void assertWellFormed(SyntaxTree tree) {
    int length = tree.source().length();
    require(tree.size() > 0 && tree.parent(0) == -1, "no root", 0);
    require(tree.subtreeEnd(0) == tree.size(), "nodes beyond the root's", 0);
    for (int node = 0; node < tree.size(); node++) {
      require(0 <= tree.start(node) && tree.start(node) <= tree.end(node), "reversed", node);
      require(tree.end(node) <= length, "beyond the text", node);
      int parent = tree.parent(node);
      if (node > 0) {
        require(0 <= parent && parent < node, "not preorder", node);
        require(node < tree.subtreeEnd(parent), "outside the parent's range", node);
        require(tree.start(parent) <= tree.start(node), "starts before the parent", node);
        require(tree.end(node) <= tree.end(parent), "ends after the parent", node);
      }
      int last = tree.start(node);
      int child = node + 1;
      while (child < tree.subtreeEnd(node)) {
        require(tree.parent(child) == node, "another's child", child);
        require(last <= tree.start(child), "overlaps the one before", child);
        last = tree.end(child);
        child = tree.subtreeEnd(child);
      }
      require(child == tree.subtreeEnd(node), "children beyond the range", node);
    }
  }

  private static byte[] read(String file) throws IOException {
    return Files.readAllBytes(Path.of("..", file));
  }
}
