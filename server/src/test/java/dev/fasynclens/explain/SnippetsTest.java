package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of code that are offered where they may begin. */
final class SnippetsTest {
  private static final String START =
      """
      /* fasync { */
      #define BRACE {
      struct chip { struct fasync_struct *events; };
      static const char *text = "{";
      """;
  private static final String HANDLER =
      """
      static int chip_fasync(int fd, struct file *filp, int on)
      {
        struct chip *c = filp->private_data;
        return fasync_helper(fd, filp, on, &c->events);
      }
      """;

  private static List<String> plain(String text) {
    Snippet snippet = Snippet.of(text);
    return Snippets.at(snippet.module(), snippet.file(), snippet.offset()).stream()
        .map(Snippets.Snippet::plain)
        .toList();
  }

  @Test
  void aHandlerIsOfferedAtFileLevel() {
    assertThat(plain(START + "fas^"))
        .containsExactly(
            """
            static int chip_fasync(int fd, struct file *filp, int on)
            {
            	struct chip *dev = filp->private_data;

            	return fasync_helper(fd, filp, on, &dev->events);
            }""");
    assertThat(plain("static struct fasync_struct *queue;\nf^").getFirst())
        .contains("return fasync_helper(fd, filp, on, &queue);")
        .doesNotContain("private_data");
  }

  @Test
  void anEntryIsOfferedInATableThatHasNone() {
    String table = START + HANDLER + "static const struct file_operations fops = {\n  .open = o,\n";
    assertThat(plain(table + "  .fas^\n};")).containsExactly("fasync = chip_fasync,");
    assertThat(plain(table + "  fas^")).containsExactly(".fasync = chip_fasync,");
    assertThat(plain(table + "  .fasync = chip_fasync,\n  .fas^\n};")).isEmpty();
    assertThat(plain(table + "  .read = fas^\n};")).isEmpty();
    assertThat(plain("static struct chip one = {\n  .fas^\n};")).isEmpty();
  }

  @Test
  void aNotificationIsOfferedWhereAStatementMayBegin() {
    String function = START + "static void event(struct chip *dev)\n{\n  ";
    String call = "kill_fasync(&dev->events, SIGIO, POLL_IN);";
    assertThat(plain(function + "kill^\n}")).containsExactly(call);
    assertThat(plain(function + "if (dev)\n    kill_f^")).containsExactly(call);
    assertThat(plain(function + "for (;;) { kill_fa^ }")).containsExactly(call);
  }

  @Test
  void aRemovalIsOfferedInReleaseOnly() {
    String parameters = "(struct inode *inode, struct file *filp)\n{\n  fas^\n}\n";
    assertThat(plain(START + "static int chip_release" + parameters))
        .containsExactly("fasync_helper(-1, filp, 0, &dev->events);");
    assertThat(plain(START + HANDLER + "static int chip_release" + parameters))
        .containsExactly("chip_fasync(-1, filp, 0);");
    String table =
        "static const struct file_operations fops = { .release = bye, .open = hello };\n";
    assertThat(plain(HANDLER + "static int bye" + parameters + table)).hasSize(1);
    assertThat(plain(HANDLER + "static int hello" + parameters + table)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void f(void)\n{\n  ^\n}",
        "void f(void)\n{\n  x^\n}",
        "void f(void)\n{\n  fas^\n}",
        "void f(void)\n{\n  a = kill^\n}",
        "void f(void)\n{\n  g(kill^);\n}",
        "void f(void)\n{\n  /* kill^ */\n}",
        "void f(void)\n{\n  g(\"kill^\");\n}",
        "void f(void)\n{\n  kill_fasync_twice^\n}",
        "struct chip {\n  fas^\n};",
        "enum { fas^ };",
        "static int fas^",
        "kill^",
        "^",
        "}}} ) f(\n fas^",
      })
  void nothingIsOfferedElsewhere(String text) {
    assertThat(plain(text)).isEmpty();
  }
}
