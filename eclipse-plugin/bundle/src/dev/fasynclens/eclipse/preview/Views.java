package dev.fasynclens.eclipse.preview;

import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.Positions;
import dev.fasynclens.eclipse.words.StatusLine;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.lsp4j.Position;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/** Opens the view that shows what happens. */
public final class Views {
  /** Shows the call at a position of a document that is followed. */
  public void showWhatHappens(OpenDocument document, Position position) {
    try {
      showWhatHappens(
          document.uri(), document.document(), Positions.offset(document.document(), position));
    } catch (BadLocationException e) {
      StatusLine.error(e.getMessage());
    }
  }

  /** Shows the call at an offset of a text. */
  public void showWhatHappens(String uri, IDocument document, int offset) {
    IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
    IWorkbenchPage page = window == null ? null : window.getActivePage();
    try {
      if (page != null
          && page.showView(WhatHappensView.ID, null, IWorkbenchPage.VIEW_VISIBLE)
              instanceof WhatHappensView view) {
        view.show(uri, document, offset);
      }
    } catch (PartInitException e) {
      StatusLine.error(e.getMessage());
    }
  }
}
