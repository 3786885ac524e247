package dev.fasynclens.eclipse.words;

import org.eclipse.osgi.util.NLS;

/** What the plug-in says, in the language of the workbench. */
public final class Words extends NLS {
  public static String asTargeted;
  public static String back;
  public static String blocked;
  public static String callAt;
  public static String chooseRule;
  public static String close;
  public static String closesBefore;
  public static String compareWith;
  public static String createFile;
  public static String cursorFirst;
  public static String defaultAction;
  public static String disposition;
  public static String editRefused;
  public static String explainRule;
  public static String fileExists;
  public static String givenUp;
  public static String hasHandler;
  public static String ignores;
  public static String javaTooOld;
  public static String kernel;
  public static String limit;
  public static String limitHint;
  public static String noComparison;
  public static String noJava;
  public static String noJavaThere;
  public static String noNotification;
  public static String noPage;
  public static String notEquipped;
  public static String notStarted;
  public static String nothingToDo;
  public static String notifications;
  public static String openPreferences;
  public static String outsideWorkspace;
  public static String owner;
  public static String ownerGroup;
  public static String ownerNobody;
  public static String ownerProcess;
  public static String ownerThread;
  public static String pageHint;
  public static String preferenceEnable;
  public static String preferenceHints;
  public static String preferenceJava;
  public static String preferenceJavaArguments;
  public static String preferenceJavaHint;
  public static String preferenceKernel;
  public static String preferenceKernelHint;
  public static String preferenceKernelWrong;
  public static String preferenceLenses;
  public static String preferencesDescription;
  public static String refresh;
  public static String reset;
  public static String restarted;
  public static String reviewing;
  public static String setUp;
  public static String signal;
  public static String signalNone;
  public static String textChanged;
  public static String title;
  public static String whatHappensHint;

  static {
    initializeMessages(Words.class.getPackageName() + ".words", Words.class);
  }

  private Words() {}
}
