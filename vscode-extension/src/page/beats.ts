import type { Run, Step, TraceEvent } from './story';
import { call, plain } from './names';
import { BEGINNING, type State, apply, settle } from './state';

/** Who takes part, from left to right. */
export enum Lane {
  Application,
  Vfs,
  Driver,
  Signals,
  Handler,
}

export type BeatKind = 'call' | 'inner' | 'decision' | 'change' | 'delivery' | 'trouble' | 'end';

/** Where in the driver a beat happens. */
export type Site = 'notification' | 'registration' | null;

/** The smallest thing that the page shows: one row of the diagram. */
export interface Beat {
  readonly kind: BeatKind;
  /** Counted from 1, as in the trace. */
  readonly step: number;
  readonly from: Lane;
  readonly to: Lane;
  readonly depth: number;
  readonly text: string;
  readonly detail: string;
  /** The function of the kernel that has a page; empty if there is none. */
  readonly function: string;
  readonly site: Site;
  readonly state: State;
}

const VFS_FILES = new Set(['fs/fcntl.c', 'fs/ioctl.c', 'fs/file_table.c', 'fs/open.c']);
const SIGNAL_FILES = new Set([
  'kernel/signal.c',
  'kernel/exit.c',
  'mm/oom_kill.c',
  'include/linux/signalfd.h',
  'arch/x86/kernel/signal.c',
]);
const SIGNAL_STEPS = new Set(['handler', 'ignore', 'block', 'unblock', 'pending', 'rlimit_sigpending', 'fork', 'thread']);
const OF_THE_DRIVER = 'the driver';

export function laneOf(file: string): Lane {
  if (VFS_FILES.has(file)) {
    return Lane.Vfs;
  }
  return SIGNAL_FILES.has(file) ? Lane.Signals : Lane.Driver;
}

/** The rows of a run, in order, each with the state after it. */
export function beatsOf(run: Run): readonly Beat[] {
  const beats: Beat[] = [];
  let state = BEGINNING;
  run.steps.forEach((step, index) => {
    const told = new StepTeller(index + 1, step, run.trace.filter((event) => event.step === index + 1), state);
    beats.push(...told.beats());
    state = told.after();
  });
  return beats;
}

class StepTeller {
  private readonly told: Beat[] = [];
  private readonly lanes: Lane[] = [];
  private readonly verb: string;
  private readonly origin: Lane;
  private readonly site: Site;
  private state: State;

  constructor(
    private readonly number: number,
    private readonly step: Step,
    private readonly events: readonly TraceEvent[],
    state: State,
  ) {
    this.verb = step.do.split(' ')[1] ?? '';
    this.origin = this.verb === 'kf' ? Lane.Driver : Lane.Application;
    this.site = this.verb === 'kf' ? 'notification' : this.verb === 'async' ? 'registration' : null;
    this.state = settle(state);
  }

  beats(): readonly Beat[] {
    this.begin();
    this.events.forEach((event, index) => {
      this.tell(event, index);
    });
    this.end();
    return this.told;
  }

  after(): State {
    return this.state;
  }

  /** What the program or the driver does to start the step. */
  private begin(): void {
    const first = this.events.find((event) => event.event === 'enter');
    const usual = SIGNAL_STEPS.has(this.verb) ? Lane.Signals : Lane.Vfs;
    this.add({ kind: 'call', from: this.origin, to: first ? laneOf(first.file) : usual, text: call(this.step.do) });
  }

  private tell(event: TraceEvent, index: number): void {
    this.state = apply(this.state, event);
    const here = this.lanes[event.depth - 1] ?? this.origin;
    const place = { from: here, to: here, depth: event.depth };
    switch (event.event) {
      case 'enter':
        this.enter(event, index === 0);
        break;
      case 'decision':
        this.add({ kind: 'decision', ...place, text: plain(event.decision), detail: plain(event.because) });
        break;
      case 'change':
        this.add({ kind: 'change', ...place, text: plain(event.what), detail: `${plain(event.before)} → ${plain(event.after)}` });
        break;
      case 'delivery':
        this.add({
          kind: 'delivery',
          from: Lane.Signals,
          to: Lane.Handler,
          text: `${plain(event.sig)} → ${plain(event.via)}`,
          detail: event.siginfo.map((each) => `${each.name} ${plain(each.value)}`).join(', '),
        });
        break;
      case 'trouble':
        this.add({ kind: 'trouble', ...place, text: `${event.kernel} in ${event.in}()`, detail: plain(event.message) });
        break;
      case 'return':
      case 'lock':
      case 'unlock':
        return; // only the state tells of them
    }
  }

  private enter(event: TraceEvent & { event: 'enter' }, first: boolean): void {
    const lane = laneOf(event.file);
    const caller = this.lanes[event.depth - 1] ?? this.origin;
    this.lanes.length = event.depth;
    this.lanes[event.depth] = lane;
    if (first && this.verb === 'kf' && event.function === 'kill_fasync') {
      return; // the step says so already
    }
    const crosses = lane !== caller && !first;
    this.add({
      kind: crosses ? 'call' : 'inner',
      from: crosses ? caller : lane,
      to: lane,
      depth: event.depth,
      text: `${event.function}()`,
      detail: event.arguments.map((each) => `${each.name} ${plain(each.value)}`).join(', '),
      function: event.file === OF_THE_DRIVER ? '' : event.function,
    });
  }

  /** What is left to say: who is gone, and what a call that failed gave back. */
  private end(): void {
    const at = { from: Lane.Application, to: Lane.Application };
    for (const each of this.step.events ?? []) {
      if (each.died !== undefined) {
        this.add({ kind: 'end', ...at, text: plain(`${each.sig ?? ''} ends process ${each.died}`) });
      } else if (each.stopped !== undefined) {
        this.add({ kind: 'end', ...at, text: plain(`${each.sig ?? ''} stops process ${each.stopped}`) });
      }
    }
    if (this.verb === 'pending' && this.step.out !== undefined) {
      this.add({ kind: 'change', ...at, text: plain(this.step.out) });
    }
    if (typeof this.step.returns === 'string' && this.step.returns.startsWith('-')) {
      this.add({ kind: 'end', ...at, text: this.step.returns });
    }
  }

  private add(what: Partial<Beat> & Pick<Beat, 'kind' | 'from' | 'to' | 'text'>): void {
    this.told.push({
      step: this.number,
      depth: 0,
      detail: '',
      function: what.kind === 'call' && this.verb === 'kf' && this.told.length === 0 ? 'kill_fasync' : '',
      site: this.site,
      ...what,
      state: this.state,
    });
    this.state = settle(this.state);
  }
}
