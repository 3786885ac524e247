package dev.fasynclens.syntax;

import dev.fasynclens.source.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first half of masking: comments and preprocessor lines become blanks, and macros that deal
 * with fasync become functions, so that what they do is seen.
 */
final class Preprocessing {
  private static final String INTEREST = "fasync";
  private static final byte[] FUNCTION_HEAD = "void   ".getBytes(StandardCharsets.US_ASCII);

  private final byte[] original;
  private final byte[] bytes;
  private final Definitions definitions;
  private final List<MacroDefinition> macros = new ArrayList<>();
  private final List<Include> includes = new ArrayList<>();
  private List<Conditional> conditionals = List.of();
  private List<Span> comments = List.of();
  private int conditionalDepth;
  private boolean full;

  Preprocessing(byte[] original, Definitions definitions) {
    this.original = original;
    this.definitions = definitions;
    this.bytes = original.clone();
  }

  byte[] bytes() {
    return bytes;
  }

  List<MacroDefinition> macros() {
    return macros;
  }

  List<Include> includes() {
    return includes;
  }

  List<Conditional> conditionals() {
    return conditionals;
  }

  /** Whether there were too many tokens to look at all of them. */
  boolean isFull() {
    return full;
  }

  int conditionalDepth() {
    return conditionalDepth;
  }

  List<Span> comments() {
    return comments;
  }

