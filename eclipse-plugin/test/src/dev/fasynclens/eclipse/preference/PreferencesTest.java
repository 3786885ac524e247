package dev.fasynclens.eclipse.preference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.eclipse.jface.preference.PreferenceStore;
import org.junit.jupiter.api.Test;

class PreferencesTest {
  private final PreferenceStore store = new PreferenceStore();
  private final Preferences preferences = new Preferences(store);

  @Test
  void kernelsAreVersionsOrRanges() {
    for (String right : new String[] {"", " ", "6.1", "4.4..6.1", "5.10.200", "4.4.."}) {
      assertTrue(Preferences.isKernel(right), right);
    }
    for (String wrong : new String[] {"6", "..6.1", "six", "4.4-6.1"}) {
      assertFalse(Preferences.isKernel(wrong), wrong);
    }
  }

  @Test
  void theServerIsToldWhatItReads() {
    Preferences.defaults(store);
    store.setValue(Preferences.KERNEL, " 4.4..6.1 ");
    assertEquals("{\"enable\":true,\"kernel\":\"4.4..6.1\"}", preferences.section().toString());
  }

  @Test
  void argumentsAreSplitAtBlanks() {
    assertEquals(List.of(), preferences.javaArguments());
    store.setValue(Preferences.JAVA_ARGUMENTS, " -Xmx200m  -Da=b ");
    assertEquals(List.of("-Xmx200m", "-Da=b"), preferences.javaArguments());
  }
}
