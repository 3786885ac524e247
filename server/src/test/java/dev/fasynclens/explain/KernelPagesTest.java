package dev.fasynclens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fasynclens.kernel.KernelVersion;
import dev.fasynclens.kernel.trace.KernelFunction;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each function has a page, and each link leads to one. */
final class KernelPagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]*)\\)");

  private static String address(KernelFunction function, KernelVersion version) {
    return "kernel:/" + version + "/" + KernelPages.slug(function, version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.6.12", "2.6.24", "2.6.33", "4.13", "5.18", "6.1", "7.1"})
  void noLinkLeadsNowhere(String text) {
    KernelPages pages = KernelPages.of(Snippet.version(text));
    Set<String> addresses = new HashSet<>();
    pages.functions().forEach(each -> addresses.add(address(each, pages.version())));
    int links = 0;
    for (KernelFunction function : pages.functions()) {
      String page = pages.page(function, KernelPagesTest::address).orElseThrow();
      assertThat(page).startsWith("# `" + function.nameIn(pages.version()) + "`");
      assertThat(KernelPages.ofSlug(KernelPages.slug(function, pages.version())))
          .contains(function);
      Matcher matcher = LINK.matcher(page);
      while (matcher.find()) {
        assertThat(addresses).as(page).contains(matcher.group(1));
        links++;
      }
    }
    assertThat(links).isGreaterThan(40);
  }

  @Test
  void aPageSaysWhoCallsAndWhatIsCalled() {
    String page =
        KernelPages.of(Snippet.version("6.1"))
            .page(KernelFunction.SEND_SIGIO_TO_TASK, KernelPagesTest::address)
            .orElseThrow();
    assertThat(page)
        .contains("## Called by\n\n- [`send_sigio`](kernel:/6.1/send_sigio)")
        .contains("1. [`sigio_perm`](kernel:/6.1/sigio_perm) compares")
        .contains("2. [`do_send_sig_info`](kernel:/6.1/do_send_sig_info)")
        .contains("because F_SETSIG was not used");
  }

  @Test
  void aPageSaysWhatElseTheFunctionWasCalled() {
    String page =
        KernelPages.of(Snippet.version("6.1"))
            .page(KernelFunction.LOCKED_SEND_SIGNAL, KernelPagesTest::address)
            .orElseThrow();
    assertThat(page).contains("- `__send_signal` on Linux 2.6.30 to 5.18");
  }

  @Test
  void aPageDoesNotNameTheActorsOfARun() {
    KernelPages pages = KernelPages.of(Snippet.version("6.1"));
    for (KernelFunction function : pages.functions()) {
      assertThat(pages.page(function, KernelPagesTest::address).orElseThrow())
          .doesNotContainPattern("\\b(m|c1|t1)\\b|\\b(of|because) [b-zB-Z]\\b|dev->");
    }
  }

  @Test
  void whatDoesNotExistHasNoPage() {
    assertThat(
            KernelPages.of(Snippet.version("2.6.24"))
                .page(KernelFunction.KILL_FASYNC_RCU, KernelPagesTest::address))
        .isEmpty();
  }
}
