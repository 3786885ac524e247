package dev.fasynclens.syntax;

import java.util.ArrayDeque;
import java.util.Deque;

/** How far the walk over the tokens has come: what surrounds it, and what lies just behind it. */
final class Walk {
  private final Draft draft;
  private final Tokens tokens;
  private final Words words;
  private final Deque<Region> regions = new ArrayDeque<>();

  /** First token of the current declaration at file level. */
  private int itemStart;

  /** The last token that is still there, -1 at the start. */
  private int previous = -1;

  /** What the bracket closed last was. */
  private Region closed = Region.FILE;

  /** The macro that became a loop last, -1 if none has. */
  private int loop = -1;

  Walk(Draft draft, Words words) {
    this.draft = draft;
    this.tokens = draft.tokens();
    this.words = words;
    regions.push(Region.FILE);
  }

  Region region() {
    Region region = regions.peek();
    return region == null ? Region.FILE : region;
  }

  /** Whether a region of this kind is around, however far out. */
  boolean isWithin(Region region) {
    return regions.contains(region);
  }

  Region closed() {
    return closed;
  }

  int previous() {
    return previous;
  }

  int itemStart() {
    return itemStart;
  }

  void passed(int token) {
    previous = token;
  }

  /** To be called after blanking what lies just behind. */
  void lookBack() {
    previous = draft.lastLeft(previous);
  }

  void startItem(int token) {
    itemStart = token;
  }

  /** Makes the parentheses that follow a macro those of a loop. */
  void expectLoop(int macro) {
    loop = macro;
  }

  boolean atStatementStart() {
    if (previous < 0) {
      return true;
    }
    return switch (tokens.punctuation(previous)) {
      case '{', '}', ';', ':' -> true;
      case ')' -> closed == Region.CONDITION;
      default -> tokens.is(previous, "else") || tokens.is(previous, "do");
    };
  }

  void enter(int bracket) {
    regions.push(
        switch (tokens.punctuation(bracket)) {
          case '{' -> behindBrace();
          case '(' -> behindParenthesis();
          default -> Region.PARENTHESES;
        });
  }

  void leave(int bracket) {
    if (draft.brackets().partner(bracket) < 0 || regions.size() < 2) {
      return;
    }
    // Parentheses left open inside a closing brace end with it.
    if (tokens.punctuation(bracket) == '}') {
      while (regions.size() > 2 && region().isParenthesized()) {
        regions.pop();
      }
    }
    closed = regions.pop();
    if (region() == Region.FILE && closed == Region.BLOCK) {
      startItem(bracket + 1);
    }
  }

  private Region behindBrace() {
    if (tokens.is(previous, "=")) {
      return Region.INITIALISER;
    }
    int tag = tokens.isWord(previous) ? previous : -1;
    int keyword = words.isTagKeyword(tag) ? tag : draft.lastLeft(tag - 1);
    if (tag >= 0 && words.isTagKeyword(keyword)) {
      return tokens.is(keyword, "enum") ? Region.ENUMERATORS : Region.MEMBERS;
    }
    Region around = region();
    if (around == Region.FILE && tokens.isString(previous)) {
      return Region.FILE; // extern "C"
    }
    if (tokens.punctuation(previous) == '(') {
      return Region.BLOCK;
    }
    if (around == Region.INITIALISER) {
      return Region.INITIALISER;
    }
    boolean afterType = tokens.punctuation(previous) == ')' && closed == Region.PARENTHESES;
    return afterType && around != Region.FILE ? Region.INITIALISER : Region.BLOCK;
  }

  private Region behindParenthesis() {
    if (!tokens.isWord(previous)) {
      return tokens.punctuation(previous) == ')' && region() == Region.BLOCK
          ? Region.ARGUMENTS
          : Region.PARENTHESES;
    }
    if (previous == loop) {
      return Region.CONDITION;
    }
    return switch (tokens.spelling(previous)) {
      case "if", "for", "while", "switch" -> Region.CONDITION;
      case "return", "case", "sizeof", "else", "do", "goto" -> Region.PARENTHESES;
      default -> region() == Region.FILE ? Region.PARENTHESES : Region.ARGUMENTS;
    };
  }
}
