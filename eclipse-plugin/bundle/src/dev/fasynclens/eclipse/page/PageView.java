package dev.fasynclens.eclipse.page;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.markdown.MarkupPane;
import dev.fasynclens.eclipse.words.Words;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** Shows pages about rules and functions of the kernel, with a way back. */
public final class PageView extends ViewPart {
  /** Its id in the registry. */
  public static final String ID = "dev.fasynclens.eclipse.page";

  private static final int PATIENCE_SECONDS = 10;

  private final Deque<String> before = new ArrayDeque<>();
  private MarkupPane pane;
  private String current = "";
  private Action back;

  @Override
  public void createPartControl(Composite parent) {
    pane = MarkupPane.rich(parent, target -> FasyncLens.links().follow(target));
    back =
        new Action(Words.back) {
          @Override
          public void run() {
            if (!before.isEmpty()) {
              show(before.pop());
            }
          }
        };
    back.setImageDescriptor(
        PlatformUI.getWorkbench()
            .getSharedImages()
            .getImageDescriptor(ISharedImages.IMG_TOOL_BACK));
    back.setEnabled(false);
    getViewSite().getActionBars().getToolBarManager().add(back);
    pane.show(Words.pageHint);
  }

  /** Shows a page; the one before can be gone back to. */
  void open(String target) {
    if (!current.isEmpty() && !current.equals(target)) {
      before.push(current);
    }
    show(target);
  }

  private void show(String target) {
    current = target;
    back.setEnabled(!before.isEmpty());
    FasyncLens.links()
        .page(target)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .exceptionally(failure -> String.valueOf(failure.getMessage()))
        .thenAccept(
            markdown ->
                PlatformUI.getWorkbench().getDisplay().asyncExec(() -> fill(target, markdown)));
  }

  private void fill(String target, String markdown) {
    if (!pane.control().isDisposed() && current.equals(target)) {
      pane.show(markdown);
      String heading = markdown.lines().findFirst().orElse("");
      setContentDescription(heading.startsWith("# ") ? heading.substring(2).replace("`", "") : "");
    }
  }

  /** What is shown: text, or a page. */
  public String shown() {
    return pane.shown();
  }

  @Override
  public void setFocus() {
    pane.control().setFocus();
  }
}
