package dev.fasynclens.eclipse.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.document.Uris;
import dev.fasynclens.eclipse.edit.WorkspaceEdits;
import dev.fasynclens.eclipse.mining.HintMinings;
import dev.fasynclens.eclipse.mining.LensMinings;
import dev.fasynclens.eclipse.page.PageView;
import dev.fasynclens.eclipse.preference.LensPreferencePage;
import dev.fasynclens.eclipse.preview.WhatHappensView;
import dev.fasynclens.eclipse.problem.ProblemMarkers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.codemining.ICodeMining;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.ISourceViewerExtension2;
import org.eclipse.jface.text.source.ISourceViewerExtension5;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentEdit;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.ltk.core.refactoring.RefactoringCore;
import org.eclipse.swt.SWT;
import org.eclipse.swt.browser.Browser;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The plug-in in a real workbench, with the packaged server, as a user sees it. */
class WorkbenchTest {
  private static final List<String> ECHOBOX =
      List.of("FA202:107", "FA202:110", "FA202:72", "FA301:39");
  private static final String NOTIFICATION = "kill_fasync(&b->friends, SIGIO, EPOLLOUT)";

  private final Bench bench = new Bench();
  private IFile file;
  private ITextEditor editor;
  private IDocument text;

  @BeforeEach
  void open(TestInfo test) throws Exception {
    bench.open(test.getTestMethod().orElseThrow().getName());
    file = bench.file("echobox.c", bench.sample("echobox"));
    editor = bench.edit(file);
    text = Bench.document(editor);
    bench.until("the findings are marked", () -> Bench.findings(file).equals(ECHOBOX));
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private int offset(String of) {
    return text.get().indexOf(of);
  }

  private void cursorOn(String where) throws Exception {
    bench.act(
        () -> {
          bench.page().activate(editor);
          editor.selectAndReveal(offset(where), 0);
          editor.setFocus();
        });
  }

  private IMarker marker(String finding) throws Exception {
    for (IMarker marker : Bench.markers(file)) {
      String rule = marker.getAttribute(ProblemMarkers.RULE, "");
      if (finding.equals(rule + ":" + marker.getAttribute(IMarker.LINE_NUMBER, 0))) {
        return marker;
      }
    }
    throw new AssertionError(finding);
  }

  private IMarkerResolution resolution(String finding, String title) throws Exception {
    IMarkerResolution[] all =
        bench.ui(() -> IDE.getMarkerHelpRegistry().getResolutions(marker(finding)));
    return Arrays.stream(all)
        .filter(each -> each.getLabel().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError(Arrays.toString(labels(all))));
  }

  private static Object[] labels(IMarkerResolution[] all) {
    return Arrays.stream(all).map(IMarkerResolution::getLabel).toArray();
  }

  @Test
  void findingsAreMarkedInTheEditorAndListed() throws Exception {
    IMarker band = marker("FA202:72");
    assertEquals(IMarker.SEVERITY_ERROR, band.getAttribute(IMarker.SEVERITY, -1));
    assertEquals(IMarker.SEVERITY_INFO, marker("FA301:39").getAttribute(IMarker.SEVERITY, -1));
    assertEquals("fasync-lens", band.getAttribute(IMarker.SOURCE_ID, ""));
    assertTrue(band.getAttribute(IMarker.MESSAGE, "").endsWith("[FA202]"));
    int start = band.getAttribute(IMarker.CHAR_START, -1);
    int end = band.getAttribute(IMarker.CHAR_END, -1);
    assertEquals("EPOLLOUT", text.get().substring(start, end));

    assertEquals("org.eclipse.ui.genericeditor.GenericEditor", editor.getEditorSite().getId());
    var model =
        bench.ui(() -> editor.getDocumentProvider().getAnnotationModel(editor.getEditorInput()));
    bench.until(
        "the finding is underlined",
        () ->
            bench.annotations(model).stream()
                .filter(each -> each.getType().endsWith("texteditor.error"))
                .map(Annotation::getText)
                .anyMatch(words -> words.startsWith("EPOLLOUT is a poll mask")));

    bench.act(() -> bench.page().showView(IPageLayout.ID_PROBLEM_VIEW));
    bench.until(
        "the finding is a row of the problems",
        () -> rows().stream().anyMatch(row -> row.contains("EPOLLOUT is a poll mask")));
    cursorOn(NOTIFICATION);
    bench.screenshot("1-findings");
  }

  private List<String> rows() throws Exception {
    List<Tree> trees = bench.controls(Tree.class, shell -> !Bench.isPopup(shell));
    return bench.ui(
        () -> {
          List<String> rows = new ArrayList<>();
          for (Tree tree : trees) {
            for (TreeItem item : tree.getItems()) {
              if (!item.getExpanded()) {
                Event expand = new Event();
                expand.item = item;
                tree.notifyListeners(SWT.Expand, expand);
                item.setExpanded(true);
              }
              rows.add(item.getText());
              for (TreeItem inner : item.getItems()) {
                rows.add(inner.getText());
              }
            }
          }
          return rows;
        });
  }

  @Test
  void hoversAreRendered() throws Exception {
    cursorOn(NOTIFICATION);
    bench.command("org.eclipse.ui.edit.text.showInformation");
    bench.until("the hover is shown", () -> !hover().isEmpty());
    String hover = hover();
    bench.screenshot("2-hover");
    assertTrue(hover.contains("Wrong band: POLLOUT is a poll mask"), hover);
    assertTrue(hover.contains("SI_KERNEL"), hover);
    assertFalse(hover.contains("FA202"), hover);
    for (String raw : new String[] {"**", "`", "|---", "| "}) {
      assertFalse(hover.contains(raw), raw + " in " + hover);
    }
  }

  @Test
  void hoversTellFindingsAndLinkTheirRules() throws Exception {
    cursorOn("EPOLLOUT); /*");
    bench.command("org.eclipse.ui.edit.text.showInformation");
    bench.until(
        "the finding is told",
        () -> hover("A bit of a poll mask").contains("EPOLLOUT is a poll mask, but the band"));
    assertTrue(hover("A bit of a poll mask").contains("FA202"));
    bench.screenshot("2-hover-finding");
    bench.until("its page is shown", () -> leads("FA202", "Poll mask passed as band"));
  }

  private String hover() throws Exception {
    return hover("Signals the owner");
  }

  private String hover(String with) throws Exception {
    List<StyledText> texts = bench.controls(StyledText.class, Bench::isPopup);
    return bench.ui(
        () ->
            texts.stream()
                .map(StyledText::getText)
                .filter(each -> each.contains(with))
                .findFirst()
                .orElse(""));
  }

  @Test
  void aRepairIsOneStepThatCanBeUndone() throws Exception {
    String before = text.get();
    IMarkerResolution repair = resolution("FA202:72", "Pass POLL_OUT");
    IMarker marker = marker("FA202:72");
    bench.act(() -> repair.run(marker));
    bench.until(
        "the buffer is repaired",
        () -> text.get().contains("kill_fasync(&b->friends, SIGIO, POLL_OUT);"));
    bench.until(
        "the marker is gone",
        () -> Bench.findings(file).equals(List.of("FA202:107", "FA202:110", "FA301:39")));
    assertTrue(bench.ui(editor::isDirty));
    bench.screenshot("3-repaired");

    cursorOn("echo_read");
    bench.command("org.eclipse.ui.edit.undo");
    bench.until("it is undone", () -> text.get().equals(before));
    bench.until("the findings are back", () -> Bench.findings(file).equals(ECHOBOX));
  }

  @Test
  void oneStepMayReachFilesThatAreNotOpen() throws Exception {
    IFile closed = bench.file("other.c", "int other;\n");
    Range start = new Range(new Position(0, 0), new Position(0, 0));
    WorkspaceEdit both =
        new WorkspaceEdit(
            Map.of(
                Uris.of(file.getLocationURI()), List.of(new TextEdit(start, "/* a */\n")),
                Uris.of(closed.getLocationURI()), List.of(new TextEdit(start, "/* b */\n"))));
    String before = text.get();
    bench.act(() -> new WorkspaceEdits(FasyncLens.documents()).make(both, "both"));
    assertEquals("/* a */\n" + before, text.get());
    assertTrue(bench.ui(editor::isDirty));
    assertEquals("/* b */\nint other;\n", closed.readString());

    bench.later(() -> RefactoringCore.getUndoManager().performUndo(null, null));
    bench.until("it asks, because it reaches further than the editor", this::pressOk);
    bench.until("it is undone", () -> text.get().equals(before));
    bench.until("there too", () -> closed.readString().equals("int other;\n"));
  }

  private boolean pressOk() throws Exception {
    List<Button> buttons = bench.controls(Button.class, Bench::isPopup);
    return bench.ui(
        () -> {
          for (Button button : buttons) {
            if (button.getText().equals("OK")) {
              button.notifyListeners(SWT.Selection, new Event());
              return true;
            }
          }
          return false;
        });
  }

  @Test
  void anEditForAnOlderTextIsRefused() throws Exception {
    int version = FasyncLens.documents().of(text).orElseThrow().version();
    String before = text.get();
    WorkspaceEdit late =
        new WorkspaceEdit(
            List.of(
                Either.forLeft(
                    new TextDocumentEdit(
                        new VersionedTextDocumentIdentifier(
                            Uris.of(file.getLocationURI()), version - 1),
                        List.of(
                            Either.forLeft(
                                new TextEdit(
                                    new Range(new Position(0, 0), new Position(0, 2)), "")))))));
    boolean refused =
        bench.ui(
            () -> {
              try {
                new WorkspaceEdits(FasyncLens.documents()).make(late, "late");
                return false;
              } catch (WorkspaceEdits.EditRefused e) {
                return true;
              }
            });
    assertTrue(refused);
    assertEquals(before, text.get());
  }

  @Test
  void thePreferencePageKnowsKernels() throws Exception {
    PreferenceDialog dialog =
        bench.ui(
            () -> {
              PreferenceDialog opened =
                  PreferencesUtil.createPreferenceDialogOn(
                      null, LensPreferencePage.ID, new String[] {LensPreferencePage.ID}, null);
              opened.setBlockOnOpen(false);
              opened.open();
              return opened;
            });
    LensPreferencePage shown = (LensPreferencePage) bench.ui(dialog::getSelectedPage);
    Text kernels =
        bench.controls(Text.class, Bench::isPopup).stream()
            .filter(field -> "4.4..6.1".equals(messageOf(field)))
            .findFirst()
            .orElseThrow();
    bench.screenshot("12-preferences");
    bench.act(() -> type(kernels, "six"));
    assertFalse(bench.ui(shown::isValid));
    bench.act(() -> type(kernels, "4.4..6.1"));
    assertTrue(bench.ui(shown::isValid));
    bench.act(dialog::close);
  }

  private static void type(Text field, String text) {
    field.setText(text);
    field.notifyListeners(SWT.KeyUp, new Event());
  }

  private String messageOf(Text field) {
    try {
      return bench.ui(field::getMessage);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theEditorOffersRepairsWhereTheCursorIs() throws Exception {
    cursorOn("EPOLLOUT); /*");
    bench.act(
        () ->
            Bench.viewer(editor)
                .getTextOperationTarget()
                .doOperation(org.eclipse.jface.text.source.ISourceViewer.QUICK_ASSIST));
    bench.until("repairs are offered", () -> proposals().contains("Pass POLL_OUT"));
    bench.screenshot("4-quick-fix");
    List<String> offered = proposals();
    assertEquals(1, offered.stream().filter("Pass POLL_OUT"::equals).count(), offered::toString);
    assertTrue(offered.contains("Make all safe repairs of Fasync Lens"), offered::toString);
    assertTrue(offered.contains("Suppress FA202 here, with a reason"), offered::toString);
  }

  private List<String> proposals() throws Exception {
    List<Table> tables = bench.controls(Table.class, Bench::isPopup);
    return bench.ui(
        () ->
            tables.stream()
                .flatMap(table -> Arrays.stream(table.getItems()))
                .map(TableItem::getText)
                .toList());
  }

  @Test
  void aRuleIsSwitchedOffInANewConfiguration() throws Exception {
    IMarkerResolution off = resolution("FA202:72", "Switch FA202 off in .fasync-lens.json");
    IMarker marker = marker("FA202:72");
    bench.act(() -> off.run(marker));
    bench.until("the configuration counts", () -> Bench.findings(file).equals(List.of("FA301:39")));
    IFile made = file.getProject().getFile(".fasync-lens.json");
    assertTrue(made.readString().contains("\"FA202\""));
  }

  @Test
  void lensesAreDrawnAndOpenTheView() throws Exception {
    bench.until("lenses are drawn", this::lensesAreDrawn);
    List<ICodeMining> minings = new ArrayList<>();
    for (ICodeMining mining :
        new LensMinings().provideCodeMinings(Bench.viewer(editor), null).get()) {
      minings.add(mining);
    }
    List<String> labels = minings.stream().map(ICodeMining::getLabel).toList();
    assertEquals(3, labels.stream().filter("What happens"::equals).count(), labels::toString);
    assertTrue(labels.getFirst().startsWith("1 registration, 3 notifications"));
    cursorOn("static struct echo_box {");
    bench.screenshot("5-lenses");
    try {
      bench.act(() -> FasyncLens.plugin().getPreferenceStore().setValue("lenses", false));
      bench.until("lenses are gone", () -> !lensesAreDrawn());
    } finally {
      bench.act(() -> FasyncLens.plugin().getPreferenceStore().setToDefault("lenses"));
    }
    bench.until("lenses are back", this::lensesAreDrawn);

    ICodeMining lens =
        minings.stream().filter(m -> m.getLabel().equals("What happens")).findFirst().orElseThrow();
    bench.act(() -> lens.getAction().accept(null));
    bench.until("the view tells the story", () -> outcome().startsWith("Linux 7.1: "));
    assertFalse(outcome().contains("BUG"), outcome());
    String story = bench.ui(() -> view().shown());
    assertTrue(story.contains("kill_fasync"), story);
    assertTrue(story.contains("device_fasync"), story);
    cursorOn(NOTIFICATION);
    bench.screenshot("6-what-happens");

    choose("SIGRTMIN");
    choose("4.13");
    bench.until("the other kernel is told of", () -> outcome().startsWith("Linux 4.13: BUG"));
    bench.screenshot("7-what-happens-4.13");
    chooseLast("6.1");
    bench.until(
        "both kernels are told of",
        () -> outcome().startsWith("Linux 4.13: BUG") && outcome().contains("Linux 6.1: "));
    bench.screenshot("8-two-kernels");
  }

  private boolean lensesAreDrawn() throws Exception {
    var drawn = ((ISourceViewerExtension2) Bench.viewer(editor)).getVisualAnnotationModel();
    return bench.annotations(drawn).stream()
        .anyMatch(each -> each.getClass().getSimpleName().startsWith("CodeMiningLineHeader"));
  }

  private String outcome() throws Exception {
    return bench.ui(() -> view().outcome());
  }

  private WhatHappensView view() {
    return (WhatHappensView) bench.page().findView(WhatHappensView.ID);
  }

  private void choose(String item) throws Exception {
    choose(item, 0);
  }

  private void chooseLast(String item) throws Exception {
    choose(item, 1);
  }

  /** Chooses in a list that has the item, as a user would. */
  private void choose(String item, int index) throws Exception {
    List<Combo> lists = bench.controls(Combo.class, shell -> !Bench.isPopup(shell));
    bench.act(
        () -> {
          Combo list = lists.stream().filter(each -> each.indexOf(item) >= 0).toList().get(index);
          list.select(list.indexOf(item));
          list.notifyListeners(SWT.Selection, new Event());
        });
  }

  @Test
  void theViewFollowsEdits() throws Exception {
    cursorOn(NOTIFICATION);
    bench.command("dev.fasynclens.eclipse.whatHappens");
    bench.until("the view tells the story", () -> view() != null && !outcome().isEmpty());
    choose("SIGRTMIN");
    choose("4.13");
    bench.until("the mistake is told of", () -> outcome().startsWith("Linux 4.13: BUG"));
    bench.act(
        () -> {
          text.replace(0, 0, "/* one more line */\n");
          text.replace(offset("EPOLLOUT); /*"), "EPOLLOUT".length(), "POLL_OUT");
        });
    bench.until("the edit is told of", () -> !outcome().contains("BUG"));
    assertTrue(outcome().startsWith("Linux 4.13: "), outcome());
  }

  @Test
  void hintsAreDrawnBesideBands() throws Exception {
    IFile right = bench.file("doorchime.c", bench.sample("doorchime"));
    ITextEditor other = bench.edit(right);
    var viewer = Bench.viewer(other);
    bench.until(
        "there are hints",
        () -> !new HintMinings().provideCodeMinings(viewer, null).get().isEmpty());
    String label = new HintMinings().provideCodeMinings(viewer, null).get().get(0).getLabel();
    assertTrue(label.contains("si_band"), label);
    bench.act(
        () -> {
          ((ISourceViewerExtension5) viewer).updateCodeMinings();
          int at = Bench.document(other).get().indexOf("kill_fasync(");
          other.selectAndReveal(at, 0);
        });
    bench.until(
        "hints are drawn",
        () ->
            bench
                .annotations(((ISourceViewerExtension2) viewer).getVisualAnnotationModel())
                .stream()
                .anyMatch(
                    each -> each.getClass().getSimpleName().startsWith("CodeMiningLineContent")));
    bench.screenshot("9-hints");
  }

  @Test
  void findingsFollowEdits() throws Exception {
    bench.act(() -> text.replace(offset("EPOLLOUT); /*"), "EPOLLOUT".length(), "POLL_OUT"));
    bench.until(
        "the marker is gone",
        () -> Bench.findings(file).equals(List.of("FA202:107", "FA202:110", "FA301:39")));
    bench.act(() -> text.replace(0, 0, "\n\n"));
    bench.until(
        "the markers have moved",
        () -> Bench.findings(file).equals(List.of("FA202:109", "FA202:112", "FA301:41")));
  }

  @Test
  void aServerThatDiesIsReplaced() throws Exception {
    ProcessHandle first = FasyncLens.host().session().get().process();
    first.destroyForcibly();
    bench.until(
        "there is another server",
        () ->
            FasyncLens.host().session().isDone()
                && FasyncLens.host().session().get().process().pid() != first.pid());
    ProcessHandle second = FasyncLens.host().session().get().process();
    assertTrue(second.isAlive());
    bench.act(() -> text.replace(offset("EPOLLOUT); /*"), "EPOLLOUT".length(), "POLL_OUT"));
    bench.until(
        "it knows what is open",
        () -> Bench.findings(file).equals(List.of("FA202:107", "FA202:110", "FA301:39")));
    bench.command("dev.fasynclens.eclipse.restart");
    bench.until(
        "there is a third",
        () ->
            FasyncLens.host().session().isDone()
                && FasyncLens.host().session().get().process().pid() != second.pid());
    bench.until("the second has ended", () -> !second.isAlive());
    assertNotEquals(first.pid(), second.pid());
  }

  @Test
  void anOldJavaIsToldOfWithTheWayOut() throws Exception {
    Path old = Files.createTempDirectory("jdk");
    Files.createDirectory(old.resolve("bin"));
    Files.writeString(old.resolve("bin").resolve("java"), "");
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
    try {
      bench.act(() -> FasyncLens.plugin().getPreferenceStore().setValue("java", old.toString()));
      bench.until("there is a message", () -> !message().isEmpty());
      assertEquals(
          "Fasync Lens needs Java 25 or newer; "
              + old.resolve("bin").resolve("java")
              + " is Java 17. Set the folder of a newer one.",
          message());
      bench.screenshot("10-old-java");
      bench.until("nothing is marked any more", () -> Bench.findings(file).isEmpty());
    } finally {
      bench.act(() -> FasyncLens.plugin().getPreferenceStore().setToDefault("java"));
    }
    bench.until("the findings are back", () -> Bench.findings(file).equals(ECHOBOX));
  }

  private String message() throws Exception {
    List<Label> labels = bench.controls(Label.class, Bench::isPopup);
    return bench.ui(
        () ->
            labels.stream()
                .map(Label::getText)
                .filter(each -> each.startsWith("Fasync Lens needs"))
                .findFirst()
                .orElse(""));
  }

  @Test
  void theTargetOfThePreferencesCounts() throws Exception {
    try {
      bench.act(() -> FasyncLens.plugin().getPreferenceStore().setValue("kernel", "6.1"));
      bench.until(
          "what concerns old kernels is gone",
          () -> Bench.findings(file).equals(List.of("FA202:107", "FA202:110", "FA202:72")));
      assertEquals(
          IMarker.SEVERITY_WARNING, marker("FA202:107").getAttribute(IMarker.SEVERITY, -1));
    } finally {
      bench.act(() -> FasyncLens.plugin().getPreferenceStore().setToDefault("kernel"));
    }
    bench.until("it is back", () -> Bench.findings(file).equals(ECHOBOX));
  }

  @Test
  void linksLeadToPages() throws Exception {
    bench.act(() -> FasyncLens.links().follow("fasync-lens:/6.1/kill_fasync.md"));
    bench.until("the page of the function is shown", () -> pageShown().contains("kill_fasync_rcu"));
    bench.until("the link is followed", () -> leads("kill_fasync_rcu", "send_sigio"));
    bench.act(() -> FasyncLens.links().follow("../FA202/README.md"));
    bench.until(
        "the page of the rule is shown", () -> pageShown().contains("Poll mask passed as band"));
    bench.screenshot("11-page");
  }

  /** Presses a link, which a page has only when it is loaded, and looks where it leads. */
  private boolean leads(String link, String to) throws Exception {
    if (!pageShown().contains(to)) {
      pressLink(link);
    }
    return pageShown().contains(to);
  }

  /** As the mouse would. */
  private void pressLink(String name) throws Exception {
    for (Browser page : bench.controls(Browser.class, shell -> true)) {
      bench.act(
          () ->
              page.execute(
                  "var a = document.querySelector('a[href*=" + name + "]'); if (a) a.click();"));
    }
    for (StyledText shown : bench.controls(StyledText.class, shell -> true)) {
      bench.act(
          () -> {
            int offset = shown.getText().indexOf(name);
            if (!shown.getEditable() && offset >= 0) {
              Event press = new Event();
              press.button = 1;
              press.x = shown.getLocationAtOffset(offset + 1).x;
              press.y = shown.getLocationAtOffset(offset + 1).y + 2;
              shown.notifyListeners(SWT.MouseUp, press);
            }
          });
    }
  }

  private String pageShown() throws Exception {
    return bench.ui(
        () -> bench.page().findView(PageView.ID) instanceof PageView view ? view.shown() : "");
  }

  @Test
  void filesOutsideTheWorkspaceAreReviewedToo() throws Exception {
    Path outside = Files.createTempDirectory("a driver").resolve("out side.c");
    Files.writeString(outside, bench.sample("echobox"));
    ITextEditor other =
        bench.ui(
            () ->
                (ITextEditor)
                    IDE.openEditorOnFileStore(
                        bench.page(), EFS.getLocalFileSystem().getStore(outside.toUri())));
    var model =
        bench.ui(() -> other.getDocumentProvider().getAnnotationModel(other.getEditorInput()));
    bench.until(
        "the finding is underlined",
        () ->
            bench.annotations(model).stream()
                .map(Annotation::getText)
                .anyMatch(words -> words != null && words.startsWith("EPOLLOUT is a poll mask")));
  }

  @Test
  void whatIsClosedIsNoLongerFollowed() throws Exception {
    assertEquals(1, FasyncLens.documents().all().size());
    bench.act(() -> bench.page().closeEditor(editor, false));
    bench.until("nothing is followed", () -> FasyncLens.documents().all().isEmpty());
    bench.until("nothing is marked", () -> Bench.findings(file).isEmpty());
  }
}
