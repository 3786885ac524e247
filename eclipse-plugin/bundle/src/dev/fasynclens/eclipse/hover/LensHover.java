package dev.fasynclens.eclipse.hover;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.Positions;
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
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.swt.widgets.Display;

/** What the server knows about the word under the pointer. */
public final class LensHover implements ITextHover, ITextHoverExtension, ITextHoverExtension2 {
  /** The pointer is asked about on a thread of its own; the cursor on that of the workbench. */
  private static final int PATIENCE_MILLIS = 3000;

  private static final int PATIENCE_OF_WORKBENCH_MILLIS = 500;

  @Override
  public Object getHoverInfo2(ITextViewer viewer, IRegion region) {
    return FasyncLens.documents()
        .of(viewer.getDocument())
        .flatMap(document -> ask(document, region.getOffset()))
        .orElse(null);
  }

  private static Optional<String> ask(OpenDocument document, int offset) {
    try {
      Position position = Positions.position(document.document(), offset);
      HoverParams asked =
          new HoverParams(new TextDocumentIdentifier(document.uri()), position);
      CompletableFuture<Hover> answer =
          FasyncLens.host().ask(server -> server.getTextDocumentService().hover(asked));
      int patience =
          Display.getCurrent() == null ? PATIENCE_MILLIS : PATIENCE_OF_WORKBENCH_MILLIS;
      return Optional.ofNullable(answer.get(patience, TimeUnit.MILLISECONDS))
          .map(Hover::getContents)
          .filter(contents -> contents.isRight())
          .map(contents -> contents.getRight().getValue());
    } catch (BadLocationException | ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
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
