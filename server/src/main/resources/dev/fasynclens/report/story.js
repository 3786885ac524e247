"use strict";
(() => {
  const root = document.documentElement;
  const steps = [...document.querySelectorAll(".step")];
  if (steps.length === 0) {
    return;
  }
  root.classList.add("js");
  const byId = (id) => document.getElementById(id);
  const single = byId("stage").classList.contains("single");
  const stations = [...document.querySelectorAll(".stations button")];
  const slowly = byId("slowly");
  const details = byId("details");
  const said = byId("said");

  /** Where we are: a step, and how many of its rows are there; all of them if null. */
  let step = 0;
  let rows = null;

  const rowsOf = (index) =>
    [...steps[index].querySelectorAll(".row")].filter(
      (row) => details.checked || !row.classList.contains("lock"),
    );

  const callByCall = () => single && slowly.checked;

  function setHidden(element, hidden) {
    if (element.hidden !== hidden) {
      element.hidden = hidden;
      element.classList.toggle("fresh", !hidden);
    }
  }

  function entry(list, name, value, changed) {
    const term = document.createElement("dt");
    term.textContent = name;
    const text = document.createElement("dd");
    const inner = document.createElement("span");
    inner.textContent = value;
    inner.classList.toggle("changed", changed);
    text.append(inner);
    list.append(term, text);
  }

  function showState() {
    if (!single) {
      return;
    }
    const state = new Map();
    let signal = null;
    for (let i = 0; i <= step; i++) {
      for (const row of steps[i].querySelectorAll(".row")) {
        if (row.hidden) {
          continue;
        }
        if (row.dataset.what !== undefined) {
          state.set(row.dataset.what, { value: row.dataset.after, changed: i === step });
        }
        if (row.dataset.to !== undefined) {
          signal = { row, changed: i === step };
        }
      }
    }
    const list = byId("state-now");
    list.replaceChildren();
    for (const [what, { value, changed }] of state) {
      entry(list, what, value, changed);
    }
    byId("state-empty").hidden = state.size > 0;
    const told = byId("signal-now");
    told.replaceChildren();
    if (signal !== null) {
      entry(told, signal.row.dataset.to, signal.row.dataset.signal, signal.changed);
      for (const pair of signal.row.querySelectorAll("[data-name]")) {
        entry(told, pair.dataset.name, pair.dataset.value, signal.changed);
      }
    }
    byId("signal-empty").hidden = signal !== null;
  }

  function show(scroll) {
    steps.forEach((each, index) => {
      setHidden(each, index > step);
      each.classList.toggle("current", index === step);
    });
    steps.forEach((_, index) => {
      const visible = index < step || rows === null ? Infinity : rows;
      let count = 0;
      for (const row of steps[index].querySelectorAll(".row")) {
        const counts = details.checked || !row.classList.contains("lock");
        count += counts ? 1 : 0;
        setHidden(row, count > visible);
      }
      const over = index < step || rows === null || rows >= rowsOf(index).length;
      for (const after of steps[index].querySelectorAll(".afterwards")) {
        after.hidden = !over;
      }
    });
    stations.forEach((button, index) => {
      button.classList.toggle("past", index < step);
      if (index === step) {
        button.setAttribute("aria-current", "step");
      } else {
        button.removeAttribute("aria-current");
      }
    });
    const atEnd = step === steps.length - 1 && (rows === null || rows >= rowsOf(step).length);
    const atStart = step === 0 && (rows === null || rows === 0);
    byId("forward").disabled = atEnd;
    byId("all").disabled = atEnd;
    byId("back").disabled = atStart;
    byId("first").disabled = atStart;
    showState();
    const last = rowsOf(step).filter((row) => !row.hidden).pop();
    if (scroll) {
      const target = rows !== null && rows > 0 && last ? last : steps[step];
      target.scrollIntoView({ block: rows !== null && rows > 0 ? "center" : "nearest" });
    }
    said.textContent =
      rows !== null && rows > 0 && last
        ? last.textContent.trim()
        : `Step ${step + 1} of ${steps.length}: ${steps[step].dataset.summary}`;
  }

  function forward() {
    if (callByCall() && rows !== null && rows < rowsOf(step).length) {
      rows++;
    } else if (step < steps.length - 1) {
      step++;
      rows = callByCall() ? 0 : null;
    }
    show(true);
  }

  function back() {
    if (callByCall() && rows === null) {
      rows = rowsOf(step).length;
    }
    if (callByCall() && rows > 0) {
      rows--;
    } else if (step > 0) {
      step--;
      rows = callByCall() ? rowsOf(step).length : null;
    }
    show(true);
  }

  function goTo(index) {
    step = Math.max(0, Math.min(steps.length - 1, index));
    rows = null;
    show(true);
  }

  byId("forward").addEventListener("click", forward);
  byId("back").addEventListener("click", back);
  byId("first").addEventListener("click", () => {
    step = 0;
    rows = callByCall() ? 0 : null;
    show(true);
  });
  byId("all").addEventListener("click", () => goTo(steps.length - 1));
  stations.forEach((button, index) => button.addEventListener("click", () => goTo(index)));
  slowly.addEventListener("change", () => {
    rows = slowly.checked ? 0 : null;
    show(true);
  });
  details.addEventListener("change", () => {
    rows = rows === null ? null : Math.min(rows, rowsOf(step).length);
    show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const action = {
      ArrowRight: forward,
      ArrowLeft: back,
      Home: () => goTo(0),
      End: () => goTo(steps.length - 1),
    }[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });

  const fromAddress = /^#step-(\d{1,4})$/.exec(location.hash);
  if (fromAddress) {
    goTo(Number(fromAddress[1]) - 1);
  } else {
    show(false);
  }
})();
