package dev.fasynclens.lsp;

import dev.fasynclens.explain.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SignatureInformation;

/** Answers {@code textDocument/signatureHelp}. */
final class SignatureHelps {
  private final Reviews reviews;
  private final Positions positions;

  SignatureHelps(Reviews reviews, Positions positions) {
    this.reviews = reviews;
    this.positions = positions;
  }

  CompletableFuture<SignatureHelp> answer(SignatureHelpParams asked) {
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    return reviews.askFacts(
        "signature help", name, examined -> help(examined, asked.getPosition()), Reviews.none());
  }

  private SignatureHelp help(Examined examined, Position position) {
    OptionalInt offset = positions.pointed(examined.text(), position);
    if (offset.isEmpty()) {
      return Reviews.none();
    }
    return Signatures.at(examined.module(), examined.file(), offset.getAsInt(), examined.target())
        .map(SignatureHelps::help)
        .orElseGet(Reviews::none);
  }

  private static SignatureHelp help(Signatures.Signature signature) {
    List<ParameterInformation> parameters = new ArrayList<>();
    for (Signatures.Parameter each : signature.parameters()) {
      parameters.add(new ParameterInformation(each.label(), each.documentation()));
    }
    SignatureInformation shown =
        new SignatureInformation(signature.label(), signature.documentation(), parameters);
    return new SignatureHelp(List.of(shown), 0, signature.active());
  }
}
