import type { Named, TraceEvent } from './story';
import { plain } from './names';

/** What the state is about, in the order in which it is shown. */
export type Subject = 'queue' | 'owner' | 'signal' | 'flag' | 'blocked' | 'pending' | 'other';

export interface Entry {
  readonly subject: Subject;
  readonly name: string;
  readonly value: string;
  readonly changed: boolean;
}

/** What the kernel knows at a moment. */
export interface State {
  /** By what the trace calls it. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** Held now, the outermost first. */
  readonly locks: readonly string[];
  /** What the handler was told last. */
  readonly siginfo: readonly Named[];
  readonly siginfoChanged: boolean;
}

export const BEGINNING: State = { entries: new Map(), locks: [], siginfo: [], siginfoChanged: false };

const SUBJECTS: readonly (readonly [RegExp, Subject])[] = [
  [/^entries of /, 'queue'],
  [/^owner of /, 'owner'],
  [/^signal of /, 'signal'],
  [/^FASYNC in /, 'flag'],
  [/^signals that .* blocks$/, 'blocked'],
  [/^pending signals of /, 'pending'],
];

/** The state after an event. */
export function apply(state: State, event: TraceEvent): State {
  switch (event.event) {
    case 'change': {
      const entries = new Map(state.entries);
      entries.set(event.what, {
        subject: SUBJECTS.find(([pattern]) => pattern.test(event.what))?.[1] ?? 'other',
        name: plain(event.what),
        value: plain(event.after),
        changed: true,
      });
      return { ...state, entries };
    }
    case 'lock':
      return { ...state, locks: [...state.locks, event.lock] };
    case 'unlock': {
      const at = state.locks.lastIndexOf(event.lock);
      return at < 0 ? state : { ...state, locks: state.locks.filter((_, index) => index !== at) };
    }
    case 'delivery':
      return {
        ...state,
        siginfo: event.siginfo.map((each) => ({ name: each.name, value: plain(each.value) })),
        siginfoChanged: true,
      };
    default:
      return state;
  }
}

/** The same state, with nothing new about it. */
export function settle(state: State): State {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of state.entries) {
    entries.set(key, { ...entry, changed: false });
  }
  return { ...state, entries, siginfoChanged: false };
}

/** What there is about a subject. */
export function about(state: State, subject: Subject): readonly Entry[] {
  return [...state.entries.values()].filter((entry) => entry.subject === subject);
}
