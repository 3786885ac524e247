package dev.fasynclens.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.review.ConfigurationFile;
import dev.fasynclens.review.Finding;
import dev.fasynclens.review.Fix;
import dev.fasynclens.review.FixPlan;
import dev.fasynclens.review.RuleCatalog;
import dev.fasynclens.review.Suppressions;
import dev.fasynclens.review.repair.AsynchronousNotification;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.Span;
import dev.fasynclens.source.TextEdit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionDisabled;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code textDocument/codeAction}: repairs, ways not to hear of a finding again, and what
 * adds fasync to a driver.
 */
final class CodeActions {
  /** The kind of the action that makes all safe repairs of a file. */
  static final String FIX_ALL = "source.fixAll.fasyncLens";

  private static final String NOTIFICATION = "notification";

  private static final String REASON = "reason";

  private final Client client;
  private final Workspace workspace;
  private final Projects projects;
  private final Reviews reviews;
  private final Positions positions;
  private final DiagnosticConverter converter;
  private final WorkspaceEdits edits;

  CodeActions(
      Client client,
      Documents documents,
      Workspace workspace,
      Projects projects,
      Reviews reviews,
      Positions positions,
      DiagnosticConverter converter) {
    this.client = client;
    this.workspace = workspace;
    this.projects = projects;
    this.reviews = reviews;
    this.positions = positions;
    this.converter = converter;
    this.edits = new WorkspaceEdits(client, documents, positions);
  }

  CompletableFuture<List<Either<Command, CodeAction>>> answer(CodeActionParams asked) {
    if (!client.hasCodeActionLiterals()) {
      return CompletableFuture.completedFuture(List.of());
    }
    String name = DocumentUris.nameOf(asked.getTextDocument().getUri());
    Range _ = Positions.required(asked.getRange()); // who forgot it is told so
    CompletableFuture<List<CodeAction>> repairs =
        reviews.ask(name, review -> actions(review, asked), List.of());
    CompletableFuture<List<CodeAction>> refactorings =
        reviews.askFacts(
            "textDocument/codeAction", name, examined -> refactorings(examined, asked), List.of());
    CompletableFuture<List<Either<Command, CodeAction>>> answer =
        repairs.thenCombine(
            refactorings,
            (first, second) ->
                Stream.concat(first.stream(), second.stream())
                    .map(Either::<Command, CodeAction>forRight)
                    .toList());
    CompletableFuture<?> _ =
        answer.whenComplete(
            (_, _) -> {
              repairs.cancel(false); // without effect unless nobody waits any more
              refactorings.cancel(false);
            });
    return answer;
  }

  private List<CodeAction> refactorings(Examined examined, CodeActionParams asked) {
    List<String> only = asked.getContext() == null ? null : asked.getContext().getOnly();
    Span range = positions.span(examined.text(), asked.getRange());
    return isAskedFor(CodeActionKind.RefactorRewrite, only)
        ? notification(examined, range).stream().toList()
        : List.of();
  }

  private Optional<CodeAction> notification(Examined examined, Span range) {
    CodeAction action = new CodeAction(AsynchronousNotification.TITLE);
    action.setKind(CodeActionKind.RefactorRewrite);
    return offer(examined, range)
        .flatMap(
            offer ->
                switch (offer) {
                  case AsynchronousNotification.Possible(Fix fix) -> {
                    JsonObject data = identity(examined.document(), NOTIFICATION);
                    data.addProperty("start", range.start());
                    data.addProperty("end", range.end());
                    finish(action, data, () -> Optional.of(edits.of(fix)));
                    yield Optional.of(action);
                  }
                  case AsynchronousNotification.Impossible(String reason)
                      when client.showsDisabledActions() -> {
                    action.setDisabled(new CodeActionDisabled(reason));
                    yield Optional.of(action);
                  }
                  case AsynchronousNotification.Impossible _ -> Optional.empty();
                });
  }

  private static Optional<AsynchronousNotification.Offer> offer(Examined examined, Span range) {
    return AsynchronousNotification.in(
        examined.module(), examined.file(), range, examined.target());
  }

