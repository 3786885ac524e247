package dev.fasynclens.syntax;

import java.util.HashMap;
import java.util.Map;

/** What the words of a text are to the grammar. */
final class Words {
  private final Tokens tokens;
  private final Map<String, Boolean> names = new HashMap<>();

  Words(Tokens tokens) {
    this.tokens = tokens;
  }

  boolean isTypeWord(int token) {
    return tokens.isWord(token) && KernelWords.TYPE_WORDS.contains(tokens.spelling(token));
  }

  boolean isTagKeyword(int token) {
    return tokens.is(token, "struct") || tokens.is(token, "union") || tokens.is(token, "enum");
  }

  boolean isQualifier(int token) {
    return tokens.is(token, "const") || tokens.is(token, "volatile");
  }

  boolean isStorageWord(int token) {
    return tokens.isWord(token) && KernelWords.STORAGE_WORDS.contains(tokens.spelling(token));
  }

  boolean isJump(int token) {
    return tokens.is(token, "return")
        || tokens.is(token, "goto")
        || tokens.is(token, "break")
        || tokens.is(token, "continue");
  }

  /** A plain name: neither a type word nor a word of the language. */
  boolean isName(int token) {
    return tokens.isWord(token) && names.computeIfAbsent(tokens.spelling(token), Words::isName);
  }

  private static boolean isName(String word) {
    return !KernelWords.TYPE_WORDS.contains(word)
        && !KernelWords.STATEMENT_WORDS.contains(word)
        && !KernelWords.STORAGE_WORDS.contains(word)
        && !KernelWords.ANNOTATIONS.contains(word)
        && !KernelWords.ANNOTATIONS_WITH_ARGUMENTS.contains(word);
  }
}
