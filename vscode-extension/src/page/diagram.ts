import type { Slot } from './alignment';
import { type Beat, Lane } from './beats';
import { drawn, element } from './elements';
import { LANES, type Layout, type Row, labelOf, laneX, layout } from './layout';
import { say } from './words';

const LEAST_WIDTH = 290;

const titles = (): readonly string[] => [
  say('Application'),
  say('VFS, fcntl'),
  say('Driver'),
  say('Signal core'),
  say('Handler'),
];

/** The sequence diagram of one run; it grows with the cursor. */
export class Diagram {
  readonly node: HTMLElement;
  private readonly svg = drawn('svg', { 'aria-hidden': 'true' });
  private readonly heads = element('div', { class: 'lanes', 'aria-hidden': 'true' });
  private groups: (SVGGElement | null)[] = [];
  private lifelines: SVGLineElement[] = [];
  private plan: Layout = { width: 0, height: 0, rows: [] };
  private slots: readonly Slot[] = [];

  constructor(
    private readonly run: 0 | 1,
    title: string,
    bad: boolean,
    private readonly chosen: (row: number) => void,
  ) {
    const head = element('h2', { class: bad ? 'bad' : '' }, title);
    this.node = element('section', { class: 'diagram' }, element('div', { class: 'top' }, head, this.heads), this.svg);
  }

  /** Draws all rows into a width. */
  draw(slots: readonly Slot[], available: number): void {
    this.slots = slots;
    this.plan = layout(slots, Math.max(LEAST_WIDTH, available));
    const { width, height } = this.plan;
    this.svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.svg.setAttribute('width', String(width));
    this.svg.setAttribute('height', String(height));
    this.heads.replaceChildren(...titles().map((title) => element('span', {}, title)));
    this.lifelines = LANES.map((lane) =>
      drawn('line', { class: 'lifeline', x1: laneX(lane, width), x2: laneX(lane, width), y1: 0, y2: 0 }),
    );
    this.groups = slots.map((slot, index) => this.row(slot, index));
    this.svg.replaceChildren(...this.lifelines, ...this.groups.filter((group) => group !== null));
  }

  /** Shows what has happened up to a row. */
  show(cursor: number): void {
    this.groups.forEach((group, index) => {
      group?.classList.toggle('future', index > cursor);
      group?.classList.toggle('current', index === cursor);
    });
    const row = this.plan.rows[cursor];
    const end = row ? row.y + row.height + 6 : 0;
    this.lifelines.forEach((line) => {
      line.setAttribute('y2', String(end));
    });
  }

  /** Where a row is, from the top of the drawing. */
  place(cursor: number): Row | undefined {
    return this.plan.rows[cursor];
  }

  get drawing(): SVGSVGElement {
    return this.svg;
  }

  private row(slot: Slot, index: number): SVGGElement | null {
    const beat = slot.beats[this.run];
    const row = this.plan.rows[index];
    if (!beat || !row) {
      return null;
    }
    const { width } = this.plan;
    const previous = this.slots[index - 1];
    const begins = (previous?.beats[0] ?? previous?.beats[1])?.step !== beat.step;
    const group = drawn('g', {
      class: `row ${beat.kind} future${slot.differs ? ' differs' : ''}${begins ? ' begins' : ''}`,
    });
    group.append(
      drawn('rect', { class: 'ground', x: 0, y: row.y, width, height: row.height, rx: 3 }),
      drawn('title', {}, beat.detail === '' ? beat.text : `${beat.text}: ${beat.detail}`),
    );
    const label = labelOf(beat, width);
    const beside = label.above ? { y: row.y + 12, height: row.height - 12 } : row;
    group.append(...(beat.from !== beat.to ? arrow(beat, row, width) : mark(beat, beside, width)));
    const y = label.above ? row.y + 15 : row.y + row.height / 2 + 4;
    group.append(drawn('text', { x: label.x, y, 'text-anchor': label.anchor }, label.shown));
    group.addEventListener('click', () => {
      this.chosen(index);
    });
    return group;
  }
}

function arrow(beat: Beat, row: Row, width: number): readonly SVGElement[] {
  const y = row.y + row.height - 8;
  const from = laneX(beat.from, width);
  const right = beat.to > beat.from;
  const tip = laneX(beat.to, width);
  const back = right ? -7 : 7;
  return [
    drawn('line', { class: 'shaft', x1: from, y1: y, x2: tip + back, y2: y, pathLength: 1 }),
    drawn('path', { class: 'head', d: `M ${tip} ${y} l ${back} -4.5 v 9 z` }),
    drawn('circle', { class: 'start', cx: from, cy: y, r: 2.5 }),
  ];
}

function mark(beat: Beat, row: Row, width: number): readonly SVGElement[] {
  const x = laneX(beat.to, width);
  const y = row.y + row.height / 2;
  switch (beat.kind) {
    case 'trouble':
      return [drawn('path', { class: 'mark', d: `M ${x} ${y - 8} l 9 16 h -18 z` })];
    case 'decision':
      return [drawn('path', { class: 'mark', d: `M ${x} ${y - 5} l 5 5 l -5 5 l -5 -5 z` })];
    case 'change':
      return [drawn('rect', { class: 'mark', x: x - 4, y: y - 4, width: 8, height: 8, rx: 1.5 })];
    case 'end':
      return [drawn('path', { class: 'mark', d: `M ${x - 5} ${y - 5} l 10 10 m 0 -10 l -10 10` })];
    default:
      return [drawn('rect', { class: 'mark', x: x - 2, y: row.y + 2, width: 4, height: row.height - 4, rx: 2 })];
  }
}

/** Names a lane where somebody listens instead of looking. */
export function laneName(lane: Lane): string {
  return titles()[lane] ?? '';
}
