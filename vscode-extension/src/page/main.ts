import { type Slot, aligned, alone, reached, remarkable } from './alignment';
import { type Beat, beatsOf } from './beats';
import { Controls } from './controls';
import { Diagram, laneName } from './diagram';
import { element } from './elements';
import { moved } from './keys';
import type { FromPage, ToPage } from './messages';
import { Player } from './player';
import { BEGINNING } from './state';
import { stateOf } from './statePanel';
import type { Preview, SetUp } from './story';
import { say, speak } from './words';

interface Host {
  postMessage(message: FromPage): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

/** The page: the outcome on top, the player, the diagrams with the state beside them, the set-up. */
class Page {
  private readonly outcome = element('p', { class: 'outcome', role: 'status' });
  private readonly caption = element('p', { class: 'caption', 'aria-live': 'polite', 'aria-atomic': 'true' });
  private readonly links = element('p', { class: 'links' });
  private readonly stage = element('div', { class: 'stage', tabindex: '0', role: 'region' });
  private readonly states = element('div', { class: 'states', tabindex: '0', role: 'region' });
  private readonly notes = element('details', { class: 'notes' });
  private readonly player = new Player((cursor) => {
    this.show(cursor);
  });
  private readonly controls = new Controls((setUp) => {
    this.busy();
    this.changes++;
    this.host.postMessage({ type: 'setUp', setUp, change: this.changes });
  });
  private slots: readonly Slot[] = [];
  private diagrams: readonly Diagram[] = [];
  private preview: Preview | null = null;
  private setUp: SetUp | null = null;
  private changes = 0;

  constructor(private readonly host: Host) {
    this.stage.setAttribute('aria-label', say('What happens, row by row'));
    this.states.setAttribute('aria-label', say('State'));
    const heading = element('h1', {}, say('What Happens'));
    const header = element('header', {}, heading, this.outcome, this.player.node, this.caption, this.links);
    const view = element('div', { class: 'view' }, this.stage, this.states);
    document.body.replaceChildren(header, element('main', {}, this.controls.node, view, this.notes));
    document.addEventListener('keydown', (event) => {
      this.key(event);
    });
    new ResizeObserver(() => {
      this.draw();
    }).observe(this.stage);
  }

  /** Shows an answer of the server; what was reached stays if the story is about the same call. */
  take(preview: Preview, setUp: SetUp, kept: number | null): void {
    const edited = this.preview !== null && JSON.stringify(setUp) === JSON.stringify(this.setUp);
    this.preview = preview;
    this.setUp = setUp;
    const runs = preview.story.runs.map((run) => beatsOf(run));
    const [left = [], right] = runs;
    this.slots = right ? aligned(left, right) : alone(left);
    this.outcome.replaceChildren(
      ...preview.story.runs.map((run) =>
        element(
          'span',
          { class: run.bad ? 'bad' : 'good' },
          ...(run.bad ? [element('span', { class: 'badge' }, say('Wrong'))] : []),
          element('b', {}, `Linux ${run.kernel}: `),
          `${run.outcome}.`,
        ),
      ),
    );
    document.body.classList.remove('busy', 'stale');
    document.body.classList.toggle('two', runs.length > 1);
    this.diagrams = preview.story.runs.map(
      (run, index) =>
        new Diagram(index === 0 ? 0 : 1, `Linux ${run.kernel}`, run.bad, (row) => {
          this.player.jump(row);
        }),
    );
    this.stage.replaceChildren(...this.diagrams.map((diagram) => diagram.node));
    this.controls.show(setUp);
    this.tellAssumptions(preview);
    this.draw();
    this.player.stop();
    const cursor = kept ?? (edited ? this.player.at : remarkable(this.slots));
    this.player.of(this.slots.length, cursor);
  }

  /** There is nothing to show, or no longer. */
  refuse(message: string, setUp: SetUp): void {
    document.body.classList.remove('busy');
    document.body.classList.add('stale');
    this.outcome.replaceChildren(element('span', { class: 'problem' }, message));
    this.controls.show(setUp);
  }

  /** Whether an answer is about the set-up that the user wants by now. */
  isNewest(change: number): boolean {
    return change >= this.changes;
  }

  busy(): void {
    document.body.classList.add('busy');
  }

  private draw(): void {
    if (this.diagrams.length === 0) {
      return;
    }
    const width = Math.floor((this.stage.clientWidth - 12 * this.diagrams.length) / this.diagrams.length);
    for (const diagram of this.diagrams) {
      diagram.draw(this.slots, width);
      diagram.show(this.player.at);
    }
  }

