package dev.fasynclens.eclipse.preview;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.fasynclens.eclipse.FasyncLens;
import dev.fasynclens.eclipse.markdown.MarkupPane;
import dev.fasynclens.eclipse.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.lsp4j.Position;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/** Shows what a notification does to a program; follows edits of the text it is in. */
public final class WhatHappensView extends ViewPart implements IDocumentListener {
  /** Its id in the registry. */
  public static final String ID = "dev.fasynclens.eclipse.whatHappens";

  private static final int PAUSE_MILLIS = 300;
  private static final int PATIENCE_SECONDS = 20;

  private final Runnable askAgain = this::ask;
  private StyledText outcome;
  private Controls controls;
  private MarkupPane pane;
  private Call call;
  private SetUp setUp = SetUp.USUAL;
  private int requests;

  @Override
  public void createPartControl(Composite parent) {
    parent.setLayout(GridLayoutFactory.fillDefaults().spacing(0, 0).create());
    controls = new Controls(parent, this::changed);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(controls.control());
    outcome = new StyledText(parent, SWT.WRAP | SWT.READ_ONLY);
    outcome.setBackground(parent.getBackground());
    outcome.setCaret(null);
    outcome.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
    GridDataFactory.fillDefaults().grab(true, false).indent(10, 4).applyTo(outcome);
    pane = MarkupPane.rich(parent, target -> FasyncLens.links().follow(target));
    GridDataFactory.fillDefaults().grab(true, true).indent(0, 4).applyTo(pane.control());
    showOrHide();
    action(Words.refresh, ISharedImages.IMG_ELCL_SYNCED, askAgain);
    action(Words.reset, ISharedImages.IMG_ETOOL_CLEAR, this::reset);
    refuse("");
    pane.show(Words.whatHappensHint);
  }

  /** The set-up can make room for the story. */
  private void showOrHide() {
    Action shown =
        new Action(Words.setUp, IAction.AS_CHECK_BOX) {
          @Override
          public void run() {
            ((GridData) controls.control().getLayoutData()).exclude = !isChecked();
            controls.control().setVisible(isChecked());
            controls.control().getParent().layout();
          }
        };
    shown.setChecked(true);
    shown.setImageDescriptor(
        PlatformUI.getWorkbench()
            .getSharedImages()
            .getImageDescriptor(ISharedImages.IMG_OBJ_ELEMENT));
    getViewSite().getActionBars().getToolBarManager().add(shown);
  }

  private void action(String title, String image, Runnable what) {
    Action action =
        new Action(title) {
          @Override
          public void run() {
            what.run();
          }
        };
    action.setImageDescriptor(
        PlatformUI.getWorkbench().getSharedImages().getImageDescriptor(image));
    getViewSite().getActionBars().getToolBarManager().add(action);
  }

  /** Shows the call at a place of a text. */
  public void show(String uri, IDocument document, int offset) {
    forget();
    try {
      call = new Call(uri, document, offset, this);
      ask();
    } catch (BadLocationException e) {
      refuse(Words.noNotification);
    }
  }

  private void changed(SetUp chosen) {
    setUp = chosen;
    ask();
  }

  private void reset() {
    controls.show(SetUp.USUAL);
    changed(SetUp.USUAL);
  }

  /** Asks the server; an answer that is no longer wanted is passed over. */
  private void ask() {
    if (call == null || pane.control().isDisposed()) {
      return;
    }
    int request = ++requests;
    Call asked = call;
    try {
      Position position = asked.position();
      Position start = asked.startOfLine();
      answer(asked.uri(), position)
          .thenCompose(
              found ->
                  found != null
                      ? CompletableFuture.completedFuture(found)
                      : answer(asked.uri(), start))
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .whenComplete(
              (found, failure) ->
                  onWorkbench(
                      () -> {
                        if (request == requests && asked == call) {
                          take(found, failure);
                        }
                      }));
    } catch (BadLocationException e) {
      refuse(Words.noNotification);
    }
  }

  private CompletableFuture<JsonObject> answer(String uri, Position position) {
    JsonObject document = new JsonObject();
    document.addProperty("uri", uri);
    JsonObject place = new JsonObject();
    place.addProperty("line", position.getLine());
    place.addProperty("character", position.getCharacter());
    JsonObject asked = new JsonObject();
    asked.add("textDocument", document);
    asked.add("position", place);
    asked.add("setUp", setUp.json());
    return FasyncLens.requests().preview(asked);
  }

  private void onWorkbench(Runnable action) {
    Display display = PlatformUI.getWorkbench().getDisplay();
    if (!display.isDisposed()) {
      display.asyncExec(
          () -> {
            if (!pane.control().isDisposed()) {
              action.run();
            }
          });
    }
  }

  private void take(JsonObject found, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      refuse(String.valueOf(cause.getMessage()));
    } else if (found == null) {
      refuse(Words.noNotification);
    } else if (found.has("problem")) {
      refuse(found.get("problem").getAsString());
    } else {
      show(found);
    }
  }

  private void show(JsonObject found) {
    int line = found.get("line").getAsInt();
    try {
      call.isAt(new Position(line, found.get("character").getAsInt()));
    } catch (BadLocationException e) {
      // the text changed, and the answer to that is on its way
    }
    String name = call.uri().substring(call.uri().lastIndexOf('/') + 1);
    setContentDescription(NLS.bind(Words.callAt, name, line + 1));
    tell(found.getAsJsonObject("story").getAsJsonArray("runs"));
    if (pane.isRich()) {
      pane.page(found.get("html").getAsString());
    } else {
      pane.show(found.get("markdown").getAsString());
    }
  }

  /** A line for each kernel; what ends badly is in red. */
  private void tell(JsonArray runs) {
    StringBuilder text = new StringBuilder();
    List<StyleRange> bad = new ArrayList<>();
    Color red = JFaceResources.getColorRegistry().get("ERROR_COLOR");
    for (JsonElement each : runs) {
      JsonObject run = each.getAsJsonObject();
      int start = text.length();
      text.append(start == 0 ? "" : "\n")
          .append("Linux ")
          .append(run.get("kernel").getAsString())
          .append(": ")
          .append(run.get("outcome").getAsString())
          .append('.');
      if (run.get("bad").getAsBoolean()) {
        bad.add(new StyleRange(start, text.length() - start, red, null));
      }
    }
    // a page has it on top itself
    say(text.toString(), !pane.isRich());
    outcome.setStyleRanges(bad.toArray(StyleRange[]::new));
  }

  private void refuse(String why) {
    say(why, true);
    pane.show("");
  }

  private void say(String sentence, boolean visible) {
    outcome.setText(sentence);
    ((GridData) outcome.getLayoutData()).exclude = !visible;
    outcome.setVisible(visible);
    outcome.getParent().layout();
  }

  /** What is on top: a sentence for each kernel. */
  public String outcome() {
    return outcome.getText();
  }

  /** What is shown below: text, or a page. */
  public String shown() {
    return pane.shown();
  }

  @Override
  public void documentAboutToBeChanged(DocumentEvent event) {
    // of interest when it has changed
  }

  @Override
  public void documentChanged(DocumentEvent event) {
    Display display = Display.getCurrent();
    if (display != null) {
      display.timerExec(PAUSE_MILLIS, askAgain);
    }
  }

  private void forget() {
    if (call != null) {
      call.forget();
      call = null;
    }
  }

  @Override
  public void setFocus() {
    pane.control().setFocus();
  }

  @Override
  public void dispose() {
    forget();
    super.dispose();
  }
}
