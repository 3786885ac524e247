package dev.fasynclens.eclipse.words;

import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** A line of text at the bottom of the window, until the next one. */
public final class StatusLine {
  private StatusLine() {}

  /** Says that something does not work. */
  public static void error(String message) {
    IStatusLineManager line = find();
    if (line != null) {
      line.setErrorMessage(message);
    }
  }

  /** Says something. */
  public static void say(String message) {
    IStatusLineManager line = find();
    if (line != null) {
      line.setErrorMessage(null);
      line.setMessage(message);
    }
  }

  private static IStatusLineManager find() {
    IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
    IWorkbenchPage page = window == null ? null : window.getActivePage();
    IEditorPart editor = page == null ? null : page.getActiveEditor();
    return editor == null ? null : editor.getEditorSite().getActionBars().getStatusLineManager();
  }
}
