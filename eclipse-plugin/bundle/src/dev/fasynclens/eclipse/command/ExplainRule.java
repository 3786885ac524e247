package dev.fasynclens.eclipse.command;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.page.RulePages;
import dev.fasynclens.eclipse.problem.Problem;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the page of a rule that the user picks; that of the nearest finding is suggested. */
public final class ExplainRule extends AbstractHandler {
  @Override
  public Object execute(ExecutionEvent event) {
    try {
      List<RulePages.Rule> rules = FasyncLens.rules().all();
      ElementListSelectionDialog dialog =
          new ElementListSelectionDialog(
              HandlerUtil.getActiveShell(event),
              LabelProvider.createTextProvider(ExplainRule::label));
      dialog.setTitle(Words.explainRule);
      dialog.setMessage(Words.chooseRule);
      dialog.setElements(rules.toArray());
      nearest(event)
          .flatMap(id -> rules.stream().filter(rule -> rule.id().equals(id)).findFirst())
          .ifPresent(rule -> dialog.setInitialSelections(rule));
      if (dialog.open() == Window.OK && dialog.getFirstResult() instanceof RulePages.Rule rule) {
        FasyncLens.links().follow(rule.id());
      }
    } catch (IOException e) {
      StatusLine.error(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private static String label(Object element) {
    return element instanceof RulePages.Rule rule ? rule.id() + "  " + rule.title() : "";
  }

  /** The rule of the finding that is nearest to the line of the cursor. */
  private static Optional<String> nearest(ExecutionEvent event) {
    Optional<Cursor> cursor = Cursor.of(event);
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    try {
      int line = cursor.get().document().getLineOfOffset(cursor.get().offset());
      return FasyncLens.problems().in(cursor.get().uri()).stream()
          .min(
              Comparator.comparingInt(
                  problem -> Math.abs(problem.diagnostic().getRange().getStart().getLine() - line)))
          .map(Problem::rule);
    } catch (BadLocationException e) {
      return Optional.empty();
    }
  }
}
