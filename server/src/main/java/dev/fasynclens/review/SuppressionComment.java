package dev.fasynclens.review;

import dev.fasynclens.source.Place;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One {@code fasync-lens:} directive in a comment. */
final class SuppressionComment {
  private static final String MARK = "fasync-lens:";

  private final SourceText text;
  private final Span comment;
  private final Span span;
  private final String keyword;
  private final List<Name> names;
  private final boolean aboveCode;
  private final int firstLine;
  private final int lastLine;
  private final Set<String> usedIds = new HashSet<>();

  /**
   * A rule that a directive names.
   *
   * @param span where
   * @param id as it is written
   */
  record Name(Span span, String id) {}

  private SuppressionComment(
      SourceText text, CodeLines code, Span comment, Span span, String keyword, List<Name> names) {
    this.text = text;
    this.comment = comment;
    this.span = span;
    this.keyword = keyword;
    this.names = names;
    this.aboveCode = code.isAboveCode(comment.start());
    int start = text.lineAt(comment.start());
    int end = text.lineAt(comment.end() - 1);
    int next = code.lineOfNextCode(comment.end());
    boolean alone = code.startsLine(comment.start());
    firstLine = alone ? next : start;
    lastLine = alone || next == end ? next : start;
  }

  /** The directives in the comments of a text. */
  static List<SuppressionComment> in(SourceText text, List<Span> comments) {
    List<SuppressionComment> found = new ArrayList<>();
    int comment = 0;
    CodeLines code = new CodeLines(text, comments);
    for (int at = text.indexOf(MARK, 0); at >= 0; at = text.indexOf(MARK, at + 1)) {
      while (comment < comments.size() && comments.get(comment).end() <= at) {
        comment++;
      }
      if (comment == comments.size()) {
        break;
      }
      Span around = comments.get(comment);
      if (around.start() < at && startsCommentLine(text, around, at)) {
        found.add(parse(text, code, around, at));
      }
    }
    return found;
  }

  private static SuppressionComment parse(
      SourceText text, CodeLines code, Span comment, int start) {
    int limit = endOfCommentLine(text, comment, start);
    int at = skipSpace(text, start + MARK.length(), limit);
    int end = wordEnd(text, at, limit);
    String keyword = text.slice(at, end);
    List<Name> names = new ArrayList<>();
    int last = end;
    while (true) {
      at = skipSpace(text, end, limit);
      end = wordEnd(text, at, limit);
      if (at == end || text.matches(at, Math.min(at + 2, limit), "--")) {
        break;
      }
      names.add(new Name(new Span(at, end), text.slice(at, end)));
      last = end;
    }
    return new SuppressionComment(text, code, comment, new Span(start, last), keyword, names);
  }

  /** The directive, without its reason. */
  Span span() {
    return span;
  }

  List<Name> names() {
    return names;
  }

  boolean isForFile() {
    return keyword.equals("ignore-file") && aboveCode;
  }

  boolean isForLines() {
    return keyword.equals("ignore") && firstLine >= 0;
  }

  /** The first line it counts for. */
  int firstLine() {
    return firstLine;
  }

  /** The last line it counts for; between the two is nothing but the comment. */
  int lastLine() {
    return lastLine;
  }

  /** Notes that it suppressed a finding of a rule. */
  void use(String id) {
    usedIds.add(id);
  }

  boolean isUsed() {
    return !usedIds.isEmpty();
  }

  boolean isUsed(Name name) {
    return usedIds.contains(name.id()) && isFirst(name);
  }

  /** Whether a rule is not named before already. */
  private boolean isFirst(Name name) {
    for (Name other : names) {
      if (other.id().equals(name.id())) {
        return other.equals(name);
      }
    }
    return false;
  }

  /** Why the directive has no effect, whatever rules it names. */
  Optional<String> misuse() {
    return switch (keyword) {
      case "ignore" ->
          names.isEmpty()
              ? Optional.of(
                  "The suppression names no rule. Write it like this:"
                      + " fasync-lens: ignore FA202 -- reason")
              : Optional.empty();
      case "ignore-file" ->
          aboveCode
              ? Optional.empty()
              : Optional.of("ignore-file counts only in the comments above all code.");
      default -> Optional.of(unknownKeyword());
    };
  }

