package dev.fasynclens.review;

import dev.fasynclens.source.SourceFiles;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import dev.fasynclens.syntax.Definitions;
import dev.fasynclens.syntax.LiveTree;
import dev.fasynclens.syntax.SyntaxTree;
import dev.fasynclens.syntax.UnreadableSourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Edits one driver at random, thousands of times: after every edit the incremental parse must equal
 * a parse from scratch, and a review must not fail. Run by {@code scripts/soak}, not by the build.
 */
public final class EditSoak {
  private static final int EDITS_BEFORE_STARTING_OVER = 200;

  private EditSoak() {}

  /** Arguments: the file, how many edits, and a seed. Exits with 1 at the first difference. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    int edits = Integer.parseInt(arguments[1]);
    Random random = new Random(Long.parseLong(arguments[2]));
    SourceText original = SourceText.of(file.toString(), Files.readAllBytes(file));
    Reviewer reviewer =
        new Reviewer(RuleCatalog.load(), SourceFiles.NONE, _ -> Configuration.DEFAULT, 1);
    SourceText text = original;
    LiveTree live = new LiveTree(text, Definitions.NONE);
    int refused = 0;
    long findings = 0;
    long unread = 0;
    long started = System.nanoTime();
    for (int i = 0; i < edits; i++) {
      if (i % EDITS_BEFORE_STARTING_OVER == 0) {
        text = original;
      }
      int start = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), start + random.nextInt(3));
      String inserted =
          String.valueOf((char) (random.nextInt(8) == 0 ? '\n' : ' ' + random.nextInt(95)));
      text = text.with(new TextEdit(new Span(start, end), random.nextInt(4) == 0 ? "" : inserted));
      try {
        live.update(text, Definitions.NONE);
      } catch (UnreadableSourceException e) {
        refused++;
        continue;
      }
      if (!live.hasNodesOf(SyntaxTree.parse(text))) {
        System.out.println("edit " + i + " at " + start + ": the trees differ");
        System.exit(1);
      }
      ReviewResult result = reviewer.review(java.util.List.of(text));
      for (Problem problem : result.problems()) {
        if (problem.kind() == Problem.Kind.INTERNAL) {
          System.out.println("edit " + i + " at " + start + ": " + problem.message());
          System.exit(1);
        }
      }
      findings += result.findings().size();
      unread += result.unread();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        "%d edits of %s: no difference, no failure; %d refused, %d findings, %d unread places, %.1f s%n",
        edits, file.getFileName(), refused, findings, unread, seconds);
  }
}
