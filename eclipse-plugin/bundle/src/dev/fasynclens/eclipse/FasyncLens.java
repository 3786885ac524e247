package dev.fasynclens.eclipse;

import dev.fasynclens.eclipse.document.OpenDocuments;
import dev.fasynclens.eclipse.fix.Actions;
import dev.fasynclens.eclipse.mining.Redrawing;
import dev.fasynclens.eclipse.page.Links;
import dev.fasynclens.eclipse.page.RulePages;
import dev.fasynclens.eclipse.preference.Preferences;
import dev.fasynclens.eclipse.preview.Views;
import dev.fasynclens.eclipse.problem.Problems;
import dev.fasynclens.eclipse.program.ServerProgram;
import dev.fasynclens.eclipse.server.FasyncLensRequests;
import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.server.LensServer;
import dev.fasynclens.eclipse.server.MessageWindows;
import org.eclipse.core.runtime.Platform;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.plugin.AbstractUIPlugin;
import org.osgi.framework.BundleContext;

/** The plug-in: where the objects that the platform makes find ours. */
public final class FasyncLens extends AbstractUIPlugin {
  private static final String LSP4E = "org.eclipse.lsp4e";

  private static FasyncLens plugin;

  private Parts parts;
  private volatile FasyncLensRequests requests;

  /** Begins to follow C files when the workbench is up; nothing is started before there is one. */
  public static final class Startup implements IStartup {
    @Override
    public void earlyStartup() {
      Display display = PlatformUI.getWorkbench().getDisplay();
      if (!display.isDisposed()) {
        display.asyncExec(() -> plugin().begin());
      }
    }
  }

  @Override
  public void start(BundleContext context) throws Exception {
    super.start(context);
    plugin = this;
  }

  /** Made when something is first asked for, because that takes a workbench. */
  private synchronized Parts parts() {
    if (parts == null) {
      parts = Parts.make(this);
      requests = parts.host();
      getPreferenceStore().addPropertyChangeListener(event -> changed(event.getProperty()));
    }
    return parts;
  }

  /** Where LSP4E is, it is the client; two would say everything twice. */
  private void begin() {
    if (!isClient()) {
      return;
    }
    parts().documents().begin();
    parts().changes().begin();
    PlatformUI.getWorkbench()
        .addWorkbenchListener(
            new IWorkbenchListener() {
              @Override
              public boolean preShutdown(IWorkbench workbench, boolean forced) {
                return true;
              }

              @Override
              public void postShutdown(IWorkbench workbench) {
                end();
              }
            });
  }

  private synchronized void end() {
    if (parts != null) {
      parts.changes().end();
      parts.documents().end();
      parts.host().stop();
    }
  }

  private void changed(String preference) {
    if (Preferences.isDrawn(preference)) {
      Redrawing.all();
    } else if (Preferences.startsAnew(preference) && isClient()) {
      host().restart();
    } else if (Preferences.isSetting(preference)) {
      DidChangeConfigurationParams change =
          new DidChangeConfigurationParams(preferences().section());
      if (requests instanceof LensServer elsewhere) {
        elsewhere.getWorkspaceService().didChangeConfiguration(change);
      } else {
        host().tell(server -> server.getWorkspaceService().didChangeConfiguration(change));
      }
    }
  }

  @Override
  public void stop(BundleContext context) throws Exception {
    end();
    super.stop(context);
  }

  /** Whether this plug-in talks to the server itself. */
  public static boolean isClient() {
    return Platform.getBundle(LSP4E) == null;
  }

  /** The plug-in. */
  public static FasyncLens plugin() {
    return plugin;
  }

  /** What the user chose. */
  public static Preferences preferences() {
    return plugin.parts().preferences();
  }

  /** The packaged server. */
  public static ServerProgram program() {
    return plugin.parts().program();
  }

  /** The pages of the rules. */
  public static RulePages rules() {
    return plugin.parts().rules();
  }

  /** Tells the user what is wrong. */
  public static MessageWindows notices() {
    return plugin.parts().notices();
  }

  /** The server. */
  public static LensHost host() {
    return plugin.parts().host();
  }

  /** The C files that are open. */
  public static OpenDocuments documents() {
    return plugin.parts().documents();
  }

  /** What was found in them. */
  public static Problems problems() {
    return plugin.parts().problems();
  }

  /** Makes actions. */
  public static Actions actions() {
    return plugin.parts().actions();
  }

  /** Follows links. */
  public static Links links() {
    return plugin.parts().links();
  }

  /** Opens the view that shows what happens. */
  public static Views views() {
    return plugin.parts().views();
  }

  /** Who answers our own requests. */
  public static FasyncLensRequests requests() {
    plugin.parts();
    return plugin.requests;
  }

  /** Somebody else is the client, and our requests go through it. */
  public static void requestsGoTo(FasyncLensRequests other) {
    plugin.parts();
    plugin.requests = other;
  }
}
