package dev.fasynclens.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "**Wrong band:** it is *not* so. | Wrong band: it is not so.",
        "takes `struct fasync_struct **fp` | takes struct fasync_struct **fp",
        "a \\*pointer\\* in `\\n` | a *pointer* in \\n",
        "see [FA202](file:///rules/FA202/README.md) | see FA202",
        "costs `$1` \\$2 | costs $1 $2",
        "### Owner | Owner",
        "an odd ` or * | an odd  or",
      })
  void marksGoAndCodeStays(String markdown, String plain) {
    assertThat(PlainText.of(markdown)).isEqualTo(plain);
  }
}