  /** Fills in the edit of the refactoring, if the text is still such that it can be made. */
  private CompletableFuture<CodeAction> resolveNotification(CodeAction action, JsonObject data) {
    int start = number(data, "start");
    int end = number(data, "end");
    if (start < 0 || end < start) {
      return CompletableFuture.completedFuture(action);
    }
    return reviews.askFacts(
        "codeAction/resolve",
        DocumentUris.nameOf(text(data, "uri")),
        examined -> {
          offer(examined, new Span(start, end))
              .filter(AsynchronousNotification.Possible.class::isInstance)
              .map(AsynchronousNotification.Possible.class::cast)
              .ifPresent(possible -> action.setEdit(edits.of(possible.fix())));
          return action;
        },
        action);
  }

  private List<CodeAction> actions(DocumentReview review, CodeActionParams asked) {
    List<String> only = asked.getContext() == null ? null : asked.getContext().getOnly();
    SourceText text = review.document().text();
    Span range = positions.span(text, asked.getRange());
    List<CodeAction> actions = new ArrayList<>();
    if (isAskedFor(CodeActionKind.QuickFix, only)) {
      List<Finding> here =
          review.findings().stream().filter(f -> touches(f.place().span(), range)).toList();
      here.forEach(finding -> addFixes(review, finding, actions));
      here.forEach(finding -> addSuppressions(review, finding, actions));
    }
    if (isAskedFor(FIX_ALL, only)) {
      List<TextEdit> all = all(review);
      if (!all.isEmpty()) {
        CodeAction action = new CodeAction("Make all safe repairs of Fasync Lens");
        action.setKind(FIX_ALL);
        finish(
            action, identity(review.document(), FIX_ALL), () -> Optional.of(edits.of(text, all)));
        actions.add(action);
      }
    }
    return actions;
  }

  /** Fills in the edit of an action; without one if what it was for is no longer there. */
  CompletableFuture<CodeAction> resolve(CodeAction action) {
    if (action.getEdit() != null || !(action.getData() instanceof JsonObject data)) {
      return CompletableFuture.completedFuture(action);
    }
    if (text(data, "kind").equals(NOTIFICATION)) {
      return resolveNotification(action, data);
    }
    return reviews.ask(
        DocumentUris.nameOf(text(data, "uri")),
        review -> {
          edit(review, data).ifPresent(action::setEdit);
          return action;
        },
        action);
  }

  private void addFixes(DocumentReview review, Finding finding, List<CodeAction> actions) {
    for (int i = 0; i < finding.fixes().size(); i++) {
      Fix fix = finding.fixes().get(i);
      JsonObject data = identity(review, "fix", finding);
      data.addProperty("fix", i);
      CodeAction action = forFinding(fix.title(), review, finding);
      action.setIsPreferred(i == preferred(finding));
      finish(action, data, () -> Optional.of(edits.of(fix)));
      actions.add(action);
    }
  }

  /** The place of the first safe repair. */
  private static int preferred(Finding finding) {
    int first = 0;
    while (first < finding.fixes().size() && !finding.fixes().get(first).isSafe()) {
      first++;
    }
    return first;
  }

  private void addSuppressions(DocumentReview review, Finding finding, List<CodeAction> actions) {
    String rule = finding.rule().id();
    boolean tool = finding.rule().family().equals(RuleCatalog.TOOL_FAMILY);
    if (!tool) {
      CodeAction here = forFinding("Suppress " + rule + " here, with a reason", review, finding);
      finish(here, identity(review, "suppress", finding), () -> suppression(review, finding));
      actions.add(here);
    }
    if (switchingOff(review, finding).isPresent()) {
      CodeAction off =
          forFinding("Switch " + rule + " off in " + ConfigurationFile.NAME, review, finding);
      finish(off, identity(review, "configure", finding), () -> switchingOff(review, finding));
      actions.add(off);
    }
  }

  private CodeAction forFinding(String title, DocumentReview review, Finding finding) {
    CodeAction action = new CodeAction(title);
    action.setKind(CodeActionKind.QuickFix);
    action.setDiagnostics(List.of(converter.of(finding, review.known().contains(finding))));
    return action;
  }

  private interface Edit {
    Optional<WorkspaceEdit> get();
  }

