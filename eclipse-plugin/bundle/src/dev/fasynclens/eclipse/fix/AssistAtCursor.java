package dev.fasynclens.eclipse.fix;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.Positions;
import dev.fasynclens.eclipse.document.Uris;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.quickassist.IQuickAssistProcessor;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.Range;

/**
 * Offers refactorings and the repair of a whole file where the cursor is. Repairs of findings come
 * from their markers; where there are none, because the file is outside the workspace, from here.
 */
public final class AssistAtCursor implements IQuickAssistProcessor {
  private static final String FIX_ALL = "source.fixAll.fasyncLens";
  private static final int PATIENCE_MILLIS = 400;

  @Override
  public ICompletionProposal[] computeQuickAssistProposals(IQuickAssistInvocationContext context) {
    Optional<OpenDocument> open =
        Optional.ofNullable(context.getSourceViewer())
            .flatMap(viewer -> FasyncLens.documents().of(viewer.getDocument()));
    if (open.isEmpty()) {
      return new ICompletionProposal[0];
    }
    OpenDocument document = open.get();
    List<String> kinds = new ArrayList<>(List.of(CodeActionKind.RefactorRewrite, FIX_ALL));
    if (Uris.files(document.uri()).length == 0) {
      kinds.addFirst(CodeActionKind.QuickFix);
    }
    List<ICompletionProposal> proposals = new ArrayList<>();
    try {
      Range range =
          Positions.range(
              document.document(), context.getOffset(), Math.max(0, context.getLength()));
      int rank = 0;
      for (CodeAction action :
          FasyncLens.actions()
              .in(document.uri(), range, kinds)
              .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (action.getDisabled() == null) {
          proposals.add(new Fix(action, document.uri(), rank++));
        }
      }
    } catch (BadLocationException | ExecutionException | TimeoutException e) {
      // the list has what others offer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return proposals.toArray(ICompletionProposal[]::new);
  }

  @Override
  public boolean canAssist(IQuickAssistInvocationContext context) {
    return true;
  }

  @Override
  public boolean canFix(Annotation annotation) {
    return false;
  }

  @Override
  public String getErrorMessage() {
    return null;
  }
}
