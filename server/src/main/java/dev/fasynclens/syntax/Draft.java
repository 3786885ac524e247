package dev.fasynclens.syntax;

import java.util.Arrays;

/**
 * A text while it is masked. All writing goes through here, because no byte may move: a token can
 * become blank, or other text that is no longer than the token.
 */
final class Draft {
  private final byte[] bytes;
  private final Tokens tokens;
  private final Brackets brackets;
  private final boolean[] gone;

  Draft(byte[] bytes, Tokens tokens, Brackets brackets) {
    this.bytes = bytes;
    this.tokens = tokens;
    this.brackets = brackets;
    this.gone = new boolean[tokens.count()];
  }

  /** The tokens as they are now; one that is gone is still counted. */
  Tokens tokens() {
    return tokens;
  }

  Brackets brackets() {
    return brackets;
  }

  boolean isGone(int token) {
    return gone[token];
  }

  /** The nearest token at or before this one that is still there, or -1. */
  int lastLeft(int token) {
    int i = token;
    while (i >= 0 && gone[i]) {
      i--;
    }
    return i;
  }

  /** The nearest token at or after this one that is still there. */
  int firstLeft(int token) {
    int i = token;
    while (i < tokens.count() && gone[i]) {
      i++;
    }
    return i;
  }

  void blank(int token) {
    if (token >= 0 && token < gone.length && !gone[token]) {
      gone[token] = true;
      Arrays.fill(bytes, tokens.start(token), tokens.end(token), (byte) ' ');
    }
  }

  void blank(int first, int last) {
    for (int i = first; i <= last; i++) {
      blank(i);
    }
  }

  /** Blanks from a token up to and including the next semicolon on the same level. */
  void blankStatement(int first) {
    int semicolon = first;
    while (semicolon < tokens.count() && tokens.punctuation(semicolon) != ';') {
      semicolon = Math.max(brackets.partner(semicolon), semicolon) + 1;
    }
    if (semicolon < tokens.count()) {
      blank(first, semicolon);
    }
  }

  /** Blanks from a token up to, not including, the next given character on the same level. */
  void blankUntil(int first, char stop) {
    int i = first;
    while (i < tokens.count() && tokens.punctuation(i) != stop && tokens.punctuation(i) != '}') {
      int end = Math.max(brackets.partner(i), i);
      blank(i, end);
      i = end + 1;
    }
  }

  /** Puts a word that is not longer in the place of a token. */
  void replace(int token, String word) {
    blank(token);
    gone[token] = false;
    put(tokens.start(token), word);
  }

  /** Makes a name of an operator. */
  void replaceByName(int token) {
    Arrays.fill(bytes, tokens.start(token), tokens.end(token), (byte) ' ');
    spoil(token);
  }

  /** Misspells a keyword, so that it becomes a name. */
  void spoil(int token) {
    bytes[tokens.start(token)] = '_';
  }

  /** Writes a separator into the blank after a token, if there is one. */
  void separate(int token, char separator) {
    int at = tokens.end(token);
    if (at < bytes.length && isBlank(at)) {
      bytes[at] = (byte) separator;
    }
  }

  /** Writes over whatever stands at an offset. */
  void put(int offset, String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[offset + i] = (byte) text.charAt(i);
    }
  }

  boolean isBlank(int offset) {
    byte b = bytes[offset];
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
