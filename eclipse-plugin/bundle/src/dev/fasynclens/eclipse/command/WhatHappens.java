package dev.fasynclens.eclipse.command;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Shows what the notification under the cursor does. */
public final class WhatHappens extends AbstractHandler {
  @Override
  public Object execute(ExecutionEvent event) {
    Optional<Cursor> cursor = Cursor.of(event);
    if (cursor.isEmpty()) {
      StatusLine.error(Words.cursorFirst);
    } else {
      FasyncLens.views()
          .showWhatHappens(cursor.get().uri(), cursor.get().document(), cursor.get().offset());
    }
    return null;
  }
}
