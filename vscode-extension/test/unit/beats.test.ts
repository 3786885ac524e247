import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Beat, Lane, beatsOf } from '../../src/page/beats';
import { about } from '../../src/page/state';
import { broken, run } from './stories';

const beats = beatsOf(run('6.1'));
const named = (text: string): Beat => {
  const found = beats.find((beat) => beat.text.startsWith(text));
  assert.ok(found, `no row ${text}`);
  return found;
};

test('A step begins with what the program calls', () => {
  const first = beats.find((beat) => beat.step === 2);
  assert.ok(first);
  assert.equal(first.text, 'fcntl(file, F_SETFL, O_ASYNC)');
  assert.deepEqual([first.from, first.to], [Lane.Application, Lane.Vfs]);
  assert.equal(first.site, 'registration');
});

test('A call into another part of the kernel is an arrow, one inside is not', () => {
  assert.deepEqual([named('device_fasync').from, named('device_fasync').to], [Lane.Vfs, Lane.Driver]);
  assert.deepEqual([named('fasync_helper').from, named('fasync_helper').to], [Lane.Driver, Lane.Vfs]);
  assert.equal(named('send_sigio').kind, 'inner');
  assert.deepEqual([named('do_send_sig_info').from, named('do_send_sig_info').to], [Lane.Vfs, Lane.Signals]);
});

test('The driver notifies, and that is said once', () => {
  const notified = beats.filter((beat) => beat.text.startsWith('kill_fasync'));
  assert.equal(notified.length, 1);
  const [only] = notified;
  assert.deepEqual([only?.from, only?.to], [Lane.Driver, Lane.Vfs]);
  assert.deepEqual([only?.site, only?.function], ['notification', 'kill_fasync']);
});

test('Functions of the driver have no page of the kernel', () => {
  assert.equal(named('device_fasync').function, '');
  assert.equal(named('fasync_helper').function, 'fasync_helper');
});

test('The state follows: queue, locks, pending signals, siginfo', () => {
  const joined = named('entries of dev->queue');
  assert.deepEqual(about(joined.state, 'queue').map((entry) => [entry.value, entry.changed]), [['{file as fd 3}', true]]);
  assert.deepEqual(joined.state.locks, ['fasync_lock']);
  const notified = named('kill_fasync');
  assert.deepEqual(notified.state.locks, []);
  assert.deepEqual(about(notified.state, 'queue').map((entry) => entry.changed), [false]);
  const [pending, taken] = beats.filter((beat) => beat.text === 'pending signals of the program');
  assert.equal(pending && about(pending.state, 'pending')[0]?.value, '{SIGIO}');
  assert.equal(taken && about(taken.state, 'pending')[0]?.value, '{}');
  assert.deepEqual(beats.at(-1)?.state.siginfo, [{ name: 'si_code', value: 'SI_KERNEL' }]);
});

test('A signal that is delivered goes from the signal core to the handler', () => {
  const last = beats.at(-1);
  assert.equal(last?.kind, 'delivery');
  assert.deepEqual([last.from, last.to], [Lane.Signals, Lane.Handler]);
});

test('Trouble is told where it happens', () => {
  const trouble = beatsOf(broken('4.13')).find((beat) => beat.kind === 'trouble');
  assert.equal(trouble?.text, 'BUG in send_sigio()');
  assert.equal(trouble.detail, 'the band is none');
  assert.equal(trouble.to, Lane.Vfs);
});

test('Who is ended by a signal is told of the program', () => {
  const died = beatsOf(run('6.1', { steps: [{ do: 'm kf file SIGIO 1 1', returns: 'DIED', events: [{ died: 'm', sig: 'SIGIO' }] }], trace: [] }));
  assert.equal(died.at(-1)?.text, 'SIGIO ends the program');
});
