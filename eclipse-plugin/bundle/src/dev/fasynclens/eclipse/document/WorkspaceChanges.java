package dev.fasynclens.eclipse.document;

import dev.fasynclens.eclipse.server.LensHost;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceChangeEvent;
import org.eclipse.core.resources.IResourceChangeListener;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.FileChangeType;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.WorkspaceFoldersChangeEvent;

/** Tells the server which projects open and close, and which files change on disk. */
public final class WorkspaceChanges implements IResourceChangeListener {
  private static final String SETTINGS = ".json";

  private final LensHost host;

  /** Tells nothing yet. */
  public WorkspaceChanges(LensHost host) {
    this.host = host;
  }

  /** Begins to tell. */
  public void begin() {
    ResourcesPlugin.getWorkspace()
        .addResourceChangeListener(
            this,
            IResourceChangeEvent.POST_CHANGE
                | IResourceChangeEvent.PRE_CLOSE
                | IResourceChangeEvent.PRE_DELETE);
  }

  /** Tells nothing any more. */
  public void end() {
    ResourcesPlugin.getWorkspace().removeResourceChangeListener(this);
  }

  @Override
  public void resourceChanged(IResourceChangeEvent event) {
    if (event.getType() != IResourceChangeEvent.POST_CHANGE) {
      if (event.getResource() instanceof IProject project && project.getLocationURI() != null) {
        tell(List.of(), List.of(folder(project)));
      }
      return;
    }
    List<WorkspaceFolder> opened = new ArrayList<>();
    List<FileEvent> changed = new ArrayList<>();
    try {
      event.getDelta().accept(delta -> visit(delta, opened, changed));
    } catch (CoreException e) {
      ILog.get().log(e.getStatus());
    }
    tell(opened, List.of());
    if (!changed.isEmpty()) {
      host.tell(
          server ->
              server
                  .getWorkspaceService()
                  .didChangeWatchedFiles(new DidChangeWatchedFilesParams(changed)));
    }
  }

  private static boolean visit(
      IResourceDelta delta, List<WorkspaceFolder> opened, List<FileEvent> changed) {
    IResource resource = delta.getResource();
    if (resource instanceof IProject project) {
      boolean began =
          delta.getKind() == IResourceDelta.ADDED || (delta.getFlags() & IResourceDelta.OPEN) != 0;
      if (began && project.isOpen() && project.getLocationURI() != null) {
        opened.add(folder(project));
      }
      return project.isOpen();
    }
    if (resource instanceof IFile file && matters(file) && says(delta)) {
      changed.add(new FileEvent(Uris.of(file.getLocationURI()), kind(delta)));
    }
    return true;
  }

  private static boolean matters(IFile file) {
    return file.getLocationURI() != null
        && (OpenDocuments.isReviewed(file.getName()) || file.getName().endsWith(SETTINGS));
  }

  /** Not markers, which we make ourselves. */
  private static boolean says(IResourceDelta delta) {
    return delta.getKind() != IResourceDelta.CHANGED
        || (delta.getFlags() & (IResourceDelta.CONTENT | IResourceDelta.REPLACED)) != 0;
  }

  private static FileChangeType kind(IResourceDelta delta) {
    return switch (delta.getKind()) {
      case IResourceDelta.ADDED -> FileChangeType.Created;
      case IResourceDelta.REMOVED -> FileChangeType.Deleted;
      default -> FileChangeType.Changed;
    };
  }

  private static WorkspaceFolder folder(IProject project) {
    return new WorkspaceFolder(Uris.of(project.getLocationURI()), project.getName());
  }

  private void tell(List<WorkspaceFolder> opened, List<WorkspaceFolder> closed) {
    if (!opened.isEmpty() || !closed.isEmpty()) {
      host.tell(
          server ->
              server
                  .getWorkspaceService()
                  .didChangeWorkspaceFolders(
                      new DidChangeWorkspaceFoldersParams(
                          new WorkspaceFoldersChangeEvent(opened, closed))));
    }
  }
}
