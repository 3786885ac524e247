package dev.fasynclens.syntax;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;

/**
 * Turns kernel C into C that the grammar reads, without moving a byte: annotations become blanks,
 * iteration macros become loops, types among the arguments of a macro become plain names, and so
 * on. The text decides alone, so the same text always gives the same mask, also after an edit.
 */
final class Masker {
  /** Where in the program a token stands. */
  private enum Region {
    FILE,
    BLOCK,
    MEMBERS,
    ENUMERATORS,
    INITIALISER,
    ARGUMENTS,
    CONDITION,
    PARENTHESES
  }

  /** Nesting of brackets beyond which no sane program goes. */
  static final int DEEPEST = 600;

  /** Nesting of {@code #if} beyond which no sane program goes. */
  static final int DEEPEST_CONDITIONALS = 100;

  private final byte[] bytes;
  private final Tokens tokens;
  private final boolean[] gone;
  private final boolean[] loops;
  private final int[] partner;
  private final Deque<Region> regions = new ArrayDeque<>();
  private int depth;

  /** First token of the current declaration or statement at file level. */
  private int itemStart;

  /** The last token that is still there, -1 at the start. */
  private int previous = -1;

  /** The last token behind which a comma was written. */
  private int separated = -1;

  /** What the bracket closed last was. */
  private Region closed = Region.FILE;

  private Masker(byte[] bytes, Tokens tokens) {
    this.bytes = bytes;
    this.tokens = tokens;
    this.gone = new boolean[tokens.count()];
    this.loops = new boolean[tokens.count()];
    this.partner = new int[tokens.count()];
  }

  /** Masks a text; the array is not changed. */
  static MaskedText mask(byte[] original) {
    Preprocessing preprocessing = new Preprocessing(original);
    preprocessing.run();
    Lexer lexer = new Lexer(preprocessing.bytes());
    lexer.run();
    Masker masker = new Masker(preprocessing.bytes(), lexer.tokens());
    masker.matchBrackets();
    boolean deep =
        masker.depth > DEEPEST || preprocessing.conditionalDepth() > DEEPEST_CONDITIONALS;
    if (!deep) {
      masker.walk(); // otherwise the text is refused, and the walk might take for ever
    }
    return new MaskedText(
        masker.bytes,
        preprocessing.macros(),
        preprocessing.includes(),
        preprocessing.conditionals(),
        preprocessing.comments(),
        masker.depth,
        preprocessing.conditionalDepth(),
        masker.tokens.count());
  }

