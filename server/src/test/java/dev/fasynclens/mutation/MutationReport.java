package dev.fasynclens.mutation;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.fasynclens.cli.UnifiedDiff;
import dev.fasynclens.mutation.Verdict.Outcome;
import dev.fasynclens.review.Finding;
import dev.fasynclens.source.SourceText;
import dev.fasynclens.source.TextEdit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints what a run came to. */
record MutationReport(List<Tally> tallies, List<Verdict> verdicts) {
  /** Two tables: how many mistakes were found, and how many rewrites were complained about. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "%-36s %-24s %7s %6s %9s %6s %6s %7s %6s  %s%n"
            .formatted(
                "mistake",
                "rules",
                "planted",
                "found",
                "elsewhere",
                "missed",
                "recall",
                "already",
                "broken",
                "other findings"));
    for (Tally tally : tallies) {
      if (tally.planting().isMistake()) {
        text.append(
            "%-36s %-24s %7d %6d %9d %6d %5s%% %7d %6d  %s%n"
                .formatted(
                    tally.planting().name(),
                    rules(tally),
                    tally.planted(),
                    tally.count(Outcome.FOUND),
                    tally.count(Outcome.ELSEWHERE),
                    tally.count(Outcome.MISSED),
                    tally.planted() == 0 ? "-" : String.valueOf(tally.recall()),
                    tally.count(Outcome.ALREADY),
                    tally.count(Outcome.BROKEN),
                    others(tally)));
      }
    }
    text.append(
        "%n%-36s %7s %6s %6s  %s%n".formatted("rewrite", "planted", "false", "broken", "by rule"));
    for (Tally tally : tallies) {
      if (!tally.planting().isMistake()) {
        text.append(
            "%-36s %7d %6d %6d  %s%n"
                .formatted(
                    tally.planting().name(),
                    tally.planted(),
                    tally.disturbed(),
                    tally.count(Outcome.BROKEN),
                    others(tally)));
      }
    }
    return text.toString();
  }

  private static String rules(Tally tally) {
    return String.join(" ", new TreeSet<>(tally.planting().expected()));
  }

  private static String others(Tally tally) {
    return tally.others().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The same for programs. */
  void writeJson(Writer out) {
    try (JsonWriter json = new JsonWriter(out)) {
      json.setFormattingStyle(FormattingStyle.PRETTY);
      json.beginArray();
      for (Tally tally : tallies) {
        json.beginObject();
        json.name("name").value(tally.planting().name());
        json.name("mistake").value(tally.planting().isMistake());
        json.name("rules").beginArray();
        for (String rule : new TreeSet<>(tally.planting().expected())) {
          json.value(rule);
        }
        json.endArray();
        json.name("planted").value(tally.planted());
        for (Outcome outcome :
            List.of(
                Outcome.FOUND,
                Outcome.ELSEWHERE,
                Outcome.MISSED,
                Outcome.ALREADY,
                Outcome.BROKEN)) {
          json.name(outcome.name().toLowerCase(java.util.Locale.ROOT)).value(tally.count(outcome));
        }
        json.name("disturbed").value(tally.disturbed());
        json.name("others").beginObject();
        for (Map.Entry<String, Integer> other : tally.others().entrySet()) {
          json.name(other.getKey()).value(other.getValue());
        }
        json.endObject();
        json.endObject();
      }
      json.endArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mutants of one planting that did not come out as they should, as patches. */
  String failures(String planting) {
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      boolean failed =
          verdict.outcome() == Outcome.MISSED
              || verdict.outcome() == Outcome.ELSEWHERE
              || verdict.outcome() == Outcome.BROKEN
              || !verdict.others().isEmpty();
      if (failed && verdict.planting().name().equals(planting)) {
        text.append(failure(verdict)).append('\n');
      }
    }
    return text.toString();
  }

  private static String failure(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n".formatted(verdict.outcome(), verdict.mutant().idiom()));
    for (Finding finding : verdict.others()) {
      text.append(
          "  new: %s:%d %s %s%n"
              .formatted(
                  finding.place().text().name(),
                  finding.place().lineNumber(),
                  finding.rule().id(),
                  finding.message()));
    }
    Set<SourceText> texts = new LinkedHashSet<>();
    verdict.mutant().edits().forEach(edit -> texts.add(edit.text()));
    for (SourceText changed : texts) {
      List<TextEdit> edits =
          Edit.in(changed, verdict.mutant().edits()).stream()
              .map(edit -> new TextEdit(edit.span(), edit.replacement()))
              .toList();
      byte[] diff = UnifiedDiff.of(changed.name(), changed.copyBytes(), edits);
      text.append(new String(diff, StandardCharsets.UTF_8));
    }
    return text.toString();
  }
}
