package dev.fasynclens.eclipse;

import dev.fasynclens.eclipse.document.OpenDocuments;
import dev.fasynclens.eclipse.document.WorkspaceChanges;
import dev.fasynclens.eclipse.edit.WorkspaceEdits;
import dev.fasynclens.eclipse.fix.Actions;
import dev.fasynclens.eclipse.page.Links;
import dev.fasynclens.eclipse.page.RulePages;
import dev.fasynclens.eclipse.preference.Preferences;
import dev.fasynclens.eclipse.preview.Views;
import dev.fasynclens.eclipse.problem.Problems;
import dev.fasynclens.eclipse.program.ServerProgram;
import dev.fasynclens.eclipse.server.EditorClient;
import dev.fasynclens.eclipse.server.FasyncLensRequests;
import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.server.MessageWindows;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.Platform;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchListener;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.plugin.AbstractUIPlugin;
import org.osgi.framework.BundleContext;

/** The plug-in: puts its parts together, and is where the platform's objects find them. */
public final class FasyncLens extends AbstractUIPlugin {
  private static final String LSP4E = "org.eclipse.lsp4e";

  private static FasyncLens plugin;

  private Preferences preferences;
  private ServerProgram program;
  private RulePages rules;
  private MessageWindows notices;
  private LensHost host;
  private OpenDocuments documents;
  private WorkspaceChanges changes;
  private Problems problems;
  private Actions actions;
  private Links links;
  private Views views;
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
    Display display = PlatformUI.getWorkbench().getDisplay();
    preferences = new Preferences(getPreferenceStore());
    program = new ServerProgram(folder());
    rules = new RulePages(program.pages());
    notices = new MessageWindows(display);
    Path complaints = getStateLocation().append("server.log").toPath();
    host = new LensHost(program, complaints, preferences, notices, display);
    documents = new OpenDocuments(host, display);
    changes = new WorkspaceChanges(host);
    problems = new Problems(host, documents, display);
    WorkspaceEdits edits = new WorkspaceEdits(documents);
    actions = new Actions(host, edits, display);
    requests = host;
    links = new Links(rules, () -> requests);
    views = new Views();
    host.connect(new EditorClient(problems, edits, preferences, display));
    host.listen(documents);
    host.listen(problems);
    getPreferenceStore().addPropertyChangeListener(event -> changed(event.getProperty()));
  }

  private Path folder() throws IOException {
    return Path.of(FileLocator.toFileURL(getBundle().getEntry("server")).getPath());
  }

  /** Where LSP4E is, it is the client; two would say everything twice. */
  private void begin() {
    if (Platform.getBundle(LSP4E) != null) {
      return;
    }
    documents.begin();
    changes.begin();
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

  private void end() {
    changes.end();
    documents.end();
    host.stop();
  }

  private void changed(String preference) {
    if (Preferences.startsAnew(preference)) {
      host.restart();
    } else if (Preferences.isSetting(preference)) {
      host.tell(
          server ->
              server
                  .getWorkspaceService()
                  .didChangeConfiguration(
                      new DidChangeConfigurationParams(preferences.section())));
    }
  }

  @Override
  public void stop(BundleContext context) throws Exception {
    end();
    super.stop(context);
  }

  /** The plug-in. */
  public static FasyncLens plugin() {
    return plugin;
  }

  /** What the user chose. */
  public static Preferences preferences() {
    return plugin.preferences;
  }

  /** The packaged server. */
  public static ServerProgram program() {
    return plugin.program;
  }

  /** The pages of the rules. */
  public static RulePages rules() {
    return plugin.rules;
  }

  /** Tells the user what is wrong. */
  public static MessageWindows notices() {
    return plugin.notices;
  }

  /** The server. */
  public static LensHost host() {
    return plugin.host;
  }

  /** The C files that are open. */
  public static OpenDocuments documents() {
    return plugin.documents;
  }

  /** What was found in them. */
  public static Problems problems() {
    return plugin.problems;
  }

  /** Makes actions. */
  public static Actions actions() {
    return plugin.actions;
  }

  /** Follows links. */
  public static Links links() {
    return plugin.links;
  }

  /** Opens the view that shows what happens. */
  public static Views views() {
    return plugin.views;
  }

  /** Who answers our own requests. */
  public static FasyncLensRequests requests() {
    return plugin.requests;
  }

  /** Somebody else is the client, and our requests go through it. */
  public static void requestsGoTo(FasyncLensRequests other) {
    plugin.requests = other;
  }
}