  private String unknownKeyword() {
    String shown = keyword.length() > 40 ? keyword.substring(0, 40) + "..." : keyword;
    return Spelling.nearest(keyword, List.of("ignore", "ignore-file"))
        .map(near -> "\"" + shown + "\" is not a directive, did you mean " + near + "?")
        .orElse("\"" + shown + "\" is not a directive; there are ignore and ignore-file.");
  }

  /** Takes the directive out; with the whole comment if nothing else is in it. */
  Fix removal() {
    Span gone = saysMore() ? lineOfDirective() : wholeComment();
    String left = gone.equals(comment) && joinsWords() ? " " : "";
    return Fix.replacing("Remove the suppression", new Place(text, gone), left);
  }

  /** Takes some of the rules out. */
  Fix removalOf(List<Name> dead) {
    StringBuilder left = new StringBuilder();
    for (Name name : names) {
      if (!dead.contains(name)) {
        left.append(left.isEmpty() ? "" : ", ").append(name.id());
      }
    }
    Place list = Place.of(text, names.getFirst().span().start(), names.getLast().span().end());
    return Fix.replacing("Remove what is not needed", list, left.toString());
  }

  /** Whether the comment has words outside the line of the directive. */
  private boolean saysMore() {
    int end = endOfCommentLine(text, comment, span.start());
    for (int at = comment.start(); at < comment.end(); at++) {
      if (at == span.start()) {
        at = end;
      }
      if (at < comment.end() && !isDecoration(text.byteAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** The line of a directive in a longer comment, or what of it belongs to the directive. */
  private Span lineOfDirective() {
    int line = text.lineAt(span.start());
    int end = endOfCommentLine(text, comment, span.start());
    boolean inner = text.lineAt(comment.start()) < line && line < text.lineAt(comment.end() - 1);
    return inner
        ? new Span(text.lineSpan(line).start(), text.lineSpan(line + 1).start())
        : new Span(span.start(), end);
  }

  /** The comment with the blanks or the line ends that would be left over. */
  private Span wholeComment() {
    int start = comment.start();
    while (start > 0 && isSpace(text.byteAt(start - 1))) {
      start--;
    }
    int end = comment.end();
    while (end < text.length() && isSpace(text.byteAt(end))) {
      end++;
    }
    boolean startsLine = start == 0 || isLineEnd(text.byteAt(start - 1));
    boolean endsLine = end == text.length() || isLineEnd(text.byteAt(end));
    if (startsLine && endsLine) {
      int last = text.lineAt(comment.end() - 1);
      return new Span(
          start, last + 1 < text.lineCount() ? text.lineSpan(last + 1).start() : text.length());
    }
    if (startsLine) {
      return new Span(comment.start(), end);
    }
    return endsLine ? new Span(start, end) : comment;
  }

  /** Whether words on both sides would become one without the comment. */
  private boolean joinsWords() {
    return comment.start() > 0
        && comment.end() < text.length()
        && !isSpace(text.byteAt(comment.start() - 1))
        && !isSpace(text.byteAt(comment.end()));
  }

  /** Whether only the comment's delimiters and decoration stand before an offset on its line. */
  private static boolean startsCommentLine(SourceText text, Span comment, int offset) {
    for (int at = offset - 1; at >= comment.start(); at--) {
      int c = text.byteAt(at);
      if (isLineEnd(c)) {
        return true;
      }
      if (!isDecoration(c)) {
        return false;
      }
    }
    return true;
  }

  private static int endOfCommentLine(SourceText text, Span comment, int from) {
    for (int at = from; at < comment.end(); at++) {
      boolean closes = at + 2 <= text.length() && text.matches(at, at + 2, "*/");
      if (isLineEnd(text.byteAt(at)) || (closes && at + 2 == comment.end())) {
        return at;
      }
    }
    return comment.end();
  }

  private static int skipSpace(SourceText text, int from, int limit) {
    int at = from;
    while (at < limit && (isSpace(text.byteAt(at)) || text.byteAt(at) == ',')) {
      at++;
    }
    return at;
  }

  private static int wordEnd(SourceText text, int from, int limit) {
    int at = from;
    while (at < limit && !isSpace(text.byteAt(at)) && text.byteAt(at) != ',') {
      at++;
    }
    return at;
  }

  private static boolean isDecoration(int c) {
    return isSpace(c) || isLineEnd(c) || c == '*' || c == '/' || c == '!';
  }

  private static boolean isSpace(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLineEnd(int c) {
    return c == '\n' || c == '\r';
  }
}
