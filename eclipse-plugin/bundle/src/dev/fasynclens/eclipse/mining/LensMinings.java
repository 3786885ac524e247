package dev.fasynclens.eclipse.mining;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.OpenDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.codemining.AbstractCodeMiningProvider;
import org.eclipse.jface.text.codemining.ICodeMining;
import org.eclipse.jface.text.codemining.ICodeMiningProvider;
import org.eclipse.jface.text.codemining.LineHeaderCodeMining;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.TextDocumentIdentifier;

/** Draws the lenses of the server above their lines. */
public final class LensMinings extends AbstractCodeMiningProvider {
  /** The command that shows what a notification does. */
  public static final String WHAT_HAPPENS = "fasyncLens.whatHappens";

  @Override
  public CompletableFuture<List<? extends ICodeMining>> provideCodeMinings(
      ITextViewer viewer, IProgressMonitor monitor) {
    OpenDocument document = FasyncLens.documents().of(viewer.getDocument()).orElse(null);
    if (document == null || !FasyncLens.preferences().showsLenses()) {
      return null;
    }
    CodeLensParams asked = new CodeLensParams(new TextDocumentIdentifier(document.uri()));
    return FasyncLens.host()
        .ask(server -> server.getTextDocumentService().codeLens(asked))
        .<List<? extends ICodeMining>>thenApply(lenses -> minings(document, lenses))
        .exceptionally(failure -> List.of()); // why there is no server is told elsewhere
  }

  private List<ICodeMining> minings(OpenDocument document, List<? extends CodeLens> lenses) {
    List<ICodeMining> minings = new ArrayList<>();
    for (CodeLens lens : lenses == null ? List.<CodeLens>of() : lenses) {
      try {
        if (lens.getCommand() != null) {
          minings.add(new Lens(document, lens, this));
        }
      } catch (BadLocationException e) {
        // the text changed, and the lenses are asked for again
      }
    }
    return minings;
  }

  private static final class Lens extends LineHeaderCodeMining {
    Lens(OpenDocument document, CodeLens lens, ICodeMiningProvider provider)
        throws BadLocationException {
      super(
          lens.getRange().getStart().getLine(),
          document.document(),
          provider,
          action(document, lens.getCommand()));
      setLabel(lens.getCommand().getTitle());
    }

    private static java.util.function.Consumer<org.eclipse.swt.events.MouseEvent> action(
        OpenDocument document, Command command) {
      Position position = position(command);
      return position == null
          ? null
          : event -> FasyncLens.views().showWhatHappens(document, position);
    }

    private static Position position(Command command) {
      if (!WHAT_HAPPENS.equals(command.getCommand())
          || command.getArguments() == null
          || command.getArguments().size() < 2
          || !(command.getArguments().get(0) instanceof JsonPrimitive)
          || !(command.getArguments().get(1) instanceof JsonObject place)) {
        return null;
      }
      return new Gson().fromJson((JsonElement) place, Position.class);
    }
  }
}
