/** Names of the scenario language, as a programmer says them. */

const ACTORS: readonly (readonly [RegExp, string])[] = [
  [/\bprocess m\b/g, 'the program'],
  [/\bthread m\b/g, 'its main thread'],
  [/\bprocess c1\b/g, 'its child'],
  [/\bthread c1\b/g, 'the main thread of its child'],
  [/\bthread t1\b/g, 'its thread'],
  [/\bt1\b/g, 'its thread'],
  [/\bc1\b/g, 'its child'],
  [/\bm\b/g, 'the program'],
  [/\bRTMIN(\+0\b)?/g, 'SIGRTMIN'],
  [/\bSIGSIGRTMIN/g, 'SIGRTMIN'],
];

/** A text of the trace with actors and signals by their usual names. */
export function plain(text: string): string {
  return ACTORS.reduce((told, [name, usual]) => told.replace(name, usual), text);
}

/** A step of a scenario as the call that a program or driver writes. */
export function call(step: string): string {
  const [, verb = '', ...rest] = step.split(' ');
  const [first = '', second = '', third = ''] = rest.map((word) => plain(word));
  const all = rest.map((word) => plain(word)).join(', ');
  switch (verb) {
    case 'open':
      return `${first} = open(device)`;
    case 'close':
      return `close(${first})`;
    case 'handler':
      return `sigaction(${first}, handler)`;
    case 'ignore':
      return `sigaction(${first}, SIG_IGN)`;
    case 'block':
      return `sigprocmask(SIG_BLOCK, ${all})`;
    case 'unblock':
      return `sigprocmask(SIG_UNBLOCK, ${all})`;
    case 'pending':
      return 'sigpending()';
    case 'rlimit_sigpending':
      return `setrlimit(RLIMIT_SIGPENDING, ${first})`;
    case 'fork':
      return 'fork()';
    case 'thread':
      return 'pthread_create()';
    case 'setown':
      return `fcntl(${first}, F_SETOWN, ${owner(rest[1] ?? '')})`;
    case 'setown_ex':
      return `fcntl(${first}, F_SETOWN_EX, ${second} ${owner(rest[2] ?? third)})`;
    case 'setsig':
      return `fcntl(${first}, F_SETSIG, ${second})`;
    case 'async':
      return `fcntl(${first}, F_SETFL, ${second === 'on' ? 'O_ASYNC' : '0'})`;
    case 'kf':
      return `kill_fasync(queue, ${second}, ${third})${times(rest[3])}${where(rest[4])}`;
    default:
      return plain(step);
  }
}

function owner(named: string): string {
  switch (named) {
    case 'pid:m':
      return 'getpid()';
    case 'pgrp:m':
      return '-getpgrp()';
    default:
      return plain(named.replace(/^\w+:/, ''));
  }
}

function times(count: string | undefined): string {
  return count === undefined || count === '1' ? '' : ` × ${count}`;
}

function where(context: string | undefined): string {
  return context === undefined ? '' : ` [${context}]`;
}
