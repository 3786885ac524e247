package dev.fasynclens.report;

import static dev.fasynclens.scenario.story.TestStories.HOSTILE;
import static dev.fasynclens.scenario.story.TestStories.READER;
import static dev.fasynclens.scenario.story.TestStories.WRONG_BAND;
import static dev.fasynclens.scenario.story.TestStories.and;
import static dev.fasynclens.scenario.story.TestStories.story;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.fasynclens.scenario.Scenario;
import dev.fasynclens.scenario.ScenarioFile;
import dev.fasynclens.scenario.ScenarioRunner;
import dev.fasynclens.scenario.story.Comparison;
import dev.fasynclens.scenario.story.Storyboard;
import dev.fasynclens.scenario.story.TestStories;
import dev.fasynclens.source.SourceText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoryRenderingsTest {
  private static final Storyboard PLAIN = story("A write", "6.1", and(READER, "m write w 1"));
  private static final Storyboard BUG = story("A BUG", "6.1", WRONG_BAND);
  private static final Storyboard MESS =
      story(HOSTILE, "6.1", List.of("m pipe <b>`|#;\"%%{-->>end} w", "m touch \u001B[31m<i>"));

  private static String text(Storyboard story, boolean verbose) throws IOException {
    StringBuilder out = new StringBuilder();
    new StoryText(Palette.PLAIN, 100, verbose, out).write(story);
    return out.toString();
  }

  private static String page(Storyboard... stories) throws IOException {
    StringBuilder out = new StringBuilder();
    StoryPage.write(List.of(stories), out);
    return out.toString();
  }

  private static String mermaid(Storyboard story) throws IOException {
    StringBuilder out = new StringBuilder();
    StoryMermaid.write(List.of(story), true, out);
    return out.toString();
  }

  private static String markdown(Storyboard story) throws IOException {
    StringBuilder out = new StringBuilder();
    new StoryMarkdown(false, out).write(story);
    return out.toString();
  }

  private static String json(Storyboard story) throws IOException {
    StringBuilder out = new StringBuilder();
    new StoryJson(out).write(List.of(new StoryJson.Run("x.json", story)));
    return out.toString();
  }

  // Text

  @Test
  void textTellsStepsCallsAndDecisions() throws IOException {
    Storyboard story = story("Closing", "6.1", List.of("m pipe r w", "m close r"));
    assertThat(text(story, false))
        .startsWith(
            """
            Closing
            Linux 6.1, as expected

            1  m pipe r w -> 0  r=3 w=4

            2  m close r -> 0
               __fput(file r)
                 * ->fasync is not called, because FASYNC is not set
            """)
        .endsWith("\nNobody gets a signal.\n");
  }

  @Test
  void textTellsLocksAndResultsOnlyWhenAsked() throws IOException {
    assertThat(text(PLAIN, false)).doesNotContain("read_lock", ") = ");
    assertThat(text(PLAIN, true))
        .contains("read_lock_irqsave fa_lock", "unlock siglock", "legacy_queue(sig SIGIO) = false");
  }

  @Test
  void textShowsWhereTheKernelGaveUp() throws IOException {
    assertThat(text(BUG, false))
        .contains(
            "[kworker] kill_fasync",
            "  does not return\n",
            "! BUG in send_sigio_to_task: the band 0 is no POLL_* code\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80})
  void textStaysWithinTheTerminal(int width) throws IOException {
    StringBuilder out = new StringBuilder();
    new StoryText(Palette.PLAIN, width, true, out).write(PLAIN);
    String longWords = out.toString().replaceAll("\\S{20,}", "x");
    assertThat(longWords.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(width + 1));
  }

  @Test
  void textComparesTwoVersions() throws IOException {
    StringBuilder out = new StringBuilder();
    Storyboard old = story("A BUG", "4.13", WRONG_BAND);
    new StoryText(Palette.PLAIN, 120, false, out).write(Comparison.of(old, BUG));
    assertThat(out.toString())
        .contains(
            "Linux 4.13  not as expected\n",
            "\n5  m async d on\n6  m kf d SIGIO 0 1 work\n",
            "\n   4.13  event: BUG in send_sigio_to_task: ",
            "\n   4.13  lock: fa_lock by spin_lock_irqsave\n",
            "\n   6.1   lock: fa_lock by read_lock_irqsave\n")
        .endsWith("Linux 6.1   BUG in send_sigio_to_task: the band 0 is no POLL_* code.\n");
  }

  // JSON

  @Test
  void stepsOfTheJsonAreAScenarioThatComesTrue() throws IOException {
    for (Storyboard story : List.of(PLAIN, BUG)) {
      JsonObject run =
          JsonParser.parseString(json(story))
              .getAsJsonObject()
              .getAsJsonArray("runs")
              .get(0)
              .getAsJsonObject();
      JsonObject scenario = new JsonObject();
      scenario.addProperty("title", "again");
      scenario.addProperty("about", "again");
      scenario.addProperty("kernels", "2.6.32..7.1");
      scenario.add("steps", run.get("steps"));
      ScenarioFile.Reading reading =
          ScenarioFile.read(SourceText.of("again.json", scenario.toString()));
      assertThat(reading.problems()).isEmpty();
      Scenario again = reading.scenario().orElseThrow();
      assertThat(ScenarioRunner.run(again, TestStories.version("6.1"), false).asExpected())
          .isTrue();
    }
  }

  @Test
  void jsonHoldsTheTraceStepByStep() throws IOException {
    assertThat(json(PLAIN))
        .contains(
            "{\"step\": 5, \"depth\": 0, \"context\": \"m\", \"event\": \"enter\","
                + " \"function\": \"pipe_write\", \"file\": \"fs/pipe.c\", \"arguments\": [",
            "\"decision\": \"a plain SIGIO is sent\", \"because\": \"F_SETSIG was not used\"}",
            "\"mismatches\": [{\"step\": 5, \"message\": \"returns 1 instead of 0\"}]");
  }

  // Markdown

  @Test
  void markdownFencesTheCalls() throws IOException {
    assertThat(markdown(PLAIN))
        .startsWith("# A write\n\nA write\n\nLinux 6.1, not as expected: **m gets SIGIO")
        .contains("\n## 5. `m write w 1`\n", "\n```text\npipe_write(");
  }

  @Test
  void foreignTextStaysTextInMarkdown() throws IOException {
    String markdown = markdown(MESS);
    assertThat(markdown).doesNotContain("\u001B", "\u202E");
    assertThat(MarkdownText.plain(HOSTILE))
        .startsWith("\\</script\\>\\<img src=x onerror=alert(1)\\>")
        .contains("\\`\\*\\_\\|\\#;", "\\[x\\](http\\://x)");
    assertThat(MarkdownText.code("a`b``c")).isEqualTo("```a`b``c```");
    assertThat(MarkdownText.code("`a")).isEqualTo("`` `a ``");
    assertThat(MarkdownText.block("x```y")).isEqualTo("````text\nx```y\n````\n");
  }

  // Mermaid

  private static final Pattern STATEMENT =
      Pattern.compile(
          "sequenceDiagram"
              + "|    title [^#;\\n]+(#\\d+;[^#;\\n]*)*"
              + "|    (actor|participant) [a-z]+\\d* as TEXT"
              + "|    [a-z]+\\d*(->>|-->>)[a-z]+\\d*: TEXT"
              + "|    Note over [a-z]+\\d*(,[a-z]+\\d*)?: TEXT"
              + "|    rect rgba\\(220, 30, 30, 0\\.25\\)"
              + "|    end");

  @Test
  void mermaidIsValid() throws IOException {
    for (Storyboard story : List.of(PLAIN, BUG, MESS)) {
      Set<String> known = new HashSet<>();
      int open = 0;
      for (String line : mermaid(story).split("\n", -1)) {
        String bare = line.replaceAll("#\\d{2,7};", "");
        assertThat(bare).doesNotContainPattern("[#;\"<{}\\[\\]|&%`\u001B]");
        String shape = line.replaceFirst("(: | as ).*", "$1TEXT");
        assertThat(shape.replaceAll("#\\d+;", "x"))
            .matches(shape.isEmpty() ? "" : STATEMENT.pattern());
        Matcher declared = Pattern.compile(" (?:actor|participant) (\\S+) as .+").matcher(line);
        if (declared.find()) {
          known.add(declared.group(1));
        }
        Matcher used = Pattern.compile("^ {4}(\\w+)--?>>(\\w+): .+").matcher(line);
        if (used.find()) {
          assertThat(known).contains(used.group(1), used.group(2));
        }
        open += line.startsWith("    rect") ? 1 : line.equals("    end") ? -1 : 0;
        assertThat(open).isBetween(0, 1);
      }
      assertThat(open).isZero();
    }
  }

  @Test
  void mermaidStopsBeforeMermaidDoes() throws IOException {
    List<String> steps = new ArrayList<>(READER);
    for (int i = 0; i < 60; i++) {
      steps.add("m write w 1");
    }
    String diagram = mermaid(story("long", "6.1", steps));
    assertThat(diagram.length()).isLessThan(50_000);
    assertThat(diagram).containsPattern("more steps, which are too much for one diagram\n$");
  }

  // HTML

  @Test
  void thePageLetsNothingInAndNothingOut() throws IOException {
    for (String page : List.of(page(PLAIN), page(MESS), page(BUG, BUG))) {
      assertThat(page)
          .containsPattern(
              "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                  + " style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'sha256-[A-Za-z0-9+/]{43}=';"
                  + " base-uri 'none'; form-action 'none'\"")
          .doesNotContainPattern("(?i)(src|srcset|action|formaction|xlink:href|poster|data)=[\"']")
          .doesNotContainPattern("(?i)href=\"(?!#)")
          .doesNotContainPattern("(?i)\\son\\w+=\"|style=\"|@import|url\\(|<base|<iframe|<object");
      assertThat(page.split("<script>", -1)).hasSize(2);
      assertThat(page.split("</script>", -1)).hasSize(2);
    }
  }

  @Test
  void foreignTextStaysTextInThePage() throws IOException {
    assertThat(page(MESS))
        .doesNotContain("<img", "<b>", "<i>", "\u001B", "\u202E")
        .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;amp;");
  }

  @Test
  void thePageIsWellFormed() throws IOException {
    for (String page :
        List.of(page(PLAIN), page(BUG), page(PLAIN, story("A write", "2.6.32", READER)))) {
      Matcher ids = Pattern.compile("\\sid=\"([^\"]+)\"").matcher(page);
      Set<String> seen = new HashSet<>();
      while (ids.find()) {
        assertThat(seen.add(ids.group(1))).as(ids.group(1)).isTrue();
      }
      Matcher references = Pattern.compile("(aria-labelledby|href)=\"#?([^\"]+)\"").matcher(page);
      while (references.find()) {
        assertThat(seen).contains(references.group(2));
      }
      Matcher headings = Pattern.compile("<h([1-6])").matcher(page);
      int last = 0;
      while (headings.find()) {
        int level = Integer.parseInt(headings.group(1));
        assertThat(level).isLessThanOrEqualTo(last + 1);
        last = level;
      }
      assertThat(page).containsOnlyOnce("<h1>").containsOnlyOnce("<main").contains("lang=\"en\"");
      List<String> open = new ArrayList<>();
      String markup = page.replaceAll("(?s)<(style|script)>.*?</\\1>", "");
      Matcher tags = Pattern.compile("<(/?)([a-z][a-z0-9]*)[^>]*>").matcher(markup);
      while (tags.find()) {
        if (Set.of("meta", "input").contains(tags.group(2))) {
          continue;
        }
        if (tags.group(1).isEmpty()) {
          open.add(tags.group(2));
        } else {
          assertThat(open.removeLast()).isEqualTo(tags.group(2));
        }
      }
      assertThat(open).isEmpty();
    }
  }

  @Test
  void thePageSaysOnTopWhatItComesDownTo() throws IOException {
    assertThat(page(BUG))
        .contains(
            "<p class=\"outcome bad\"><strong>BUG in send_sigio_to_task:"
                + " the band 0 is no POLL_* code.</strong>");
    assertThat(page(PLAIN)).contains("<p class=\"outcome\"><strong>m gets SIGIO");
  }

  @Test
  void thePageShowsWhatDiffers() throws IOException {
    Storyboard old = story("A write", "2.6.32", and(READER, "m write w 1"));
    assertThat(page(old, PLAIN))
        .contains("<th scope=\"col\">2.6.32</th><th scope=\"col\">6.1</th>")
        .contains("<td>__send_signal</td><td>__send_signal_locked</td>");
  }

  @Test
  void foreignTextCannotControlTheTerminal() throws IOException {
    assertThat(text(MESS, true)).doesNotContain("\u001B", "\u202E").contains("\u241B[31m");
  }
}
