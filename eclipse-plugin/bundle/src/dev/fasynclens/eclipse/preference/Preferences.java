package dev.fasynclens.eclipse.preference;

import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.server.LensHost;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.lsp4j.ConfigurationItem;
import org.eclipse.lsp4j.ConfigurationParams;

/** What the user chose. */
public final class Preferences implements LensHost.Choices {
  private static final String SECTION = "fasyncLens";

  static final String JAVA = "java";
  static final String JAVA_ARGUMENTS = "javaArguments";
  static final String ENABLE = "enable";
  static final String KERNEL = "kernel";
  static final String LENSES = "lenses";
  static final String HINTS = "hints";

  private static final Pattern KERNELS =
      Pattern.compile("[0-9]+\\.[0-9]+(\\.[0-9]+)?(\\.\\.([0-9]+\\.[0-9]+(\\.[0-9]+)?)?)?");

  private final IPreferenceStore store;

  /** Reads a store. */
  public Preferences(IPreferenceStore store) {
    this.store = store;
  }

  /** Sets what counts where the user chose nothing. */
  static void defaults(IPreferenceStore store) {
    store.setDefault(JAVA, "");
    store.setDefault(JAVA_ARGUMENTS, "");
    store.setDefault(ENABLE, true);
    store.setDefault(KERNEL, "");
    store.setDefault(LENSES, true);
    store.setDefault(HINTS, true);
  }

  /** Whether a change of this preference needs another server. */
  public static boolean startsAnew(String name) {
    return name.equals(JAVA) || name.equals(JAVA_ARGUMENTS);
  }

  /** Whether the server has to read its settings again. */
  public static boolean isSetting(String name) {
    return name.equals(ENABLE) || name.equals(KERNEL);
  }

  /** Whether it is about what is drawn in the text. */
  public static boolean isDrawn(String name) {
    return name.equals(LENSES) || name.equals(HINTS);
  }

  /** Whether a text is a version or a range of versions; blank is none, and fine. */
  public static boolean isKernel(String text) {
    return text.isBlank() || KERNELS.matcher(text.strip()).matches();
  }

  @Override
  public String java() {
    return store.getString(JAVA);
  }

  @Override
  public List<String> javaArguments() {
    String text = store.getString(JAVA_ARGUMENTS).strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** Whether lenses are drawn. */
  public boolean showsLenses() {
    return store.getBoolean(LENSES);
  }

  /** Whether hints are drawn. */
  public boolean showsHints() {
    return store.getBoolean(HINTS);
  }

  /** Answers what the server asks for; null for what is no section of ours. */
  public List<Object> answers(ConfigurationParams asked) {
    List<Object> answers = new ArrayList<>();
    for (ConfigurationItem item : asked.getItems()) {
      answers.add(SECTION.equals(item.getSection()) ? section() : null);
    }
    return answers;
  }

  /** Our section of the settings. */
  public JsonObject section() {
    JsonObject section = new JsonObject();
    section.addProperty("enable", store.getBoolean(ENABLE));
    section.addProperty("kernel", store.getString(KERNEL).strip());
    return section;
  }
}
