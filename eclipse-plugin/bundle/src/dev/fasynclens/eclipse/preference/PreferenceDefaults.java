package dev.fasynclens.eclipse.preference;

import dev.fasynclens.eclipse.FasyncLens;
import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;

/** Called by the platform before the first preference is read. */
public final class PreferenceDefaults extends AbstractPreferenceInitializer {
  @Override
  public void initializeDefaultPreferences() {
    Preferences.defaults(FasyncLens.plugin().getPreferenceStore());
  }
}