  /** Gives an action its edit, or what is needed to ask for it later. */
  private void finish(CodeAction action, JsonObject data, Edit edit) {
    if (client.resolvesEdits()) {
      action.setData(data);
    } else {
      edit.get().ifPresent(action::setEdit);
    }
  }

  private Optional<WorkspaceEdit> edit(DocumentReview review, JsonObject data) {
    String kind = text(data, "kind");
    if (kind.equals(FIX_ALL)) {
      List<TextEdit> all = all(review);
      return all.isEmpty()
          ? Optional.empty()
          : Optional.of(edits.of(review.document().text(), all));
    }
    Optional<Finding> finding =
        review.findings().stream()
            .filter(f -> f.rule().id().equals(text(data, "rule")))
            .filter(f -> f.place().span().start() == number(data, "start"))
            .filter(f -> f.place().span().end() == number(data, "end"))
            .findFirst();
    return finding.flatMap(
        found ->
            switch (kind) {
              case "fix" -> {
                int index = number(data, "fix");
                boolean there = index >= 0 && index < found.fixes().size();
                yield there
                    ? Optional.of(edits.of(found.fixes().get(index)))
                    : Optional.<WorkspaceEdit>empty();
              }
              case "suppress" -> suppression(review, found);
              case "configure" -> switchingOff(review, found);
              default -> Optional.empty();
            });
  }

  /** The repairs that {@code lint --fix} would make in this file. */
  private static List<TextEdit> all(DocumentReview review) {
    SourceText text = review.document().text();
    FixPlan plan = FixPlan.of(review.fresh(), List.of(text));
    return plan.files().contains(text.name()) ? plan.edits(text.name()) : List.of();
  }

  private Optional<WorkspaceEdit> suppression(DocumentReview review, Finding finding) {
    SourceText text = review.document().text();
    List<Span> comments =
        review
            .module()
            .flatMap(m -> m.files().stream().filter(f -> f.source().equals(text)).findFirst())
            .map(file -> file.tree().comments())
            .orElse(List.of());
    TextEdit plain = Suppressions.comment(finding, comments, REASON);
    if (!client.hasSnippetEdits()) {
      return Optional.of(edits.of(text, List.of(plain)));
    }
    String snippet =
        plain.replacement().replace("\\", "\\\\").replace("-- " + REASON, "-- ${1:" + REASON + "}");
    return Optional.of(edits.snippet(text, new TextEdit(plain.span(), snippet)));
  }

  private Optional<WorkspaceEdit> switchingOff(DocumentReview review, Finding finding) {
    Optional<Path> file = projects.configurationFile(review.document().name());
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String name = file.get().toString().replace('\\', '/');
    Optional<SourceText> text = workspace.read(name);
    String rule = finding.rule().id();
    if (text.isEmpty()) {
      return client.createsFiles() && !file.get().toFile().exists()
          ? Optional.of(edits.creation(name, ConfigurationFile.switchingOff(rule)))
          : Optional.empty();
    }
    return ConfigurationFile.switchOff(text.get(), rule)
        .map(edit -> edits.of(text.get(), List.of(edit)));
  }

  private static JsonObject identity(DocumentReview review, String kind, Finding finding) {
    JsonObject data = identity(review.document(), kind);
    data.addProperty("rule", finding.rule().id());
    data.addProperty("start", finding.place().span().start());
    data.addProperty("end", finding.place().span().end());
    return data;
  }

  private static JsonObject identity(Documents.Document document, String kind) {
    JsonObject data = new JsonObject();
    data.addProperty("kind", kind);
    data.addProperty("uri", document.uri());
    return data;
  }

  private static String text(JsonObject data, String key) {
    JsonElement value = data.get(key);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static int number(JsonObject data, String key) {
    JsonElement value = data.get(key);
    boolean number =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return number ? value.getAsInt() : -1;
  }

  /** A kind is asked for by its own name or by one that contains it. */
  private static boolean isAskedFor(String kind, @Nullable List<String> only) {
    return only == null
        || only.isEmpty()
        || only.stream().anyMatch(k -> kind.equals(k) || kind.startsWith(k + ".") || k.isEmpty());
  }

  private static boolean touches(Span finding, Span range) {
    return finding.start() <= range.end() && range.start() <= finding.end();
  }
}
