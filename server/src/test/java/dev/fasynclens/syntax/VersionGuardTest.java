package dev.fasynclens.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionGuardTest {
  private static int code(int major, int minor, int patch) {
    return (major << 16) | (minor << 8) | patch;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`LINUX_VERSION_CODE < KERNEL_VERSION(2,6,28)`, true, false",
        "`LINUX_VERSION_CODE >= KERNEL_VERSION(2, 6, 28)`, false, true",
        "`(LINUX_VERSION_CODE > KERNEL_VERSION(2,6,27)) && defined(FOO)`, false, true",
        "`LINUX_VERSION_CODE < 0x02061c`, true, false",
        "`LINUX_VERSION_CODE < KERNEL_VERSION(2,6,28) || FOO`, true, true",
        "`defined(FOO)`, true, true",
        "`KERNEL_VERSION(2,6,28) > LINUX_VERSION_CODE`, true, false",
        "`0x02061c <= LINUX_VERSION_CODE && defined(FOO)`, false, true",
        "`!(LINUX_VERSION_CODE >= KERNEL_VERSION(2,6,28))`, true, false",
        "`(!(KERNEL_VERSION(2,6,28) > LINUX_VERSION_CODE))`, false, true",
        "`!(LINUX_VERSION_CODE < KERNEL_VERSION(2,6,28) && defined(FOO))`, true, true",
        "`!defined(FOO) && LINUX_VERSION_CODE < KERNEL_VERSION(2,6,28)`, true, false",
      })
  void saysWhichKernelsCompileABranch(String condition, boolean before, boolean after) {
    VersionGuard guard = VersionGuard.of(condition);
    assertThat(guard.allows(code(2, 6, 27))).isEqualTo(before);
    assertThat(guard.allows(code(2, 6, 28))).isEqualTo(after);
  }

  @Test
  void anElseHoldsWhereItsIfDoesNot() throws Exception {
    String text =
        """
        #if LINUX_VERSION_CODE < KERNEL_VERSION(2,6,28) /* old */
        int old;
        #elif LINUX_VERSION_CODE < KERNEL_VERSION(4,14,0)
        int middle;
        #else
        int recent;
        #endif
        int any;
        """;
    SyntaxTree tree = SyntaxTree.parse(SourceText.of("a.c", text));
    assertThat(tree.guardAt(text.indexOf("old;"))).isEqualTo(new VersionGuard(0, code(2, 6, 28)));
    assertThat(tree.guardAt(text.indexOf("middle")))
        .isEqualTo(new VersionGuard(code(2, 6, 28), code(4, 14, 0)));
    assertThat(tree.guardAt(text.indexOf("recent")))
        .isEqualTo(new VersionGuard(code(4, 14, 0), Integer.MAX_VALUE));
    assertThat(tree.guardAt(text.indexOf("any"))).isEqualTo(VersionGuard.NONE);
  }

  @Test
  void anElseOfANegatedTestHoldsWhereTheTestDoes() {
    String condition = "!(LINUX_VERSION_CODE >= KERNEL_VERSION(2,6,28))";

    assertThat(VersionGuard.otherwise(condition))
        .isEqualTo(new VersionGuard(code(2, 6, 28), Integer.MAX_VALUE));
  }
}
