package dev.fasynclens.eclipse.workbench;

import static org.junit.jupiter.api.Assertions.fail;

import dev.fasynclens.eclipse.page.PageView;
import dev.fasynclens.eclipse.preview.WhatHappensView;
import dev.fasynclens.eclipse.problem.ProblemMarkers;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;

/** The workbench as a user has it, for tests. */
final class Bench {
  private static final int TRIES = 600;
  private static final int PAUSE_MILLIS = 100;

  private final Display display = PlatformUI.getWorkbench().getDisplay();
  private final Path samples = Path.of(System.getProperty("fasynclens.samples"));
  private final String screenshots = System.getProperty("fasynclens.screenshots", "");
  private IProject project;

  /** Does something on the thread of the workbench. */
  <T> T ui(Callable<T> action) throws Exception {
    Object[] result = new Object[1];
    Throwable[] failure = new Throwable[1];
    display.syncExec(
        () -> {
          try {
            result[0] = action.call();
          } catch (Throwable t) {
            failure[0] = t;
          }
        });
    if (failure[0] != null) {
      throw new AssertionError(failure[0]);
    }
    @SuppressWarnings("unchecked")
    T answer = (T) result[0];
    return answer;
  }

  /** Something to do. */
  interface Act {
    void run() throws Exception;
  }

  void act(Act action) throws Exception {
    ui(
        () -> {
          action.run();
          return null;
        });
  }

  /** Does something that may ask the user, and does not wait for it. */
  void later(Act action) {
    display.asyncExec(
        () -> {
          try {
            action.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  /** Waits until something is so. */
  void until(String what, Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      if (condition.call()) {
        return;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    screenshot("failed-" + what.replaceAll("[^a-z0-9]+", "-"));
    fail("in vain waited until " + what);
  }

  IWorkbenchPage page() {
    return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
  }

  /** A fresh project, and a large window without a welcome. */
  void open(String name) throws Exception {
    act(
        () -> {
          IWorkbenchWindow window = PlatformUI.getWorkbench().getWorkbenchWindows()[0];
          window.getShell().setMaximized(true);
          window.getShell().forceActive();
          var welcome = PlatformUI.getWorkbench().getIntroManager().getIntro();
          if (welcome != null) {
            PlatformUI.getWorkbench().getIntroManager().closeIntro(welcome);
          }
        });
    project = ResourcesPlugin.getWorkspace().getRoot().getProject(name);
    project.create(null);
    project.open(null);
  }

  /** Leaves nothing behind. */
  void close() throws Exception {
    act(
        () -> {
          for (Shell shell : display.getShells()) {
            if (!shell.isDisposed() && shell.getParent() != null && shell.isVisible()) {
              shell.close();
            }
          }
          page().closeAllEditors(false);
          for (String view :
              List.of(WhatHappensView.ID, PageView.ID, IPageLayout.ID_PROBLEM_VIEW)) {
            page().hideView(page().findView(view));
          }
        });
    project.delete(true, true, null);
  }

  String sample(String driver) throws Exception {
    return Files.readString(samples.resolve(driver).resolve(driver + ".c"));
  }

  IFile file(String name, String text) throws CoreException {
    IFile file = project.getFile(name);
    file.create(new ByteArrayInputStream(text.getBytes()), true, null);
    return file;
  }

  ITextEditor edit(IFile file) throws Exception {
    return ui(() -> (ITextEditor) IDE.openEditor(page(), file, true));
  }

  static IDocument document(ITextEditor editor) {
    return editor.getDocumentProvider().getDocument(editor.getEditorInput());
  }

  static ITextViewer viewer(ITextEditor editor) {
    return editor.getAdapter(ITextViewer.class);
  }

  static IMarker[] markers(IFile file) throws CoreException {
    return file.findMarkers(ProblemMarkers.TYPE, true, IResource.DEPTH_ZERO);
  }

  /** The rule and line of each marker of ours, sorted. */
  static List<String> findings(IFile file) throws CoreException {
    return Arrays.stream(markers(file))
        .map(
            marker ->
                marker.getAttribute(ProblemMarkers.RULE, "")
                    + ":"
                    + marker.getAttribute(IMarker.LINE_NUMBER, 0))
        .sorted()
        .toList();
  }

  List<Annotation> annotations(IAnnotationModel model) throws Exception {
    return ui(
        () -> {
          List<Annotation> all = new ArrayList<>();
          for (Iterator<Annotation> each = model.getAnnotationIterator(); each.hasNext(); ) {
            all.add(each.next());
          }
          return all;
        });
  }

  void command(String id) throws Exception {
    act(() -> PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(id, null));
  }

  /** All controls of a kind in windows that are visible. */
  <C extends Control> List<C> controls(Class<C> kind, Predicate<Shell> in) throws Exception {
    return ui(
        () ->
            Arrays.stream(display.getShells())
                .filter(shell -> !shell.isDisposed() && shell.isVisible() && in.test(shell))
                .flatMap(Bench::all)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList());
  }

  /** A window in front of that of the workbench. */
  static boolean isPopup(Shell shell) {
    return shell.getParent() != null;
  }

  private static Stream<Control> all(Control control) {
    Stream<Control> inside =
        control instanceof Composite composite
            ? Arrays.stream(composite.getChildren()).flatMap(Bench::all)
            : Stream.empty();
    return Stream.concat(Stream.of(control), inside);
  }

  /** What is on the display, if somebody wants to see it. */
  void screenshot(String name) throws Exception {
    if (screenshots.isEmpty()) {
      return;
    }
    Thread.sleep(700); // until it is drawn
    act(
        () -> {
          GC gc = new GC(display);
          Image image = new Image(display, display.getBounds());
          gc.copyArea(image, 0, 0);
          gc.dispose();
          ImageLoader loader = new ImageLoader();
          loader.data = new org.eclipse.swt.graphics.ImageData[] {image.getImageData()};
          loader.save(Path.of(screenshots).resolve(name + ".png").toString(), SWT.IMAGE_PNG);
          image.dispose();
        });
  }
}
