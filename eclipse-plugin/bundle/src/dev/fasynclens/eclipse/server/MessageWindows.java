package dev.fasynclens.eclipse.server;

import dev.fasynclens.eclipse.preference.LensPreferencePage;
import dev.fasynclens.eclipse.program.JavaSearch;
import dev.fasynclens.eclipse.words.Words;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;

/** Says once what is wrong with the server, beside the work, and offers the preferences. */
public final class MessageWindows implements LensHost.Notices {
  private final Display display;
  private MessageDialog shown;

  /** Shows its windows here. */
  public MessageWindows(Display display) {
    this.display = display;
  }

  @Override
  public void java(JavaSearch.Result problem) {
    String message =
        switch (problem) {
          case JavaSearch.Result.None none -> NLS.bind(Words.noJava, JavaSearch.OLDEST);
          case JavaSearch.Result.NoneThere there -> NLS.bind(Words.noJavaThere, there.folder());
          case JavaSearch.Result.TooOld old ->
              NLS.bind(
                  Words.javaTooOld, new Object[] {JavaSearch.OLDEST, old.java(), old.version()});
          case JavaSearch.Result.Found found -> throw new IllegalArgumentException();
        };
    show(message);
  }

  @Override
  public void notStarted(String reason) {
    show(NLS.bind(Words.notStarted, reason));
  }

  @Override
  public void givenUp() {
    show(Words.givenUp);
  }

  private void show(String message) {
    if (!display.isDisposed()) {
      display.asyncExec(() -> open(message));
    }
  }

  private void open(String message) {
    IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
    if (window == null) {
      return;
    }
    if (shown != null) {
      shown.close();
    }
    shown = new Window(window.getShell(), message);
    shown.open();
  }

  private static final class Window extends MessageDialog {
    Window(Shell parent, String message) {
      super(parent, Words.title, null, message, ERROR, 0, Words.openPreferences, Words.close);
      setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.MODELESS);
      setBlockOnOpen(false);
    }

    @Override
    protected void buttonPressed(int button) {
      super.buttonPressed(button);
      if (button == 0) {
        PreferencesUtil.createPreferenceDialogOn(null, LensPreferencePage.ID, null, null).open();
      }
    }
  }
}
