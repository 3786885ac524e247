package dev.fasynclens.eclipse.hover;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.Positions;
import dev.fasynclens.eclipse.markdown.Markdown;
import dev.fasynclens.eclipse.problem.Problem;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextHoverExtension;
import org.eclipse.jface.text.ITextHoverExtension2;
import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.swt.widgets.Display;

/** What the server knows about the word under the pointer. */
public final class LensHover implements ITextHover, ITextHoverExtension, ITextHoverExtension2 {
  /** The pointer is asked about on a thread of its own; the cursor on that of the workbench. */
  private static final int PATIENCE_MILLIS = 8000;

  private static final int PATIENCE_OF_WORKBENCH_MILLIS = 200;

  private Question asked;
  private CompletableFuture<Optional<String>> answered;

  private record Question(OpenDocument document, int version, int offset) {}

  @Override
  public Object getHoverInfo2(ITextViewer viewer, IRegion region) {
    return FasyncLens.documents()
        .of(viewer.getDocument())
        .flatMap(document -> text(viewer, document, region.getOffset()))
        .orElse(null);
  }

  private Optional<String> text(ITextViewer viewer, OpenDocument document, int offset) {
    boolean workbench = Display.getCurrent() != null;
    CompletableFuture<Optional<String>> answer = ask(document, offset);
    try {
      return answer.get(
          workbench ? PATIENCE_OF_WORKBENCH_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (workbench) {
        Display display = Display.getCurrent();
        answer.thenRun(() -> display.asyncExec(() -> showLater(viewer, offset)));
      }
    } catch (ExecutionException e) {
      // the server is gone; the next one will know
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** What was asked last is kept, so that an answer that came too late is there the next time. */
  private synchronized CompletableFuture<Optional<String>> ask(OpenDocument document, int offset) {
    Question question = new Question(document, document.version(), offset);
    if (!question.equals(asked) || answered.isCompletedExceptionally()) {
      asked = question;
      answered = send(document, offset);
    }
    return answered;
  }

  private static CompletableFuture<Optional<String>> send(OpenDocument document, int offset) {
    try {
      Position position = Positions.position(document.document(), offset);
      String findings = findings(document, position);
      HoverParams asked = new HoverParams(new TextDocumentIdentifier(document.uri()), position);
      return FasyncLens.host()
          .ask(server -> server.getTextDocumentService().hover(asked))
          .thenApply(hover -> Optional.of(findings + content(hover)).filter(all -> !all.isBlank()));
    } catch (BadLocationException e) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  private static String content(Hover hover) {
    return hover == null || !hover.getContents().isRight()
        ? ""
        : hover.getContents().getRight().getValue();
  }

  /** What was found at a place, with links to the pages of the rules. */
  private static String findings(OpenDocument document, Position position) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : FasyncLens.problems().in(document.uri())) {
      if (problem.isAt(position)) {
        text.append(Markdown.literal(problem.message()));
        if (!problem.rule().isEmpty()) {
          text.append(" [").append(problem.rule()).append("](").append(problem.rule()).append(')');
        }
        text.append("\n\n");
      }
    }
    return text.toString();
  }

  /** Somebody asked by keyboard and is still there. */
  private static void showLater(ITextViewer viewer, int offset) {
    if (viewer.getTextWidget() == null || viewer.getTextWidget().isDisposed()) {
      return;
    }
    IRegion word = word(viewer, offset);
    int cursor = viewer.getSelectedRange().x;
    ITextOperationTarget target = viewer.getTextOperationTarget();
    if (viewer.getTextWidget().isFocusControl()
        && word.getOffset() <= cursor
        && cursor <= word.getOffset() + word.getLength()
        && target.canDoOperation(ISourceViewer.INFORMATION)) {
      target.doOperation(ISourceViewer.INFORMATION);
    }
  }

  @Override
  public String getHoverInfo(ITextViewer viewer, IRegion region) {
    return (String) getHoverInfo2(viewer, region);
  }

  @Override
  public IRegion getHoverRegion(ITextViewer viewer, int offset) {
    return word(viewer, offset);
  }

  /** A word of C around an offset. */
  private static IRegion word(ITextViewer viewer, int offset) {
    String text = viewer.getDocument().get();
    int start = Math.min(offset, text.length());
    int end = start;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return new Region(start, end - start);
  }

  @Override
  public IInformationControlCreator getHoverControlCreator() {
    return HoverControl.CREATOR;
  }
}
