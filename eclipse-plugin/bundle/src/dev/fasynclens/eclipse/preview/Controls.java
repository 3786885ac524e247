package dev.fasynclens.eclipse.preview;

import dev.fasynclens.eclipse.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** The set-up of the program, for the user to change. */
final class Controls {
  private static final int MOST_EVENTS = 1000;
  private static final int MOST_PENDING = 100_000;

  private final Composite row;
  private final Consumer<SetUp> changed;
  private final Choice kernel;
  private final Choice other;
  private final Choice owner;
  private final Choice signal;
  private final Choice disposition;
  private final Spinner events;
  private final Spinner limit;
  private final Button mask;
  private final Button close;
  private boolean filling;

  /** A list to choose from; what is shown differs from what is meant. */
  private static final class Choice {
    private final List<String> values;
    private final Combo combo;

    Choice(Combo combo, List<String> values, List<String> shown) {
      this.combo = combo;
      this.values = values;
      combo.setItems(shown.toArray(String[]::new));
      combo.select(0);
    }

    String value() {
      return values.get(Math.max(0, combo.getSelectionIndex()));
    }

    void choose(String value) {
      combo.select(Math.max(0, values.indexOf(value)));
    }
  }

  Controls(Composite parent, Consumer<SetUp> changed) {
    this.changed = changed;
    row = new Composite(parent, SWT.NONE);
    row.setLayout(
        RowLayoutFactory.swtDefaults().type(SWT.HORIZONTAL).wrap(true).spacing(10).create());
    List<String> kernels = Kernels.all();
    kernel = choice(Words.kernel, with("", kernels), with(Words.asTargeted, kernels));
    other = choice(Words.compareWith, with("", kernels), with(Words.noComparison, kernels));
    owner =
        choice(
            Words.owner,
            List.of("process", "thread", "group", "none"),
            List.of(Words.ownerProcess, Words.ownerThread, Words.ownerGroup, Words.ownerNobody));
    signal =
        choice(
            Words.signal,
            List.of("", "SIGIO", "RTMIN", "RTMIN+1", "SIGUSR1"),
            List.of(Words.signalNone, "SIGIO", "SIGRTMIN", "SIGRTMIN+1", "SIGUSR1"));
    disposition =
        choice(
            Words.disposition,
            List.of("handler", "default", "ignore"),
            List.of(Words.hasHandler, Words.defaultAction, Words.ignores));
    events = number(Words.notifications, 1, MOST_EVENTS, 1);
    limit = number(Words.limit, -1, MOST_PENDING, -1);
    limit.setToolTipText(Words.limitHint);
    Composite checks = cell();
    mask = check(checks, Words.blocked);
    close = check(checks, Words.closesBefore);
  }

  Composite control() {
    return row;
  }

  /** What is chosen. */
  SetUp chosen() {
    List<String> kernels = new ArrayList<>();
    if (!kernel.value().isEmpty()) {
      kernels.add(kernel.value());
    } else if (!other.value().isEmpty()) {
      kernels.add(Kernels.all().getFirst());
    }
    if (!other.value().isEmpty()) {
      kernels.add(other.value());
    }
    return new SetUp(
        kernels,
        owner.value(),
        signal.value(),
        mask.getSelection(),
        disposition.value(),
        limit.getSelection() < 0 ? OptionalInt.empty() : OptionalInt.of(limit.getSelection()),
        events.getSelection(),
        close.getSelection());
  }

  /** Shows a set-up, and tells nobody. */
  void show(SetUp setUp) {
    filling = true;
    kernel.choose(setUp.kernels().isEmpty() ? "" : setUp.kernels().getFirst());
    other.choose(setUp.kernels().size() < 2 ? "" : setUp.kernels().getLast());
    owner.choose(setUp.owner());
    signal.choose(setUp.setsig());
    disposition.choose(setUp.disposition());
    events.setSelection(setUp.events());
    limit.setSelection(setUp.rlimit().orElse(-1));
    mask.setSelection(setUp.mask());
    close.setSelection(setUp.closeBetween());
    filling = false;
  }

  private void tell() {
    if (!filling) {
      changed.accept(chosen());
    }
  }

  private static List<String> with(String first, List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.addFirst(first);
    return all;
  }

  private Choice choice(String title, List<String> values, List<String> shown) {
    Combo combo = new Combo(labelled(title), SWT.READ_ONLY);
    Choice choice = new Choice(combo, values, shown);
    combo.addListener(SWT.Selection, event -> tell());
    return choice;
  }

  private Spinner number(String title, int least, int most, int value) {
    Spinner spinner = new Spinner(labelled(title), SWT.BORDER);
    spinner.setValues(value, least, most, 0, 1, 10);
    spinner.addListener(SWT.Selection, event -> tell());
    return spinner;
  }

  private Button check(Composite cell, String title) {
    Button button = new Button(cell, SWT.CHECK);
    button.setText(title);
    button.addListener(SWT.Selection, event -> tell());
    return button;
  }

  private Composite labelled(String title) {
    Composite cell = cell();
    new Label(cell, SWT.NONE).setText(title);
    return cell;
  }

  private Composite cell() {
    Composite cell = new Composite(row, SWT.NONE);
    cell.setLayout(GridLayoutFactory.fillDefaults().spacing(0, 1).create());
    return cell;
  }
}