  private show(cursor: number): void {
    const slot = this.slots[cursor];
    if (!slot || !this.preview) {
      return;
    }
    for (const diagram of this.diagrams) {
      diagram.show(cursor);
    }
    this.states.replaceChildren(
      ...this.preview.story.runs.map((run, index) =>
        stateOf(`Linux ${run.kernel}`, reached(this.slots, cursor, index === 0 ? 0 : 1)?.state ?? BEGINNING),
      ),
    );
    const told = this.told(slot);
    this.caption.textContent = `${say('Row {0} of {1}', cursor + 1, this.slots.length)} · ${told}`;
    this.player.tell(told);
    const beat = slot.beats[0] ?? slot.beats[1];
    this.showLinks(beat, slot);
    this.host.postMessage({ type: 'at', site: beat?.site ?? null });
    this.host.setState({ ...this.kept(), cursor });
    this.scrollTo(cursor);
  }

  /** What a window that is opened again shows again. */
  private kept(): object {
    const { uri, line, character } = this.preview ?? { uri: '', line: 0, character: 0 };
    return { uri, line, character, setUp: this.setUp };
  }

  private told(slot: Slot): string {
    const [left, right] = slot.beats;
    const one = (beat: Beat): string =>
      [
        beat.from === beat.to ? laneName(beat.to) : `${laneName(beat.from)} → ${laneName(beat.to)}`,
        beat.detail === '' ? beat.text : `${beat.text} (${beat.detail})`,
      ].join(': ');
    const runs = this.preview?.story.runs ?? [];
    if (runs.length < 2 || !slot.differs) {
      const beat = left ?? right;
      return beat ? one(beat) : '';
    }
    if (left && right) {
      return `${runs[0]?.kernel ?? ''} ${one(left)}; ${runs[1]?.kernel ?? ''} ${one(right)}`;
    }
    const only = left ?? right;
    return only ? `${say('Only {0}', runs[left ? 0 : 1]?.kernel ?? '')}: ${one(only)}` : '';
  }

  private showLinks(beat: Beat | null, slot: Slot): void {
    const links: Node[] = [];
    const link = (title: string, message: FromPage): void => {
      const button = element('button', { type: 'button', class: 'link' }, title);
      button.addEventListener('click', () => {
        this.host.postMessage(message);
      });
      links.push(button);
    };
    if (beat && beat.function !== '') {
      const version = this.preview?.story.runs[slot.beats[0] ? 0 : 1]?.kernel ?? '';
      link(say('Page of {0}', `${beat.function}()`), { type: 'page', function: beat.function, version });
    }
    link(say('Show the call'), { type: 'reveal' });
    this.links.replaceChildren(...links);
  }

  private tellAssumptions(preview: Preview): void {
    this.notes.replaceChildren(
      element('summary', {}, say('What was assumed, and what did not run')),
      element('ul', {}, ...[...preview.assumptions, ...preview.notExecuted].map((each) => element('li', {}, `${each}.`))),
    );
  }

  private scrollTo(cursor: number): void {
    const [diagram] = this.diagrams;
    const row = diagram?.place(cursor);
    if (!diagram || !row) {
      return;
    }
    const top = diagram.drawing.getBoundingClientRect().top - this.stage.getBoundingClientRect().top + this.stage.scrollTop;
    const middle = top + row.y - this.stage.clientHeight / 2;
    this.stage.scrollTo({ top: Math.max(0, middle) });
  }

  private key(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const typed = target.matches('select, input:not([type=range])');
    if (event.ctrlKey || event.altKey || event.metaKey || typed) {
      return;
    }
    if (event.key === ' ' && !target.matches('button, summary')) {
      event.preventDefault();
      this.player.toggle();
      return;
    }
    const cursor = moved(event.key, this.slots, this.player.at);
    if (cursor !== null) {
      event.preventDefault();
      this.player.jump(cursor);
    }
  }
}

const host = acquireVsCodeApi();
let page: Page | null = null;
window.addEventListener('message', (event: MessageEvent<ToPage>) => {
  const message = event.data;
  switch (message.type) {
    case 'words':
      speak(message.words);
      page = new Page(host);
      break;
    case 'preview':
      if (page?.isNewest(message.change)) {
        page.take(message.preview, message.setUp, message.cursor);
      }
      break;
    case 'refused':
      if (page?.isNewest(message.change)) {
        page.refuse(message.message, message.setUp);
      }
      break;
    case 'busy':
      page?.busy();
      break;
  }
});
host.postMessage({ type: 'ready' });
