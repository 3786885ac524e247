package dev.fasynclens.eclipse;

import dev.fasynclens.eclipse.document.OpenDocuments;
import dev.fasynclens.eclipse.document.WorkspaceChanges;
import dev.fasynclens.eclipse.edit.WorkspaceEdits;
import dev.fasynclens.eclipse.fix.Actions;
import dev.fasynclens.eclipse.mining.Redrawing;
import dev.fasynclens.eclipse.page.Links;
import dev.fasynclens.eclipse.page.RulePages;
import dev.fasynclens.eclipse.preference.Preferences;
import dev.fasynclens.eclipse.preview.Views;
import dev.fasynclens.eclipse.problem.Problems;
import dev.fasynclens.eclipse.program.ServerProgram;
import dev.fasynclens.eclipse.server.EditorClient;
import dev.fasynclens.eclipse.server.LensHost;
import dev.fasynclens.eclipse.server.MessageWindows;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.URIUtil;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/** What the plug-in consists of, put together. */
record Parts(
    Preferences preferences,
    ServerProgram program,
    RulePages rules,
    MessageWindows notices,
    LensHost host,
    OpenDocuments documents,
    WorkspaceChanges changes,
    Problems problems,
    Actions actions,
    Links links,
    Views views) {
  static Parts make(FasyncLens plugin) {
    Display display = PlatformUI.getWorkbench().getDisplay();
    Preferences preferences = new Preferences(plugin.getPreferenceStore());
    ServerProgram program = new ServerProgram(folder(plugin));
    RulePages rules = new RulePages(program.pages());
    MessageWindows notices = new MessageWindows(display);
    Path complaints = plugin.getStateLocation().append("server.log").toPath();
    LensHost host = new LensHost(program, complaints, preferences, notices, display);
    OpenDocuments documents = new OpenDocuments(host, display);
    Problems problems = new Problems(host, documents, display);
    WorkspaceEdits edits = new WorkspaceEdits(documents);
    host.connect(new EditorClient(problems, edits, preferences, display));
    host.listen(documents);
    host.listen(problems);
    host.listen(new Redrawing());
    return new Parts(
        preferences,
        program,
        rules,
        notices,
        host,
        documents,
        new WorkspaceChanges(host),
        problems,
        new Actions(host, edits, display),
        new Links(rules, FasyncLens::requests),
        new Views());
  }

  private static Path folder(FasyncLens plugin) {
    try {
      URL url = FileLocator.toFileURL(plugin.getBundle().getEntry("server"));
      return URIUtil.toFile(URIUtil.toURI(url)).toPath(); // the platform does not escape blanks
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the plug-in has no server", e);
    }
  }
}
