package dev.fasynclens.eclipse.mining;

import dev.fasynclens.eclipse.server.ServerListener;
import dev.fasynclens.eclipse.server.Session;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.source.ISourceViewerExtension5;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/**
 * Has lenses and hints drawn anew: because the user chose otherwise, or because a server knows now
 * what editors had asked before it was there, which those do that were open the last time.
 */
public final class Redrawing implements ServerListener {
  @Override
  public void started(Session session) {
    all();
  }

  @Override
  public void stopped() {
    // what is drawn stays
  }

  /** In all editors; on the thread of the workbench. */
  public static void all() {
    for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
      for (IWorkbenchPage page : window.getPages()) {
        for (IEditorReference reference : page.getEditorReferences()) {
          IEditorPart editor = reference.getEditor(false);
          if (editor != null
              && editor.getAdapter(ITextViewer.class) instanceof ISourceViewerExtension5 viewer) {
            viewer.updateCodeMinings();
          }
        }
      }
    }
  }
}
