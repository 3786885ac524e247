package dev.fasynclens.eclipse.markdown;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as the server writes it, for people. Markup within it stays text. */
public final class Markdown {
  private static final String SCHEME = "fasync-lens";
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Punct}&&[^.,:;()]]");
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer HTML =
      HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .escapeHtml(true)
          .sanitizeUrls(true)
          .urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", SCHEME)))
          .attributeProviderFactory(context -> Markdown::absolute)
          .build();

  private Markdown() {}

  /** Text as it is, with nothing in it that counts as markup. */
  public static String literal(String text) {
    return PUNCTUATION.matcher(text).replaceAll("\\\\$0");
  }

  /** The inside of a page's body. */
  public static String html(String markdown) {
    return HTML.render(PARSER.parse(markdown));
  }

  /** Text with the places of what is not plain in it. */
  public static StyledDocument styled(String markdown) {
    return StyledWriter.write(parse(markdown));
  }

  /** Links from page to page would lead nowhere in a page that has no address. */
  private static void absolute(Node node, String tag, Map<String, String> attributes) {
    attributes.computeIfPresent(
        "href", (key, link) -> ABSOLUTE.matcher(link).matches() ? link : SCHEME + ":" + link);
  }

  static Node parse(String markdown) {
    return PARSER.parse(markdown);
  }
}
