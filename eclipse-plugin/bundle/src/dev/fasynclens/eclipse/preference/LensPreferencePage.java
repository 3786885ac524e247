package dev.fasynclens.eclipse.preference;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.words.Words;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.DirectoryFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.StringFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** The preferences, for the user to change. */
public final class LensPreferencePage extends FieldEditorPreferencePage
    implements IWorkbenchPreferencePage {
  /** Its id in the registry. */
  public static final String ID = "dev.fasynclens.eclipse.preferences";

  /** A page of fields in a grid. */
  public LensPreferencePage() {
    super(GRID);
    setPreferenceStore(FasyncLens.plugin().getPreferenceStore());
    setDescription(Words.preferencesDescription);
  }

  @Override
  public void init(IWorkbench workbench) {
    // needs nothing of it
  }

  @Override
  protected void createFieldEditors() {
    addField(
        new BooleanFieldEditor(Preferences.ENABLE, Words.preferenceEnable, getFieldEditorParent()));
    addField(new KernelField());
    addField(
        new BooleanFieldEditor(Preferences.LENSES, Words.preferenceLenses, getFieldEditorParent()));
    addField(
        new BooleanFieldEditor(Preferences.HINTS, Words.preferenceHints, getFieldEditorParent()));
    DirectoryFieldEditor java =
        new DirectoryFieldEditor(Preferences.JAVA, Words.preferenceJava, getFieldEditorParent());
    java.setEmptyStringAllowed(true);
    java.getTextControl(getFieldEditorParent()).setToolTipText(Words.preferenceJavaHint);
    java.getTextControl(getFieldEditorParent()).setMessage(Words.preferenceJavaHint);
    addField(java);
    addField(
        new StringFieldEditor(
            Preferences.JAVA_ARGUMENTS, Words.preferenceJavaArguments, getFieldEditorParent()));
  }

  private final class KernelField extends StringFieldEditor {
    KernelField() {
      super(Preferences.KERNEL, Words.preferenceKernel, getFieldEditorParent());
      setErrorMessage(Words.preferenceKernelWrong);
      getTextControl().setMessage("4.4..6.1");
      getTextControl().setToolTipText(Words.preferenceKernelHint);
    }

    @Override
    protected boolean doCheckState() {
      return Preferences.isKernel(getStringValue());
    }
  }
}
