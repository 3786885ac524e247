import type { Slot } from './alignment';
import { type Beat, Lane } from './beats';

export const LANES = [Lane.Application, Lane.Vfs, Lane.Driver, Lane.Signals, Lane.Handler] as const;

const TOP = 12;
const BOTTOM = 16;
const SIDE = 8;
const CHARACTER = 6.7;
const INDENT = 5;
const DEEPEST = 6;

/** Where a row is. */
export interface Row {
  readonly y: number;
  readonly height: number;
}

/** Where the text of a beat stands. */
export interface Label {
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly shown: string;
  /** Whether it stands above the arrow or mark, not beside it. */
  readonly above: boolean;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
}

/** How tall the rows are; both runs of a comparison share them. */
export function layout(slots: readonly Slot[], width: number): Layout {
  const rows: Row[] = [];
  let y = TOP;
  let step = 0;
  for (const slot of slots) {
    const beat = slot.beats[0] ?? slot.beats[1];
    if (beat && beat.step !== step) {
      y += step === 0 ? 0 : 10;
      step = beat.step;
    }
    const height = Math.max(...slot.beats.map((each) => (each ? heightOf(each, width) : 0)));
    rows.push({ y, height });
    y += height;
  }
  return { width, height: y + BOTTOM, rows };
}

function heightOf(beat: Beat, width: number): number {
  const mark = beat.kind === 'trouble' ? 26 : 20;
  return beat.from !== beat.to ? 32 : labelOf(beat, width).above ? mark + 12 : mark;
}

/** The middle of a lane. */
export function laneX(lane: Lane, width: number): number {
  return ((lane + 0.5) * width) / LANES.length;
}

/** The text of a beat so that it stays on the page: above its arrow, or beside its mark, or above that too. */
export function labelOf(beat: Beat, width: number): Label {
  const text = beat.kind === 'decision' && beat.detail !== '' ? `${beat.text}: ${beat.detail}` : withDetail(beat);
  const most = Math.floor((width - 2 * SIDE) / CHARACTER);
  const shown = text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
  const long = shown.length * CHARACTER;
  if (beat.from !== beat.to) {
    const middle = (laneX(beat.from, width) + laneX(beat.to, width)) / 2;
    return { x: within(middle, SIDE + long / 2, width - SIDE - long / 2), anchor: 'middle', shown, above: true };
  }
  const indent = 9 + INDENT * Math.min(DEEPEST, beat.depth);
  const right = laneX(beat.to, width) + indent;
  const left = laneX(beat.to, width) - indent;
  if (beat.to < Lane.Signals && right + long <= width - SIDE) {
    return { x: right, anchor: 'start', shown, above: false };
  }
  return left - long >= SIDE
    ? { x: left, anchor: 'end', shown, above: false }
    : { x: Math.max(SIDE, Math.min(right, width - SIDE - long)), anchor: 'start', shown, above: true };
}

function withDetail(beat: Beat): string {
  return beat.kind === 'change' && beat.detail !== '' ? `${beat.text}: ${beat.detail}` : beat.text;
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
