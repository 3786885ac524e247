package dev.fasynclens.syntax;

import java.util.Arrays;

/** Which bracket closes which, as far as that can be told in a text that may be half written. */
final class Brackets {
  private final Tokens tokens;
  private final int[] partners;
  private int depth;

  Brackets(Tokens tokens) {
    this.tokens = tokens;
    this.partners = new int[tokens.count()];
    Arrays.fill(partners, -1);
    match();
  }

  /** The other bracket of a pair; -1 for one that has none, and for any other token. */
  int partner(int token) {
    return partners[token];
  }

  /** How deeply brackets nest. */
  int depth() {
    return depth;
  }

  private void match() {
    int[] open = new int[64];
    int count = 0;
    for (int i = 0; i < tokens.count(); i++) {
      char c = tokens.punctuation(i);
      if (c == '(' || c == '[' || c == '{') {
        if (count == open.length) {
          open = Arrays.copyOf(open, count * 2);
        }
        open[count++] = i;
        depth = Math.max(depth, count);
      } else if (c == ')' || c == ']' || c == '}') {
        // A brace that closes ends whatever parentheses were left open inside it.
        while (count > 0 && c == '}' && tokens.punctuation(open[count - 1]) != '{') {
          count--;
        }
        if (count > 0 && closes(tokens.punctuation(open[count - 1]), c)) {
          count--;
          partners[open[count]] = i;
          partners[i] = open[count];
        }
      }
    }
  }

  private static boolean closes(char open, char close) {
    return (open == '(' && close == ')')
        || (open == '[' && close == ']')
        || (open == '{' && close == '}');
  }
}
