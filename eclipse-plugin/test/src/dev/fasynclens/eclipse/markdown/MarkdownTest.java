package dev.fasynclens.eclipse.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fasynclens.eclipse.markdown.StyledDocument.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownTest {
  private static String styledAs(StyledDocument document, Kind kind) {
    List<String> found =
        document.spans().stream()
            .filter(span -> span.kind() == kind)
            .map(span -> document.text().substring(span.start(), span.end()))
            .toList();
    return String.join("|", found);
  }

  @Test
  void markupBecomesStyle() {
    StyledDocument document =
        Markdown.styled("# The `kill_fasync`\n\n**Signals** the *owner*, by `SIGIO`.\n");
    assertEquals("The kill_fasync\n\nSignals the owner, by SIGIO.", document.text());
    assertEquals("The kill_fasync", styledAs(document, Kind.HEADING));
    assertEquals("Signals", styledAs(document, Kind.STRONG));
    assertEquals("owner", styledAs(document, Kind.EMPHASIS));
    assertEquals("kill_fasync|SIGIO", styledAs(document, Kind.CODE));
  }

  @Test
  void listsAreIndentedAndNumbered() {
    StyledDocument document = Markdown.styled("Before\n\n- a\n- b\n  - c\n\n1. d\n2. e\n");
    assertEquals("Before\n\n •  a\n •  b\n     •  c\n\n 1.  d\n 2.  e", document.text());
  }

  @Test
  void tablesAreSetInColumns() {
    StyledDocument document =
        Markdown.styled("| `si_code` | band |\n|---|---|\n| `POLL_IN` | 0x41 |\n| `-` | 0 |\n");
    assertEquals("si_code   band\nPOLL_IN   0x41\n-         0", document.text());
    assertEquals(document.text(), styledAs(document, Kind.BLOCK));
    assertEquals("si_code   band", styledAs(document, Kind.STRONG));
  }

  @Test
  void codeKeepsItsLines() {
    StyledDocument document = Markdown.styled("```c\nif (a)\n\tb();\n```\n\nafter\n");
    assertEquals("if (a)\n        b();\n\nafter", document.text());
  }

  @Test
  void linksCanBeFound() {
    StyledDocument document =
        Markdown.styled("Calls [`setfl`](fasync-lens:/6.1/setfl.md) and more.");
    assertEquals(Optional.of("fasync-lens:/6.1/setfl.md"), document.linkAt(7));
    assertEquals(Optional.empty(), document.linkAt(2));
    assertEquals(Optional.empty(), document.linkAt(11));
  }

  @Test
  void markupWithinTheTextStaysText() {
    String hostile = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) <b>y</b>";
    assertTrue(Markdown.styled(hostile).text().contains("<img src=x onerror=alert(1)>"));
    String html = Markdown.html(hostile);
    assertFalse(html.contains("<img"), html);
    assertFalse(html.contains("<b>"), html);
    assertFalse(html.contains("javascript:"), html);
  }

  @Test
  void literalTextIsShownAsItIs() {
    String text = "A POLL_* code: [x](y), `z` <b> #1 & 'q' a\\b 1. 2..3 |";
    assertEquals(text, Markdown.styled(Markdown.literal(text)).text());
  }

  @Test
  void pagesHaveTablesAndLinksThatLeadSomewhere() {
    String html =
        Markdown.html(
            "| a |\n|---|\n| [r](../FA402/README.md) |\n\n[k](fasync-lens:/6.1/setfl.md)");
    assertTrue(html.contains("<table>"), html);
    assertTrue(html.contains("href=\"fasync-lens:../FA402/README.md\""), html);
    assertTrue(html.contains("href=\"fasync-lens:/6.1/setfl.md\""), html);
  }

  @Test
  void spansLieWithinTheText() {
    StyledDocument document = Markdown.styled("**a**\n\n```\nlast\n```\n\n\n");
    document.spans().forEach(span -> assertTrue(span.end() <= document.text().length()));
    assertFalse(document.spans().isEmpty());
  }
}
