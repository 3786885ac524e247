package dev.fasynclens.eclipse.command;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.words.StatusLine;
import dev.fasynclens.eclipse.words.Words;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;

/** Ends the server and starts another. */
public final class RestartServer extends AbstractHandler {
  @Override
  public boolean isEnabled() {
    return FasyncLens.isClient();
  }

  @Override
  public Object execute(ExecutionEvent event) {
    FasyncLens.host().restart();
    StatusLine.say(Words.restarted);
    return null;
  }
}
