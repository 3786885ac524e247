package dev.fasynclens.eclipse.fix;

import dev.fasynclens.eclipse.FasyncLens;
import org.eclipse.core.resources.IMarker;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.IMarkerResolution2;
import org.eclipse.ui.IMarkerResolutionRelevance;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;

/** One action of the server, for a marker or where the cursor is. */
final class Fix
    implements IMarkerResolution2,
        IMarkerResolutionRelevance,
        ICompletionProposal,
        ICompletionProposalExtension {
  private static final int FIRST = 100;

  private final CodeAction action;
  private final String uri;
  private final int rank;

  /**
   * An action.
   *
   * @param uri the file that it is offered in
   * @param rank its place among those of its finding
   */
  Fix(CodeAction action, String uri, int rank) {
    this.action = action;
    this.uri = uri;
    this.rank = rank;
  }

  private void make() {
    FasyncLens.actions().make(action, uri);
  }

  @Override
  public String getLabel() {
    return action.getTitle();
  }

  @Override
  public String getDescription() {
    return null; // the label says it all
  }

  @Override
  public Image getImage() {
    return PlatformUI.getWorkbench().getSharedImages().getImage(ISharedImages.IMG_OBJ_ELEMENT);
  }

  @Override
  public int getRelevanceForResolution() {
    return FIRST - rank;
  }

  @Override
  public void run(IMarker marker) {
    make();
  }

  @Override
  public void apply(IDocument document) {
    make();
  }

  @Override
  public void apply(IDocument document, char trigger, int offset) {
    make();
  }

  @Override
  public boolean isValidFor(IDocument document, int offset) {
    return true;
  }

  @Override
  public String getDisplayString() {
    return getLabel();
  }

  @Override
  public String getAdditionalProposalInfo() {
    return null;
  }

  @Override
  public Point getSelection(IDocument document) {
    return null;
  }

  @Override
  public IContextInformation getContextInformation() {
    return null;
  }

  @Override
  public char[] getTriggerCharacters() {
    return null;
  }

  @Override
  public int getContextInformationPosition() {
    return -1;
  }
}