  private void matchBrackets() {
    Arrays.fill(partner, -1);
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
          partner[open[count]] = i;
          partner[i] = open[count];
        }
      }
    }
  }

  private static boolean closes(char open, char close) {
    return (open == '(' && close == ')')
        || (open == '[' && close == ']')
        || (open == '{' && close == '}');
  }

  private void walk() {
    regions.push(Region.FILE);
    for (int i = 0; i < tokens.count(); i++) {
      if (gone[i]) {
        continue;
      }
      if (tokens.isWord(i)) {
        word(i);
      } else if (tokens.isString(i)) {
        string(i);
      } else {
        punctuation(i);
      }
      if (!gone[i]) {
        previous = i;
      }
    }
  }

  private Region region() {
    Region region = regions.peek();
    return region == null ? Region.FILE : region;
  }

  // ---------------------------------------------------------------- brackets

  private void punctuation(int i) {
    switch (tokens.punctuation(i)) {
      case '{' -> regions.push(kindOfBrace());
      case '(', '[' -> regions.push(kindOfParenthesis(i));
      case '}', ')', ']' -> close(i);
      case ';' -> {
        if (region() == Region.FILE) {
          itemStart = i + 1;
        } else if (region() == Region.MEMBERS && tokens.punctuation(previous) == ';') {
          blankToken(i);
        }
      }
      case ':' -> {
        if (region() == Region.MEMBERS) {
          namelessBitField(i);
        }
      }
      default -> {}
    }
  }

  /** {@code u32 : 3;} or {@code u32 a : 1, : 3, b : 2;}. */
  private void namelessBitField(int colon) {
    if (isTypeWord(previous)) {
      blankUntil(colon, ';');
    } else if (tokens.punctuation(previous) == ',') {
      int end = colon;
      while (end < tokens.count()
          && tokens.punctuation(end) != ','
          && tokens.punctuation(end) != ';') {
        end++;
      }
      boolean last = tokens.punctuation(end) != ',';
      blankTokens(colon, last ? end - 1 : end);
      if (last) {
        blankToken(previous);
        previous = live(previous);
      }
    }
  }

  private void close(int i) {
    if (partner[i] < 0 || regions.size() < 2) {
      return;
    }
    // Parentheses left open inside a closing brace end with it.
    if (tokens.punctuation(i) == '}') {
      while (regions.size() > 2 && isParenthesis(region())) {
        regions.pop();
      }
    }
    closed = regions.pop();
    if (region() == Region.FILE && closed == Region.BLOCK) {
      itemStart = i + 1;
    }
  }

  private static boolean isParenthesis(Region region) {
    return region == Region.ARGUMENTS || region == Region.CONDITION || region == Region.PARENTHESES;
  }

  private Region kindOfBrace() {
    if (tokens.is(previous, "=")) {
      return Region.INITIALISER;
    }
    int tag = tokens.isWord(previous) ? previous : -1;
    int keyword = tag >= 0 && isTagKeyword(tag) ? tag : live(tag - 1);
    if (tag >= 0 && isTagKeyword(keyword)) {
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

  private boolean isTagKeyword(int token) {
    return tokens.is(token, "struct") || tokens.is(token, "union") || tokens.is(token, "enum");
  }

  private Region kindOfParenthesis(int i) {
    if (tokens.punctuation(i) == '[') {
      return Region.PARENTHESES;
    }
    if (!tokens.isWord(previous)) {
      return tokens.punctuation(previous) == ')' && region() == Region.BLOCK
          ? Region.ARGUMENTS
          : Region.PARENTHESES;
    }
    if (loops[previous]) {
      return Region.CONDITION;
    }
    String word = tokens.spelling(previous);
    return switch (word) {
      case "if", "for", "while", "switch" -> Region.CONDITION;
      case "return", "case", "sizeof", "else", "do", "goto" -> Region.PARENTHESES;
      default -> region() == Region.FILE ? Region.PARENTHESES : Region.ARGUMENTS;
    };
  }

  /** The nearest token at or before this one that is still there, or -1. */
  private int live(int token) {
    int i = token;
    while (i >= 0 && gone[i]) {
      i--;
    }
    return i;
  }

  /** The nearest token at or after this one that is still there. */
  private int liveFrom(int token) {
    int i = token;
    while (i < tokens.count() && gone[i]) {
      i++;
    }
    return i;
  }

  // ---------------------------------------------------------------- words

  private void word(int i) {
    String word = tokens.spelling(i);
    int next = i + 1;
    boolean call = tokens.punctuation(next) == '(' && partner[next] >= 0;
    if (KernelWords.ANNOTATIONS.contains(word)) {
      blankToken(i);
    } else if (call && isAnnotationCall(i, word)) {
      blankTokens(i, partner[next]);
    } else if (call && (word.equals("typeof") || word.startsWith("__typeof"))) {
      blankTokens(next, partner[next]);
    } else if (word.equals("case")) {
      dropRange(i);
    } else if (call && word.equals("offsetof")) {
      simplifyOffsetof(next);
    } else if (call && isInvocable(i, word)) {
      invocation(i, word);
    } else if (isStray(i, word)) {
      blankToken(i);
    }
  }

  /** Not a keyword, a type, or the type before a function pointer. */
  private boolean isInvocable(int i, String word) {
    boolean pointer = tokens.punctuation(i + 2) == '*' && region() == Region.MEMBERS;
    return !pointer
        && !KernelWords.STATEMENT_WORDS.contains(word)
        && !KernelWords.TYPE_WORDS.contains(word);
  }

  private boolean isAnnotationCall(int i, String word) {
    if (!KernelWords.ANNOTATIONS_WITH_ARGUMENTS.contains(word)) {
      return word.startsWith("__")
          && tokens.punctuation(previous) == ')'
          && region() == Region.FILE
          && tokens.punctuation(liveFrom(partner[i + 1] + 1)) == '{';
    }
    return word.startsWith("__attribute") || region() != Region.BLOCK || !atStatementStart();
  }

  /** GNU {@code case 1 ... 5:} becomes {@code case 1:}. */
  private void dropRange(int i) {
    for (int j = i + 1; j < tokens.count() && j < i + 40; j++) {
      char c = tokens.punctuation(j);
      if (c == '.' && tokens.is(j, "...")) {
        blankUntil(j, ':');
        return;
      }
      if (c == ':' || c == ';' || c == '{') {
        return;
      }
    }
  }

  /** The grammar takes a plain member name only, not a path. */
  private void simplifyOffsetof(int open) {
    int close = partner[open];
    for (int i = open + 1; i < close; i++) {
      if (tokens.punctuation(i) == ',' && tokens.isWord(i + 1)) {
        blankTokens(i + 2, close - 1);
        return;
      }
    }
  }

  private void invocation(int i, String word) {
    switch (region()) {
      case FILE -> fileInvocation(i, word);
      case MEMBERS -> {
        boolean first =
            previous < 0
                || tokens.punctuation(previous) == ';'
                || tokens.punctuation(previous) == '{';
        if (first) {
          blankStatement(i);
        }
      }
      case BLOCK -> {
        if (tokens.is(previous, "static")) {
          blankToken(previous);
          previous = live(previous);
        }
        if (atStatementStart()) {
          statementInvocation(i, word);
        }
        plainArguments(i + 1);
      }
      case INITIALISER, ARGUMENTS, CONDITION -> {
        int close = partner[i + 1];
        if (tokens.isString(previous) || tokens.isString(close + 1)) {
          blankTokens(i, close); // "a" MACRO(x) "b"
          return;
        }
        char before = tokens.punctuation(previous);
        boolean element = before == '{' || before == ',' || previous == separated;
        char after = tokens.punctuation(close + 1);
        boolean elementFollows = tokens.isWord(close + 1) || after == '.' || after == '{';
        if (region() == Region.INITIALISER && element && elementFollows) {
          write(close, ',');
          separated = close;
        }
        plainArguments(i + 1);
      }
      case PARENTHESES, ENUMERATORS -> {
        if (regions.contains(Region.BLOCK) || regions.contains(Region.INITIALISER)) {
          plainArguments(i + 1);
        }
      }
    }
  }

  // ---------------------------------------------------------------- file level

  /** A word with parentheses at file level: a macro, a function without a type, or a declarator. */
  private void fileInvocation(int i, String word) {
    for (int j = itemStart; j < i; j++) {
      if (!gone[j]
          && !(tokens.isWord(j) && KernelWords.STORAGE_WORDS.contains(tokens.spelling(j)))) {
        if (isStray(i, word)) {
          blankTokens(i, partner[i + 1]);
        }
        return; // something of a type came before: a declarator
      }
    }
    int close = partner[i + 1];
    int after = liveFrom(close + 1);
    char next = tokens.punctuation(after);
    if (next == '{') {
      giveType(i);
      return;
    }
    if (next == '(' || next == '[' || next == ',') {
      return;
    }
    if (next == '=') {
      becomeVariable(i);
      return;
    }
    for (int j = itemStart; j < i; j++) {
      blankToken(j);
    }
    if (next != ';') {
      write(close, ';');
      itemStart = close + 1;
    }
    if (isSimple(i + 2, close)) {
      plainArguments(i + 1);
    } else {
      blankTokens(i + 2, close - 1);
    }
  }

  /** {@code MACRO(type, name) = ...} becomes {@code type name = ...}. */
  private void becomeVariable(int i) {
    int close = partner[i + 1];
    for (int j = i + 2; j < close; j++) {
      if (tokens.punctuation(j) == ',') {
        blankTokens(i, i + 1);
        blankToken(j);
        blankToken(close);
        return;
      }
    }
  }

  private boolean isSimple(int from, int to) {
    boolean simple = true;
    int nesting = 0;
    for (int i = from; i < to; i++) {
      char c = tokens.punctuation(i);
      nesting += c == '(' ? 1 : c == ')' ? -1 : 0;
      simple &= c != '{' && c != ';' && c != '=' && !(nesting > 0 && isTypeWord(i));
      if (tokens.isWord(i) && tokens.spelling(i).contains("fasync")) {
        return true;
      }
    }
    return simple;
  }

  /** Puts a type before a function that has none, into blanks or into the head of its own name. */
  private void giveType(int i) {
    int start = tokens.start(i);
    if (previous >= itemStart && tokens.end(previous) - tokens.start(previous) >= 3) {
      blankToken(previous);
      gone[previous] = false;
      bytes[tokens.start(previous)] = 'i';
      bytes[tokens.start(previous) + 1] = 'n';
      bytes[tokens.start(previous) + 2] = 't';
    } else if (start >= 2 && isBlank(bytes[start - 1]) && isBlank(bytes[start - 2])) {
      bytes[start - 2] = 'T';
      bytes[start - 1] = ' ';
    } else if (tokens.end(i) - start >= 3) {
      bytes[start] = 'T';
      bytes[start + 1] = ' ';
    }
  }

  /** Writes a separator into the blank after a token, if there is one. */
  private void write(int token, char separator) {
    int at = tokens.end(token);
    if (at < bytes.length && isBlank(bytes[at])) {
      bytes[at] = (byte) separator;
    }
  }

  // ---------------------------------------------------------------- statements

  private boolean atStatementStart() {
    if (previous < 0) {
      return true;
    }
    return switch (tokens.punctuation(previous)) {
      case '{', '}', ';', ':' -> true;
      case ')' -> closed == Region.CONDITION;
      default -> tokens.is(previous, "else") || tokens.is(previous, "do");
    };
  }

  /** A macro with a body is a loop to us; one without a semicolon gets it. */
  private void statementInvocation(int i, String word) {
    int close = partner[i + 1];
    int after = liveFrom(close + 1);
    char next = tokens.punctuation(after);
    boolean each =
        word.contains("for_each") || word.contains("FOR_EACH") || word.contains("foreach");
    boolean statementFollows = next == '}' || (tokens.isWord(after) && !each);
    if (next == '{' || (each && next != ';')) {
      becomeLoop(i);
    } else if (statementFollows) {
      write(close, ';');
    }
  }

  private void becomeLoop(int i) {
    loops[i] = true;
    int start = tokens.start(i);
    int length = tokens.end(i) - start;
    String keyword = length >= 5 ? "while" : length >= 2 ? "if" : "";
    for (int j = 0; j < length && !keyword.isEmpty(); j++) {
      bytes[start + j] = (byte) (j < keyword.length() ? keyword.charAt(j) : ' ');
    }
  }

  // ---------------------------------------------------------------- arguments

  /** Makes each argument between these parentheses an expression. */
  private void plainArguments(int open) {
    int close = partner[open];
    int from = open + 1;
    int nesting = 0;
    for (int i = open + 1; i <= close; i++) {
      char c = tokens.punctuation(i);
      if (nesting == 0 && (c == ',' || i == close)) {
        plainArgument(from, i - 1);
        from = i + 1;
      } else if (c == '(' || c == '[' || c == '{') {
        nesting++;
      } else if (c == ')' || c == ']' || c == '}') {
        nesting--;
      }
    }
  }

  private void plainArgument(int first, int last) {
    if (first > last) {
      return;
    }
    char c = tokens.punctuation(first);
    if (first == last && c != 0 && c != '{') {
      bytes[tokens.start(first)] = '_'; // an operator handed to a macro
      Arrays.fill(bytes, tokens.start(first) + 1, tokens.end(first), (byte) ' ');
    } else if (c == '.' && tokens.isWord(first + 1) && tokens.is(first + 2, "=")) {
      blankTokens(first, first + 2);
    } else if (isJump(first)) {
      bytes[tokens.start(first)] = (byte) (first == last ? '_' : ' ');
      if (first != last) {
        blankToken(first);
      }
    } else if (isTypeArgument(first, last)) {
      keepOneName(first, last);
    }
  }

  private boolean isJump(int token) {
    return tokens.is(token, "return")
        || tokens.is(token, "goto")
        || tokens.is(token, "break")
        || tokens.is(token, "continue");
  }

  private boolean isTypeArgument(int first, int last) {
    boolean typeWord = isTypeWord(first);
    boolean pointer = tokens.punctuation(last) == '*' && tokens.isWord(first);
    if (!typeWord && !pointer) {
      return false;
    }
    int nesting = 0;
    for (int i = first; i <= last; i++) {
      char c = tokens.punctuation(i);
      if (c == '[') {
        nesting++;
      } else if (c == ']') {
        nesting--;
      } else if (nesting == 0 && c != '*' && !tokens.isWord(i)) {
        return false;
      }
    }
    return true;
  }

  /** The last word of a type stands for the whole type; a keyword is spoilt to be a name. */
  private void keepOneName(int first, int last) {
    int kept = -1;
    for (int i = first; i <= last && tokens.punctuation(i) != '['; i++) {
      if (tokens.isWord(i) && !tokens.is(i, "const") && !tokens.is(i, "volatile")) {
        boolean annotation = KernelWords.ANNOTATIONS.contains(tokens.spelling(i));
        kept = annotation && kept >= 0 ? kept : i;
      }
    }
    for (int i = first; i <= last; i++) {
      if (i != kept) {
        blankToken(i);
      }
    }
    if (kept >= 0 && isTypeWord(kept)) {
      bytes[tokens.start(kept)] = '_';
    }
  }

  private boolean isTypeWord(int token) {
    return tokens.isWord(token) && KernelWords.TYPE_WORDS.contains(tokens.spelling(token));
  }

  /** A plain name: neither a type word nor a word of the language. */
  private boolean isName(int token) {
    if (!tokens.isWord(token) || isTypeWord(token)) {
      return false;
    }
    String word = tokens.spelling(token);
    return !KernelWords.STATEMENT_WORDS.contains(word)
        && !KernelWords.STORAGE_WORDS.contains(word)
        && !KernelWords.ANNOTATIONS.contains(word)
        && !KernelWords.ANNOTATIONS_WITH_ARGUMENTS.contains(word);
  }

  // ---------------------------------------------------------------- names side by side

  /** Whether a name has to be an unknown annotation, or a string macro before a string. */
  private boolean isStray(int i, String word) {
    if (!isName(i)) {
      return false;
    }
    int next = i + 1;
    return switch (region()) {
      case ARGUMENTS, INITIALISER ->
          isName(next) && tokens.punctuation(next + 1) != '(' && !isDeclarationInMacro(i);
      case FILE, MEMBERS, PARENTHESES -> isUnknownAnnotation(i, word, next);
      default -> false;
    };
  }

  private boolean isDeclarationInMacro(int i) {
    return isTypeWord(previous) || tokens.is(i, "__typeof__");
  }

  private boolean isUnknownAnnotation(int i, String word, int next) {
    boolean afterType =
        (isTypeWord(previous) && !isTagKeyword(previous) && !isQualifier(previous))
            || (isName(previous) && isTagKeyword(live(previous - 1)));
    if (afterType) {
      return isName(next) || (tokens.punctuation(next) == '*' && isName(previous));
    }
    if (region() != Region.FILE) {
      return tokens.punctuation(previous) == '*' && isName(next);
    }
    boolean first = i == itemStart || KernelWords.STORAGE_WORDS.contains(spellingOr(previous));
    boolean typeFollows = isTypeWord(next) && !isQualifier(next);
    boolean storageFollows = tokens.is(next, "static") || tokens.is(next, "inline");
    if (first && (typeFollows || storageFollows)) {
      return true;
    }
    boolean three = isName(next) && isName(next + 1);
    boolean loud = word.startsWith("__") || word.equals(word.toUpperCase(Locale.ROOT));
    boolean middle = isName(previous) && previous >= itemStart && isName(next);
    return (first && three && loud)
        || middle
        || (tokens.punctuation(previous) == '*' && isName(next));
  }

  private boolean isQualifier(int token) {
    return tokens.is(token, "const") || tokens.is(token, "volatile");
  }

  private String spellingOr(int token) {
    return token >= 0 ? tokens.spelling(token) : "";
  }

  private void string(int i) {
    boolean afterCall =
        tokens.punctuation(previous) == ')'
            && partner[previous] > 0
            && tokens.isWord(partner[previous] - 1)
            && region() != Region.FILE
            && closed == Region.ARGUMENTS;
    if (afterCall) {
      blankTokens(partner[previous] - 1, previous);
      previous = live(i - 1);
    }
  }

  // ---------------------------------------------------------------- blanks

  private void blankToken(int token) {
    if (token >= 0 && token < gone.length && !gone[token]) {
      gone[token] = true;
      Arrays.fill(bytes, tokens.start(token), tokens.end(token), (byte) ' ');
    }
  }

  private void blankTokens(int first, int last) {
    for (int i = first; i <= last; i++) {
      blankToken(i);
    }
  }

  private void blankStatement(int first) {
    int semicolon = first;
    while (semicolon < tokens.count() && tokens.punctuation(semicolon) != ';') {
      semicolon = partner[semicolon] > semicolon ? partner[semicolon] + 1 : semicolon + 1;
    }
    if (semicolon < tokens.count()) {
      blankTokens(first, semicolon);
    }
  }

  /** Blanks from a token up to, not including, the next given character on the same level. */
  private void blankUntil(int first, char stop) {
    int i = first;
    while (i < tokens.count() && tokens.punctuation(i) != stop && tokens.punctuation(i) != '}') {
      int end = partner[i] > i ? partner[i] : i;
      blankTokens(i, end);
      i = end + 1;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
