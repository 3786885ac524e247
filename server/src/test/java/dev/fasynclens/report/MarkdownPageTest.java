package dev.fasynclens.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MarkdownPageTest {
  private static final String PAGE =
      """
      # FA202: A title

      A sentence with `code in it`, **strong words** and a [link](../FA201/README.md) or
      [another](https://example.org/x) one.

      - an item that is long enough to be wrapped at the margin
      - second

      | kernels | what happens |
      |---|---|
      | 4.14 and later | `POLLIN` is 1 |

      ```c
      /* **not strong** */
      if (x)
      	y();
      ```
      """;

  @Test
  void plainText() {
    assertThat(MarkdownPage.render(PAGE, Palette.PLAIN, 40))
        .isEqualTo(
            """
            FA202: A title

            A sentence with `code in it`,
            strong words and a link or
            another (https://example.org/x) one.

            - an item that is long enough to be
              wrapped at the margin
            - second

            * 4.14 and later: `POLLIN` is 1

                /* **not strong** */
                if (x)
                        y();
            """);
  }

  @Test
  void coloursReplaceTheMarks() {
    String page = MarkdownPage.render(PAGE, Palette.COLOURED, 200);

    assertThat(page)
        .contains("\u001B[1mFA202: A title\u001B[0m\n")
        .contains("with \u001B[32mcode in it\u001B[0m, \u001B[1mstrong words\u001B[0m and")
        .doesNotContain("`");
  }

  @Test
  void whatIsNotClosedIsShownAsItIs() {
    assertThat(MarkdownPage.render("a ` b ** c [d](e", Palette.PLAIN, 80))
        .isEqualTo("a ` b ** c [d](e\n");
    assertThat(MarkdownPage.render("```\ncode", Palette.PLAIN, 80)).isEqualTo("    code\n");
  }

  @Test
  void controlCharactersAreShown() {
    assertThat(MarkdownPage.render("a\u001B[2Jb", Palette.PLAIN, 80)).isEqualTo("a␛[2Jb\n");
  }
}
