package dev.fasynclens.eclipse.mining;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.OpenDocument;
import dev.fasynclens.eclipse.document.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.codemining.AbstractCodeMiningProvider;
import org.eclipse.jface.text.codemining.ICodeMining;
import org.eclipse.jface.text.codemining.ICodeMiningProvider;
import org.eclipse.jface.text.codemining.LineContentCodeMining;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentIdentifier;

/** Draws the hints of the server within their lines. */
public final class HintMinings extends AbstractCodeMiningProvider {
  @Override
  public CompletableFuture<List<? extends ICodeMining>> provideCodeMinings(
      ITextViewer viewer, IProgressMonitor monitor) {
    OpenDocument document = FasyncLens.documents().of(viewer.getDocument()).orElse(null);
    if (document == null || !FasyncLens.preferences().showsHints()) {
      return null;
    }
    Range everything =
        new Range(
            new org.eclipse.lsp4j.Position(0, 0),
            new org.eclipse.lsp4j.Position(Integer.MAX_VALUE, 0));
    InlayHintParams asked =
        new InlayHintParams(new TextDocumentIdentifier(document.uri()), everything);
    return FasyncLens.host()
        .ask(server -> server.getTextDocumentService().inlayHint(asked))
        .<List<? extends ICodeMining>>thenApply(hints -> minings(document, hints))
        .exceptionally(failure -> List.of()); // why there is no server is told elsewhere
  }

  private List<ICodeMining> minings(OpenDocument document, List<InlayHint> hints) {
    List<ICodeMining> minings = new ArrayList<>();
    for (InlayHint hint : hints == null ? List.<InlayHint>of() : hints) {
      try {
        minings.add(
            new Hint(Positions.offset(document.document(), hint.getPosition()), hint, this));
      } catch (BadLocationException e) {
        // the text changed, and the hints are asked for again
      }
    }
    return minings;
  }

  private static final class Hint extends LineContentCodeMining {
    Hint(int offset, InlayHint hint, ICodeMiningProvider provider) {
      super(new Position(offset, 1), true, provider);
      setLabel(hint.getLabel().isLeft() ? " " + hint.getLabel().getLeft() + " " : "");
    }
  }
}
