package dev.fasynclens.eclipse.markdown;

import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.browser.Browser;
import org.eclipse.swt.browser.LocationEvent;
import org.eclipse.swt.browser.LocationListener;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Shows Markdown: as a page where there is a browser, otherwise as text with styles. */
public final class MarkupPane {
  private static final String BLANK = "about:blank";

  private final StyledPane text;
  private final Browser browser;
  private final Consumer<String> follow;
  private String shown = "";

  private MarkupPane(StyledPane text, Browser browser, Consumer<String> follow) {
    this.text = text;
    this.browser = browser;
    this.follow = follow;
    if (browser != null) {
      browser.addLocationListener(LocationListener.changingAdapter(this::leaving));
    }
  }

  /** Text with styles, whether there is a browser or not. */
  public static MarkupPane plain(Composite parent, Consumer<String> follow) {
    return new MarkupPane(new StyledPane(parent, follow), null, follow);
  }

  /**
   * A page, or text with styles if this platform has no browser.
   *
   * @param follow told of the targets of links that are pressed
   */
  public static MarkupPane rich(Composite parent, Consumer<String> follow) {
    try {
      Browser browser = new Browser(parent, SWT.NONE);
      return new MarkupPane(null, browser, follow);
    } catch (SWTError e) {
      return plain(parent, follow);
    }
  }

  /** Whether it shows pages. */
  public boolean isRich() {
    return browser != null;
  }

  /** What to lay out. */
  public Control control() {
    return browser != null ? browser : text.control();
  }

  /** What was shown last: text, or a page. */
  public String shown() {
    return shown;
  }

  /** Shows Markdown. */
  public void show(String markdown) {
    if (browser != null) {
      page(page(browser).of(Markdown.html(markdown)));
    } else {
      StyledDocument document = Markdown.styled(markdown);
      shown = document.text();
      text.show(document);
    }
  }

  /** Shows a page with a script of its own; only for a pane that is rich. */
  public void page(String html) {
    shown = html;
    browser.setText(html, false);
  }

  /** Colours of text; a page takes them when it is shown. */
  public void colors(Color foreground, Color background) {
    control().setForeground(foreground);
    control().setBackground(background);
  }

  /** How large the text wants to be if it is no wider than this; only where it is plain. */
  public Point size(int widest) {
    return text.size(widest);
  }

  /** A page that is set has no address; whatever has one is a link that was pressed. */
  private void leaving(LocationEvent event) {
    if (!event.location.equals(BLANK) && !event.location.startsWith(BLANK + "#")) {
      event.doit = false;
      follow.accept(event.location);
    }
  }

  private static HtmlPage page(Control control) {
    var font = control.getFont().getFontData()[0];
    return new HtmlPage(
        control.getBackground().getRGB(),
        control.getForeground().getRGB(),
        control.getDisplay().getSystemColor(SWT.COLOR_LINK_FOREGROUND).getRGB(),
        font.getName(),
        font.getHeight());
  }

  /** The text, where it is plain; for accessibility tools and tests. */
  public StyledText styledText() {
    return text == null ? null : text.control();
  }
}
