package dev.fasynclens.mutation;

import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One replacement in one file.
 *
 * @param text the file as it was
 * @param span what goes
 * @param replacement what comes
 */
record Edit(SourceText text, Span span, String replacement) {
  private static final Comparator<Edit> ORDER = Comparator.comparing(Edit::span);

  /** The edits of one file, in order. */
  static List<Edit> in(SourceText text, List<Edit> edits) {
    List<Edit> here = new ArrayList<>(edits.stream().filter(e -> e.text() == text).toList());
    here.sort(ORDER);
    for (int i = 1; i < here.size(); i++) {
      if (here.get(i).span().start() < here.get(i - 1).span().end()) {
        throw new IllegalArgumentException("edits overlap in " + text + ": " + here);
      }
    }
    return here;
  }

  /** A file with all edits that concern it. */
  static SourceText applied(SourceText text, List<Edit> edits) {
    SourceText result = text;
    for (Edit edit : in(text, edits).reversed()) {
      result = result.with(new TextEdit(edit.span(), edit.replacement()));
    }
    return result;
  }
}
