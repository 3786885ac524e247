package dev.fasynclens.eclipse.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkTest {
  @Test
  void pagesOfRulesAreFoundByAnyName() {
    for (String target :
        new String[] {
          "FA402",
          "../FA402/README.md",
          "fasync-lens:../FA402/README.md",
          "file:///opt/lens/rules/FA402/README.md"
        }) {
      assertEquals(Optional.of(new Link.Rule("FA402")), Link.of(target), target);
    }
  }

  @Test
  void kernelFunctionsAndTheWebAreToldApart() {
    assertEquals(
        Optional.of(new Link.Kernel("fasync-lens:/6.1/setfl.md")),
        Link.of("fasync-lens:/6.1/setfl.md"));
    assertEquals(
        Optional.of(new Link.Web("https://docs.kernel.org/")), Link.of("https://docs.kernel.org/"));
  }

  @Test
  void nothingElseIsFollowed() {
    for (String target :
        new String[] {"file:///etc/passwd", "javascript:alert(1)", "../schema.json", "", "FA40"}) {
      assertEquals(Optional.empty(), Link.of(target), target);
    }
  }
}
