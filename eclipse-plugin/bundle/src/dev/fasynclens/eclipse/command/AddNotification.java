package dev.fasynclens.eclipse.command;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.Positions;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Range;
import org.eclipse.swt.widgets.Display;

/** Equips the driver in the editor with asynchronous notification, if the server knows how. */
public final class AddNotification extends AbstractHandler {
  @Override
  public boolean isEnabled() {
    return FasyncLens.isClient();
  }

  @Override
  public Object execute(ExecutionEvent event) {
    Optional<Cursor> cursor = Cursor.of(event);
    if (cursor.isEmpty()) {
      StatusLine.error(Words.notEquipped);
      return null;
    }
    String uri = cursor.get().uri();
    Display display = Display.getCurrent();
    try {
      Range range =
          Positions.range(cursor.get().document(), 0, cursor.get().document().getLength());
      FasyncLens.actions()
          .in(uri, range, List.of(CodeActionKind.RefactorRewrite))
          .whenComplete(
              (actions, failure) ->
                  display.asyncExec(() -> make(actions == null ? List.of() : actions, uri)));
    } catch (BadLocationException e) {
      StatusLine.error(Words.notEquipped);
    }
    return null;
  }

  private static void make(List<CodeAction> actions, String uri) {
    Optional<CodeAction> possible =
        actions.stream().filter(action -> action.getDisabled() == null).findFirst();
    if (possible.isPresent()) {
      FasyncLens.actions().make(possible.get(), uri);
    } else {
      StatusLine.error(
          actions.stream()
              .findFirst()
              .map(action -> action.getDisabled().getReason())
              .orElse(Words.notEquipped));
    }
  }
}
