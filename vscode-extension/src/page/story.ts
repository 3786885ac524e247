/** What the server answers to `fasyncLens/preview`, as far as the page reads it. */
export interface Preview {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly outcome: string;
  readonly assumptions: readonly string[];
  readonly notExecuted: readonly string[];
  readonly story: { readonly runs: readonly Run[] };
}

/** One run on one kernel. */
export interface Run {
  readonly title: string;
  readonly kernel: string;
  readonly outcome: string;
  readonly bad: boolean;
  readonly steps: readonly Step[];
  readonly trace: readonly TraceEvent[];
}

/** A step of the scenario language with what came of it. */
export interface Step {
  readonly do: string;
  readonly returns?: number | string;
  readonly out?: string;
  readonly events?: readonly Happened[];
}

/** What a step did to somebody; which keys are there depends on what it is. */
export interface Happened {
  readonly to?: string;
  readonly via?: string;
  readonly sig?: string;
  readonly died?: string;
  readonly exited?: string;
  readonly stopped?: string;
  readonly continued?: string;
  readonly kernel?: string;
  readonly in?: string;
}

export interface Named {
  readonly name: string;
  readonly value: string;
}

interface Common {
  readonly step: number;
  readonly depth: number;
  readonly context: string;
}

export type TraceEvent = Common &
  (
    | { readonly event: 'enter'; readonly function: string; readonly file: string; readonly arguments: readonly Named[] }
    | { readonly event: 'return'; readonly function: string; readonly result: string }
    | { readonly event: 'decision'; readonly decision: string; readonly because: string }
    | { readonly event: 'change'; readonly what: string; readonly before: string; readonly after: string }
    | { readonly event: 'lock'; readonly lock: string; readonly how: string }
    | { readonly event: 'unlock'; readonly lock: string }
    | { readonly event: 'delivery'; readonly to: string; readonly via: string; readonly sig: string; readonly siginfo: readonly Named[] }
    | { readonly event: 'trouble'; readonly kernel: string; readonly in: string; readonly message: string }
  );

/** What the user chose. The keys are those of the request. */
export interface SetUp {
  readonly kernels: readonly string[];
  readonly owner: 'process' | 'thread' | 'group' | 'none';
  readonly setsig: string;
  readonly mask: boolean;
  readonly disposition: 'handler' | 'default' | 'ignore';
  readonly rlimit: number | null;
  readonly events: number;
  readonly closeBetween: boolean;
}

export const USUAL: SetUp = {
  kernels: [],
  owner: 'process',
  setsig: '0',
  mask: false,
  disposition: 'handler',
  rlimit: null,
  events: 1,
  closeBetween: false,
};

/** A set-up as the request wants it: what was not chosen is left out. */
export function asked(setUp: SetUp): Record<string, unknown> {
  const { rlimit, kernels, setsig, ...rest } = setUp;
  return {
    ...rest,
    ...(kernels.length > 0 ? { kernels } : {}),
    ...(rlimit === null ? {} : { rlimit }),
    setsig: /^\d+$/.test(setsig) ? Number(setsig) : setsig,
  };
}

/** Reads a set-up that somebody kept; whatever is wrong with it becomes what is usual. */
export function setUpOf(kept: unknown): SetUp {
  const given = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const one = <T extends string>(key: string, all: readonly T[], otherwise: T): T =>
    all.find((each) => each === given[key]) ?? otherwise;
  const kernels = Array.isArray(given['kernels'])
    ? given['kernels'].filter((each): each is string => typeof each === 'string' && /^\d+(\.\d+){1,2}$/.test(each))
    : [];
  const setsig = given['setsig'];
  return {
    kernels: kernels.slice(0, 2),
    owner: one('owner', ['process', 'thread', 'group', 'none'], USUAL.owner),
    setsig: typeof setsig === 'string' && /^(\d{1,2}|[A-Z]{2,10}\d{0,2}(\+\d{1,2})?)$/.test(setsig) ? setsig : '0',
    mask: given['mask'] === true,
    disposition: one('disposition', ['handler', 'default', 'ignore'], USUAL.disposition),
    rlimit: whole(given['rlimit'], 0, 100_000),
    events: whole(given['events'], 1, 1_000) ?? 1,
    closeBetween: given['closeBetween'] === true,
  };
}

function whole(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : null;
}