  void run() {
    Lexer lexer = new Lexer(original);
    lexer.run();
    full = lexer.tokens().isFull();
    comments = lexer.comments();
    for (Span comment : comments) {
      blank(comment.start(), comment.end());
    }
    ConditionalFolding folding = new ConditionalFolding(bytes, lexer.tokens(), definitions);
    folding.run(lexer.directives());
    conditionals = folding.conditionals();
    conditionalDepth = folding.depth();
    boolean[] dead = new boolean[lexer.directives().size()];
    markDead(lexer.directives(), folding.dead(), dead);
    for (Span span : folding.dead()) {
      blank(span.start(), span.end());
    }
    for (int i = 0; i < dead.length; i++) {
      handle(lexer.directives().get(i), dead[i]);
    }
    if (startsWithByteOrderMark()) {
      blank(0, 3);
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] < 0) {
        bytes[i] = 'x';
      } else if (bytes[i] == '\\' && endsLine(i)) {
        joinLines(i);
      }
    }
  }

  private boolean startsWithByteOrderMark() {
    return bytes.length >= 3
        && (bytes[0] & 0xFF) == 0xEF
        && (bytes[1] & 0xFF) == 0xBB
        && (bytes[2] & 0xFF) == 0xBF;
  }

  /** Outside strings a blank would do, inside the line end has to go as well. */
  private void joinLines(int backslash) {
    int i = backslash;
    while (bytes[i] != '\n') {
      bytes[i++] = ' ';
    }
    bytes[i] = ' ';
  }

  private boolean endsLine(int i) {
    return i + 1 < bytes.length
        && (bytes[i + 1] == '\n'
            || (bytes[i + 1] == '\r' && i + 2 < bytes.length && bytes[i + 2] == '\n'));
  }

  private static void markDead(List<Directive> directives, List<Span> spans, boolean[] dead) {
    int[] starts = directives.stream().mapToInt(Directive::start).toArray();
    for (Span span : spans) {
      int found = Arrays.binarySearch(starts, span.start());
      int first = found >= 0 ? found : -found - 1;
      for (int i = first; i < starts.length && starts[i] < span.end(); i++) {
        dead[i] = true;
      }
    }
  }

  private void handle(Directive directive, boolean dead) {
    boolean parsed = false;
    if (!dead) {
      switch (directive.keyword()) {
        case "include" -> include(directive);
        case "define" -> parsed = define(directive);
        default -> {}
      }
    }
    if (!parsed) {
      blank(directive.start(), directive.end());
    }
  }

  private void include(Directive directive) {
    String text = plain(directive.argument(), directive.end()).strip();
    if (text.length() < 3) {
      return;
    }
    char open = text.charAt(0);
    int close = text.indexOf(open == '<' ? '>' : '"', 1);
    if (close > 0 && (open == '<' || open == '"')) {
      includes.add(new Include(text.substring(1, close), open == '"'));
    }
  }

  /** Records a macro; true if its text was turned into a function and must stay. */
  private boolean define(Directive directive) {
    int nameEnd = Lexer.endOfWord(original, directive.argument());
    if (nameEnd == directive.argument()) {
      return false;
    }
    String name = plain(directive.argument(), nameEnd);
    boolean functionLike = nameEnd < directive.end() && original[nameEnd] == '(';
    List<String> parameters = List.of();
    int bodyStart = nameEnd;
    if (functionLike) {
      int close = nameEnd;
      while (close < directive.end() && original[close] != ')') {
        close++;
      }
      parameters = split(plain(nameEnd + 1, close));
      bodyStart = Math.min(close + 1, directive.end());
    }
    String body = plain(bodyStart, directive.end()).strip();
    boolean parsed =
        functionLike && isOfInterest(body) && makeFunction(directive, nameEnd, bodyStart, body);
    macros.add(
        new MacroDefinition(
            name,
            functionLike,
            parameters,
            body,
            new Span(directive.argument(), nameEnd),
            new Span(bodyStart, directive.end()),
            parsed));
    return parsed;
  }

  /** A macro deals with fasync by itself, or through another macro that does. */
  private boolean isOfInterest(String body) {
    if (body.contains(INTEREST)) {
      return true;
    }
    for (MacroDefinition macro : macros) {
      if (macro.parsed() && body.contains(macro.name())) {
        return true;
      }
    }
    return false;
  }

  private static List<String> split(String parameters) {
    if (parameters.isBlank()) {
      return List.of();
    }
    return Arrays.stream(parameters.split(",", -1)).map(String::strip).toList();
  }

  /** {@code #define F(a) body} becomes {@code void F(a){body}} without moving a byte. */
  private boolean makeFunction(Directive directive, int nameEnd, int bodyStart, String body) {
    boolean room =
        bodyStart < directive.end()
            && isBlank(bytes[bodyStart])
            && directive.end() < bytes.length
            && directive.argument() - directive.start() >= FUNCTION_HEAD.length;
    if (!room || original[nameEnd] != '(') {
      return false;
    }
    Arrays.fill(bytes, directive.start(), directive.argument(), (byte) ' ');
    System.arraycopy(FUNCTION_HEAD, 0, bytes, directive.start(), FUNCTION_HEAD.length);
    for (int i = nameEnd; i < bodyStart; i++) {
      if (bytes[i] == '.') {
        bytes[i] = '_'; // a variadic parameter list would not match the names
      }
    }
    bytes[bodyStart] = '{';
    for (int i = bodyStart + 1; i < directive.end(); i++) {
      if (bytes[i] == '\\' && endsLine(i)) {
        bytes[i] = ' ';
      } else if (bytes[i] == '#') {
        bytes[i] = (byte) (isPasting(i) ? '_' : ' ');
      } else if (isBlank(bytes[i]) && besidePasting(i)) {
        bytes[i] = '_';
      }
    }
    bytes[directive.end()] = '}';
    char last = body.charAt(body.length() - 1);
    int tail = directive.end() - 1;
    if (last != ';' && last != '}' && isBlank(bytes[tail])) {
      bytes[tail] = ';';
    }
    return true;
  }

  private boolean isPasting(int i) {
    return original[i] == '#' && (original[i + 1] == '#' || original[i - 1] == '#');
  }

  private boolean besidePasting(int i) {
    return original[i] != '\n'
        && ((original[i + 1] == '#' && original[i + 2] == '#')
            || (original[i - 1] == '#' && original[i - 2] == '#'));
  }

  /** Text without comments and continuation marks. */
  private String plain(int start, int end) {
    StringBuilder plain = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      boolean blank = b == '\n' || b == '\r' || (b == '\\' && endsLine(i));
      plain.append(blank ? ' ' : (char) (b & 0xFF));
    }
    return plain.toString();
  }

  private void blank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] != '\n') {
        bytes[i] = ' ';
      }
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }
}
