package dev.fasynclens.lsp;

import dev.fasynclens.project.DiskFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.FileEvent;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.WorkspaceDiagnosticParams;
import org.eclipse.lsp4j.WorkspaceDiagnosticReport;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** Takes what concerns the workspace and hands it on. Runs on the thread that reads messages. */
final class WorkspaceRequests implements WorkspaceService {
  private Session.@Nullable Parts parts;
  private Settings given = Settings.DEFAULT;

  /**
   * Begins.
   *
   * @param settings what came with {@code initialize}
   */
  void start(Session.Parts made, Settings settings) {
    parts = made;
    given = settings;
    apply(settings);
  }

  private Session.Parts parts() {
    return Objects.requireNonNull(parts);
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams changed) {
    if (parts().client().hasSettings()) {
      fetchSettings();
    } else {
      apply(Settings.read(changed.getSettings(), parts().catalog(), this::complain));
    }
  }

  /** Asks the client for the settings of the window and of each folder, if it can be asked. */
  void fetchSettings() {
    if (!parts().client().hasSettings()) {
      return;
    }
    List<String> scopes = new ArrayList<>(List.of(""));
    scopes.addAll(parts().projects().folderUris());
    var _ =
        parts()
            .client()
            .settings(Settings.SECTION, scopes)
            .thenAccept(answers -> apply(scopes, answers))
            .exceptionally(
                e -> {
                  complain("the settings cannot be read: " + e.getMessage());
                  return null;
                });
  }

  private void apply(List<String> scopes, List<Object> answers) {
    for (int i = 0; i < scopes.size() && i < answers.size(); i++) {
      Settings settings = Settings.read(answers.get(i), parts().catalog(), this::complain);
      if (i > 0) {
        parts().projects().set(scopes.get(i), settings);
      } else {
        // what came with initialize counts while there is nothing else
        apply(settings.equals(Settings.DEFAULT) ? given : settings);
      }
    }
    parts().everythingChanged();
  }

  private void apply(Settings settings) {
    parts().projects().set(settings);
    if (settings.traced()) {
      parts().client().setTraced(true);
    }
    parts().everythingChanged();
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams changes) {
    boolean source = false;
    boolean other = false;
    for (FileEvent change : changes.getChanges()) {
      String name = DocumentUris.nameOf(change.getUri());
      parts().workspace().forget(name);
      if (DiskFiles.isSource(name)) {
        source = true;
      } else {
        other = true;
      }
    }
    if (other) {
      parts().everythingChanged();
    } else if (source) {
      parts().filesChanged();
    }
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams change) {
    change.getEvent().getRemoved().forEach(folder -> parts().projects().remove(folder.getUri()));
    change.getEvent().getAdded().forEach(folder -> parts().projects().add(folder.getUri()));
    parts().everythingChanged();
    fetchSettings();
  }

  @Override
  public CompletableFuture<WorkspaceDiagnosticReport> diagnostic(WorkspaceDiagnosticParams asked) {
    return parts().workspaceDiagnostics().answer(asked);
  }

  @Override
  public CompletableFuture<Object> executeCommand(ExecuteCommandParams asked) {
    return parts().commands().answer(asked);
  }

  private void complain(String what) {
    parts().client().log(MessageType.Warning, what);
  }
}
