package dev.fasynclens.eclipse.hover;

import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.markdown.MarkupPane;
import org.eclipse.jface.resource.JFaceColors;
import org.eclipse.jface.text.AbstractInformationControl;
import org.eclipse.jface.text.AbstractReusableInformationControlCreator;
import org.eclipse.jface.text.IInformationControl;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.IInformationControlExtension2;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Layout;
import org.eclipse.swt.widgets.Shell;

/** Shows rendered Markdown; when it has the focus it can be resized and scrolled. */
final class HoverControl extends AbstractInformationControl
    implements IInformationControlExtension2 {
  private static final int WIDEST = 640;
  private static final int HIGHEST = 360;

  /** Makes hovers, and what they become when they get the focus. */
  static final IInformationControlCreator CREATOR = new Creator(false);

  private static final class Creator extends AbstractReusableInformationControlCreator {
    private final boolean focused;

    Creator(boolean focused) {
      this.focused = focused;
    }

    @Override
    protected IInformationControl doCreateInformationControl(Shell parent) {
      return new HoverControl(parent, focused);
    }
  }

  private static final IInformationControlCreator FOCUSED = new Creator(true);

  /** The editor puts hovers below each other, each as wide as it asks to be. */
  private final class Wrapping extends Layout {
    @Override
    protected Point computeSize(Composite box, int width, int height, boolean flush) {
      Point size = pane.size(width == SWT.DEFAULT ? WIDEST : Math.min(width, WIDEST));
      return new Point(
          width == SWT.DEFAULT ? size.x : width, height == SWT.DEFAULT ? size.y : height);
    }

    @Override
    protected void layout(Composite box, boolean flush) {
      Rectangle area = box.getClientArea();
      if (area.width > box.getShell().getClientArea().width) {
        area.width = Math.min(area.width, WIDEST); // beside something that does not wrap
      }
      pane.control().setBounds(area);
    }
  }

  private MarkupPane pane;
  private boolean filled;

  private HoverControl(Shell parent, boolean resizable) {
    super(parent, resizable);
    create();
  }

  @Override
  protected void createContent(Composite parent) {
    Composite box = new Composite(parent, SWT.NONE);
    box.setLayout(new Wrapping());
    pane =
        MarkupPane.plain(
            box,
            target -> {
              Control shown = pane.control();
              shown.getShell().setVisible(false);
              shown.getDisplay().asyncExec(() -> FasyncLens.links().follow(target));
            });
    pane.colors(
        JFaceColors.getInformationViewerForegroundColor(parent.getDisplay()),
        JFaceColors.getInformationViewerBackgroundColor(parent.getDisplay()));
    box.setBackground(pane.control().getBackground());
  }

  @Override
  public void setInput(Object input) {
    String markdown = input == null ? "" : input.toString();
    filled = !markdown.isBlank();
    pane.show(markdown);
  }

  @Override
  public boolean hasContents() {
    return filled;
  }

  @Override
  public Point computeSizeHint() {
    Point constraints = getSizeConstraints();
    int widest =
        constraints == null || constraints.x <= 0 ? WIDEST : Math.max(WIDEST, constraints.x);
    Point size = pane.size(widest);
    Rectangle trim = computeTrim();
    return new Point(
        Math.min(size.x, widest) + trim.width, Math.min(size.y, HIGHEST) + trim.height);
  }

  @Override
  public void setForegroundColor(Color foreground) {
    super.setForegroundColor(foreground);
    pane.control().setForeground(foreground);
  }

  @Override
  public void setBackgroundColor(Color background) {
    super.setBackgroundColor(background);
    pane.control().setBackground(background);
    pane.control().getParent().setBackground(background);
  }

  @Override
  public IInformationControlCreator getInformationPresenterControlCreator() {
    return FOCUSED;
  }
}
