import type { Run, TraceEvent } from '../../src/page/story';

/** A run of one registration and one notification that ends in a handler. */
export function run(kernel: string, more: Partial<Run> = {}): Run {
  return {
    title: 'What chip_irq() does to a program',
    kernel,
    outcome: "The program's handler for SIGIO ran once",
    bad: false,
    steps: [
      { do: 'm open file /dev/fz_good rw', returns: 0, out: 'file=3' },
      { do: 'm async file on', returns: 0 },
      { do: 'm kf file SIGIO POLL_IN 1', returns: 0, events: [{ to: 'm', via: 'handler', sig: 'SIGIO' }] },
    ],
    trace: [
      enter(2, 0, 'setfl', 'fs/fcntl.c'),
      enter(2, 1, 'device_fasync', 'the driver'),
      enter(2, 2, 'fasync_helper', 'fs/fcntl.c'),
      { step: 2, depth: 3, context: 'm', event: 'lock', lock: 'fasync_lock', how: 'spin_lock' },
      change(2, 'entries of dev->queue', '{}', '{file as fd 3}'),
      { step: 2, depth: 3, context: 'm', event: 'unlock', lock: 'fasync_lock' },
      enter(3, 0, 'kill_fasync', 'fs/fcntl.c'),
      enter(3, 1, 'send_sigio', 'fs/fcntl.c'),
      { step: 3, depth: 2, context: 'm', event: 'decision', decision: 'a plain SIGIO is sent', because: 'F_SETSIG was not used' },
      enter(3, 2, 'do_send_sig_info', 'kernel/signal.c'),
      change(3, 'pending signals of process m', '{}', '{SIGIO}'),
      change(3, 'pending signals of process m', '{SIGIO}', '{}'),
      {
        step: 3,
        depth: 0,
        context: 'm',
        event: 'delivery',
        to: 'm',
        via: 'handler',
        sig: 'SIGIO',
        siginfo: [{ name: 'si_code', value: 'SI_KERNEL' }],
      },
    ],
    ...more,
  };
}

/** The same, but the kernel stops where it would choose a signal. */
export function broken(kernel: string): Run {
  const good = run(kernel);
  return {
    ...good,
    bad: true,
    outcome: 'BUG in send_sigio',
    trace: [
      ...good.trace.filter((event) => event.step < 3 || event.event === 'enter').slice(0, -1),
      { step: 3, depth: 2, context: 'm', event: 'trouble', kernel: 'BUG', in: 'send_sigio', message: 'the band is none' },
    ],
  };
}

export function enter(step: number, depth: number, name: string, file: string): TraceEvent {
  return { step, depth, context: 'm', event: 'enter', function: name, file, arguments: [] };
}

function change(step: number, what: string, before: string, after: string): TraceEvent {
  return { step, depth: 3, context: 'm', event: 'change', what, before, after };
}
