package dev.fasynclens.report;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.scenario.Event;
import dev.fasynclens.scenario.EventWords;
import dev.fasynclens.scenario.story.Comparison;
import dev.fasynclens.scenario.story.Panel;
import dev.fasynclens.scenario.story.Storyboard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Storyboards as one page that needs nothing else: a document to read, and with a script that the
 * page itself holds, a story to step through. Its policy lets a browser run and load nothing but
 * that script and its style.
 */
public final class StoryPage {
  private final Appendable out;
  private final List<Storyboard> stories;
  private final Optional<Comparison> comparison;

  private StoryPage(List<Storyboard> stories, Appendable out) {
    this.stories = stories;
    this.out = out;
    this.comparison =
        stories.size() == 2
            ? Optional.of(Comparison.of(stories.getFirst(), stories.getLast()))
            : Optional.empty();
  }

  /**
   * Writes a page.
   *
   * @param stories one, or two of the same scenario to compare
   */
  public static void write(List<Storyboard> stories, Appendable out) throws IOException {
    new StoryPage(stories, out).write();
  }

  private void write() throws IOException {
    String style = resource("story.css");
    String script = resource("story.js");
    String title = Html.text(stories.getFirst().scenario().title());
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
    out.append(" style-src '").append(hash(style)).append("';");
    out.append(" script-src '").append(hash(script)).append("';");
    out.append(" base-uri 'none'; form-action 'none'\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.append("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.append("<title>").append(title).append("</title>\n");
    out.append("<style>").append(style).append("</style>\n</head>\n<body>\n");
    out.append("<a class=\"skip\" href=\"#story\">Skip to the steps</a>\n");
    header(title);
    controls();
    stage();
    out.append("<footer><p>Computed by running the scenario on a model of the kernel");
    out.append(seen()).append(".</p></footer>\n");
    out.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
  }

  private String seen() {
    List<String> versions = new ArrayList<>();
    for (KernelVersion each : stories.getFirst().scenario().seen()) {
      versions.add(each.toString());
    }
    return versions.isEmpty()
        ? ""
        : ". Real kernels that were seen to do what the scenario says: "
            + Html.text(String.join(", ", versions));
  }

  private void header(String title) throws IOException {
    out.append("<header>\n<p class=\"brand\">Fasync Lens story</p>\n");
    out.append("<h1>").append(title).append("</h1>\n<div class=\"outcomes\">\n");
    for (Storyboard story : stories) {
      boolean wrong = story.verdict() == Storyboard.Verdict.NOT_AS_EXPECTED;
      out.append("<p class=\"outcome").append(story.ending().bad() ? " bad" : "").append("\">");
      out.append("<strong>").append(Html.text(story.ending().sentence())).append(".</strong>");
      out.append("<span class=\"verdict").append(wrong ? " wrong" : "").append("\">Linux ");
      out.append(story.version().toString()).append(", ").append(story.verdict().text());
      out.append("</span></p>\n");
    }
    out.append("</div>\n<p class=\"about\">");
    out.append(Html.text(stories.getFirst().scenario().about()));
    out.append("</p>\n</header>\n");
  }

  private void controls() throws IOException {
    out.append("<nav class=\"controls\" aria-label=\"Steps\">\n");
    button("first", "", "To the start");
    button("back", "", "Back");
    button("forward", " class=\"main\"", "Forward");
    button("all", "", "Show all");
    out.append("<ol class=\"stations\">\n");
    for (int step = 1; step <= steps(); step++) {
      out.append("<li><button type=\"button\"");
      out.append(isTroubled(step) ? " class=\"trouble\"" : "");
      out.append(" aria-label=\"Step ").append(String.valueOf(step)).append(": ");
      out.append(Html.text(textOf(step))).append("\">").append(String.valueOf(step));
      out.append("</button></li>\n");
    }
    out.append("</ol>\n<span class=\"keys\"><kbd>&larr;</kbd> <kbd>&rarr;</kbd>");
    out.append(" <kbd>Home</kbd> <kbd>End</kbd></span>\n</nav>\n");
    out.append("<section class=\"options\" aria-label=\"What is shown\">\n");
    if (comparison.isEmpty()) {
      option("slowly", " needs-js", "Go call by call");
    } else {
      out.append("<input type=\"checkbox\" id=\"slowly\" hidden>\n");
    }
    option("details", "", "Show locks and results");
    out.append("</section>\n");
  }

  private void button(String id, String attributes, String text) throws IOException {
    out.append("<button type=\"button\" id=\"").append(id).append('"').append(attributes);
    out.append('>').append(text).append("</button>\n");
  }

  private void option(String id, String classes, String text) throws IOException {
    out.append("<label class=\"option").append(classes).append("\"><input type=\"checkbox\" id=\"");
    out.append(id).append("\"> ").append(text).append("</label>\n");
  }

  private int steps() {
    return Math.max(stories.getFirst().panels().size(), stories.getLast().panels().size());
  }

  private Optional<Panel> panel(Storyboard story, int step) {
    return step <= story.panels().size()
        ? Optional.of(story.panels().get(step - 1))
        : Optional.empty();
  }

  private String textOf(int step) {
    return panel(stories.getFirst(), step)
        .or(() -> panel(stories.getLast(), step))
        .map(Panel::text)
        .orElse("");
  }

  private boolean isTroubled(int step) {
    for (Storyboard story : stories) {
      Optional<Panel> panel = panel(story, step);
      if (panel.isPresent()
          && (panel.get().mismatch().isPresent()
              || panel.get().outcome().events().stream()
                  .anyMatch(Event.Complaint.class::isInstance))) {
        return true;
      }
    }
    return false;
  }

  private void stage() throws IOException {
    boolean single = comparison.isEmpty();
    out.append("<div class=\"stage").append(single ? " single" : "").append("\" id=\"stage\">\n");
    out.append("<main id=\"story\">\n");
    out.append("<p class=\"unseen\" id=\"said\" aria-live=\"polite\"></p>\n");
    for (int step = 1; step <= steps(); step++) {
      step(step);
    }
    out.append("</main>\n");
    if (single) {
      out.append("<aside class=\"now\" aria-labelledby=\"now-title\">\n");
      out.append("<h2 id=\"now-title\">State</h2>\n");
      out.append(
          "<p id=\"state-empty\">Nothing has changed yet.</p>\n<dl id=\"state-now\"></dl>\n");
      out.append("<h3>Last signal</h3>\n");
      out.append(
          "<p id=\"signal-empty\">None so far.</p>\n<dl id=\"signal-now\"></dl>\n</aside>\n");
    }
    out.append("</div>\n");
  }

  private void step(int step) throws IOException {
    String number = String.valueOf(step);
    out.append("<section class=\"step\" id=\"step-").append(number);
    out.append("\" aria-labelledby=\"title-").append(number).append("\" data-summary=\"");
    out.append(Html.text(summary(step))).append("\">\n<h2 id=\"title-").append(number);
    out.append("\"><span class=\"number\">").append(number).append("</span> <code>");
    out.append(Html.text(textOf(step))).append("</code>");
    if (comparison.isEmpty()) {
      returns(stories.getFirst().panels().get(step - 1));
    }
    out.append("</h2>\n");
    List<Comparison.Difference> differences =
        comparison.isPresent() ? comparison.get().steps().get(step - 1).differences() : List.of();
    differences(differences);
    out.append("<div class=\"sides\">\n");
    for (Storyboard story : stories) {
      Optional<Panel> panel = panel(story, step);
      if (panel.isPresent()) {
        out.append("<div>\n");
        if (comparison.isPresent()) {
          out.append("<h3>Linux ").append(story.version().toString());
          returns(panel.get());
          out.append("</h3>\n");
        }
        side(panel.get(), marked(differences));
        out.append("</div>\n");
      }
    }
    out.append("</div>\n</section>\n");
  }

  private String summary(int step) {
    List<String> parts = new ArrayList<>();
    for (Storyboard story : stories) {
      panel(story, step).ifPresent(panel -> parts.add(summary(story, panel)));
    }
    return textOf(step) + ". " + String.join(". ", parts);
  }

  private String summary(Storyboard story, Panel panel) {
    List<String> parts = new ArrayList<>();
    if (!panel.outcome().returns().isEmpty()) {
      parts.add("returns " + panel.outcome().returns());
    }
    for (Event event : panel.outcome().events()) {
      parts.add(EventWords.of(event));
    }
    return (comparison.isPresent() ? "On " + story.version() + ": " : "")
        + String.join("; ", parts);
  }

  /** The functions that are to be marked, because the other version has them not or otherwise. */
  private static Set<String> marked(List<Comparison.Difference> differences) {
    Set<String> result = new TreeSet<>();
    for (Comparison.Difference each : differences) {
      if (each.aspect() == Comparison.Aspect.CALL || each.aspect() == Comparison.Aspect.NAME) {
        result.add(each.first());
        result.add(each.second());
      }
    }
    return result;
  }

  private void returns(Panel panel) throws IOException {
    String returns = panel.outcome().returns();
    if (!returns.isEmpty()) {
      out.append(" <span class=\"returns\"><span aria-hidden=\"true\">&rarr;</span>");
      out.append("<span class=\"unseen\">returns</span> ").append(Html.text(returns));
      if (!panel.outcome().out().isEmpty()) {
        out.append(", prints ").append(Html.text(panel.outcome().out()));
      }
      out.append("</span>");
    }
  }

  private void differences(List<Comparison.Difference> differences) throws IOException {
    if (differences.isEmpty()) {
      return;
    }
    out.append("<table class=\"differences\">\n<caption>What differs</caption>\n<thead><tr>");
    out.append("<td></td>");
    for (Storyboard story : stories) {
      out.append("<th scope=\"col\">").append(story.version().toString()).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (Comparison.Difference each : differences) {
      out.append("<tr><th scope=\"row\">").append(each.aspect().text()).append("</th><td>");
      out.append(Html.text(each.first())).append("</td><td>");
      out.append(Html.text(each.second())).append("</td></tr>\n");
    }
    out.append("</tbody>\n</table>\n");
  }

  private void side(Panel panel, Set<String> marked) throws IOException {
    if (!panel.happenings().isEmpty()) {
      new StorySequence(marked, out).write(panel);
    }
    List<Event> events = new ArrayList<>(panel.outcome().events());
    if (!panel.happenings().isEmpty()) {
      events.removeIf(Event.Complaint.class::isInstance); // they stand where they happened
    }
    if (!events.isEmpty() || panel.mismatch().isPresent()) {
      out.append("<ul class=\"events afterwards\">\n");
      for (Event event : events) {
        boolean bad = event instanceof Event.Complaint;
        out.append("<li").append(bad ? " class=\"bad\"" : "").append('>');
        out.append(Html.text(EventWords.of(event))).append("</li>\n");
      }
      if (panel.mismatch().isPresent()) {
        out.append("<li class=\"mismatch\">Not as expected: ");
        out.append(Html.text(panel.mismatch().get())).append("</li>\n");
      }
      out.append("</ul>\n");
    }
    if (!panel.state().isEmpty()) {
      out.append("<details class=\"state afterwards\"><summary>State afterwards</summary>\n<dl>\n");
      for (Map.Entry<String, String> each : panel.state().entrySet()) {
        out.append("<dt>").append(Html.text(each.getKey())).append("</dt><dd>");
        out.append(Html.text(each.getValue())).append("</dd>\n");
      }
      out.append("</dl></details>\n");
    }
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = StoryPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the program");
      }
      // Whoever checked it out may have other line ends, and the policy counts every byte.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
