package dev.fasynclens.eclipse.document;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.lsp4j.WorkspaceFolder;

/** The open projects, as the protocol's folders. */
public final class Folders {
  private Folders() {}

  /** Those that are open now. */
  public static List<WorkspaceFolder> open() {
    List<WorkspaceFolder> folders = new ArrayList<>();
    for (IProject project : ResourcesPlugin.getWorkspace().getRoot().getProjects()) {
      if (project.isOpen() && project.getLocationURI() != null) {
        folders.add(new WorkspaceFolder(Uris.of(project.getLocationURI()), project.getName()));
      }
    }
    return folders;
  }
}
