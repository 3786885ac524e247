package dev.fasynclens.eclipse.edit;

import dev.fasynclens.eclipse.words.Words;
import java.nio.charset.StandardCharsets;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.ltk.core.refactoring.Change;
import org.eclipse.ltk.core.refactoring.RefactoringStatus;
import org.eclipse.ltk.core.refactoring.resource.DeleteResourceChange;
import org.eclipse.ltk.core.refactoring.resource.ResourceChange;
import org.eclipse.osgi.util.NLS;

/** Makes a file; undone, it is deleted. */
final class NewFile extends ResourceChange {
  private final IFile file;
  private final String content;

  NewFile(IFile file, String content) {
    this.file = file;
    this.content = content;
    setValidationMethod(VALIDATE_DEFAULT);
  }

  @Override
  protected IFile getModifiedResource() {
    return file;
  }

  @Override
  public RefactoringStatus isValid(IProgressMonitor monitor)
      throws CoreException, OperationCanceledException {
    return file.exists()
        ? RefactoringStatus.createFatalErrorStatus(NLS.bind(Words.fileExists, file.getFullPath()))
        : new RefactoringStatus();
  }

  @Override
  public Change perform(IProgressMonitor monitor) throws CoreException {
    file.write(content.getBytes(StandardCharsets.UTF_8), true, false, true, monitor);
    return new DeleteResourceChange(file.getFullPath(), true);
  }

  @Override
  public String getName() {
    return NLS.bind(Words.createFile, file.getFullPath());
  }
}
