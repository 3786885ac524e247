import type { Beat } from './beats';

/** One row of the page: a beat of one run, or beats of two runs that belong together. */
export interface Slot {
  readonly beats: readonly [Beat | null, Beat | null];
  /** Whether the runs do not do the same here. */
  readonly differs: boolean;
}

/** The rows of one run. */
export function alone(beats: readonly Beat[]): readonly Slot[] {
  return beats.map((beat) => ({ beats: [beat, null], differs: false }));
}

const GAP = 2;
const RENAMED = 1;
const NEVER = Number.POSITIVE_INFINITY;

/** The rows of two runs: what is the same stands side by side, step by step of the scenario. */
export function aligned(left: readonly Beat[], right: readonly Beat[]): readonly Slot[] {
  const slots: Slot[] = [];
  const last = Math.max(0, ...left.map((beat) => beat.step), ...right.map((beat) => beat.step));
  for (let step = 1; step <= last; step++) {
    const inStep = (beat: Beat): boolean => beat.step === step;
    slots.push(...alignedStep(left.filter(inStep), right.filter(inStep)));
  }
  return slots;
}

/** The cheapest way to bring two rows of beats together, from the end to the start. */
function alignedStep(left: readonly Beat[], right: readonly Beat[]): readonly Slot[] {
  const costs: number[][] = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const cost = (i: number, j: number): number => costs[i]?.[j] ?? NEVER;
  const pair = (i: number, j: number): number => {
    const [a, b] = [left[i], right[j]];
    return a && b ? distance(a, b) : NEVER;
  };
  for (let i = left.length; i >= 0; i--) {
    for (let j = right.length; j >= 0; j--) {
      const row = costs[i];
      if (row && (i < left.length || j < right.length)) {
        row[j] = Math.min(cost(i + 1, j) + GAP, cost(i, j + 1) + GAP, cost(i + 1, j + 1) + pair(i, j));
      }
    }
  }
  const slots: Slot[] = [];
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    if (cost(i, j) === cost(i + 1, j + 1) + pair(i, j)) {
      slots.push({ beats: [left[i++] ?? null, right[j++] ?? null], differs: pair(i - 1, j - 1) > 0 });
    } else if (cost(i, j) === cost(i + 1, j) + GAP) {
      slots.push({ beats: [left[i++] ?? null, null], differs: true });
    } else {
      slots.push({ beats: [null, right[j++] ?? null], differs: true });
    }
  }
  return slots;
}

function distance(a: Beat, b: Beat): number {
  if (a.kind !== b.kind || a.from !== b.from || a.to !== b.to) {
    return NEVER;
  }
  return a.text === b.text && a.detail === b.detail ? 0 : RENAMED;
}

/** The beat that a run has reached at a row: the last one up to there. */
export function reached(slots: readonly Slot[], cursor: number, run: 0 | 1): Beat | null {
  for (let at = Math.min(cursor, slots.length - 1); at >= 0; at--) {
    const beat = slots[at]?.beats[run];
    if (beat) {
      return beat;
    }
  }
  return null;
}

/** The row where the step before or after the one of a row begins. */
export function stepAway(slots: readonly Slot[], cursor: number, by: 1 | -1): number {
  const stepOf = (at: number): number => slots[at]?.beats[0]?.step ?? slots[at]?.beats[1]?.step ?? 0;
  const begins = slots.map((_, at) => at).filter((at) => at === 0 || stepOf(at) !== stepOf(at - 1));
  return by > 0
    ? (begins.find((at) => at > cursor) ?? slots.length - 1)
    : (begins.filter((at) => at < cursor).at(-1) ?? 0);
}

/** The row to look at first: where it goes wrong, or where two runs part, or where the driver notifies. */
export function remarkable(slots: readonly Slot[]): number {
  const notified = slots.findIndex((slot) => slot.beats.some((beat) => beat?.site === 'notification'));
  const wrong = slots.findIndex((slot) => slot.beats.some((beat) => beat?.kind === 'trouble'));
  const parted = slots.findIndex((slot, at) => at >= notified && slot.differs);
  return Math.max(0, [wrong, parted, notified].find((at) => at >= 0) ?? 0);
}
