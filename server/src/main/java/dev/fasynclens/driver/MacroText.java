package dev.fasynclens.driver;

import dev.fasynclens.syntax.MacroDefinition;
import dev.fasynclens.syntax.SyntaxTree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Macro bodies as text. */
final class MacroText {
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern PASTING = Pattern.compile("\\s*##\\s*");

  private MacroText() {}

  /** Whether a text contains a word. */
  static boolean mentions(String text, String word) {
    int at = text.indexOf(word);
    while (at >= 0) {
      int end = at + word.length();
      boolean starts = at == 0 || !isWordPart(text.charAt(at - 1));
      boolean ends = end == text.length() || !isWordPart(text.charAt(end));
      if (starts && ends) {
        return true;
      }
      at = text.indexOf(word, at + 1);
    }
    return false;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** The body of a macro with the arguments of one use put in, and pasted words joined. */
  static String expanded(MacroDefinition macro, SyntaxTree tree, int call) {
    return expanded(macro.body(), macro.parameters(), tree, call);
  }

  /** A piece of a macro's body with the arguments of one use put in, and pasted words joined. */
  static String expanded(String piece, List<String> parameters, SyntaxTree tree, int call) {
    List<Integer> arguments = Expressions.arguments(tree, call);
    StringBuilder expanded = new StringBuilder();
    Matcher words = WORD.matcher(piece);
    while (words.find()) {
      int index = parameters.indexOf(words.group());
      String replacement =
          index >= 0 && index < arguments.size() ? tree.text(arguments.get(index)) : words.group();
      words.appendReplacement(expanded, Matcher.quoteReplacement(replacement));
    }
    words.appendTail(expanded);
    return PASTING.matcher(expanded).replaceAll("");
  }
}
