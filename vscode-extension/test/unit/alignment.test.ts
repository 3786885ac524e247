import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aligned, alone, reached, remarkable, stepAway } from '../../src/page/alignment';
import { beatsOf } from '../../src/page/beats';
import { moved } from '../../src/page/keys';
import { broken, enter, run } from './stories';

test('Two runs of the same stand side by side and differ nowhere', () => {
  const beats = beatsOf(run('5.4'));
  const slots = aligned(beats, beatsOf(run('6.1')));
  assert.equal(slots.length, beats.length);
  assert.ok(slots.every((slot) => !slot.differs && slot.beats[0]?.text === slot.beats[1]?.text));
});

test('Nothing is lost, and the order of each run stays', () => {
  const [left, right] = [beatsOf(broken('4.13')), beatsOf(run('4.14'))];
  const slots = aligned(left, right);
  assert.deepEqual(slots.map((slot) => slot.beats[0]).filter((beat) => beat !== null), left);
  assert.deepEqual(slots.map((slot) => slot.beats[1]).filter((beat) => beat !== null), right);
});

test('A function that has another name is beside its predecessor', () => {
  const renamed = run('4.4', {
    trace: run('4.4').trace.map((event) =>
      event.event === 'enter' && event.function === 'send_sigio' ? enter(3, 1, 'send_sigio_old', 'fs/fcntl.c') : event,
    ),
  });
  const slot = aligned(beatsOf(renamed), beatsOf(run('6.1'))).find((each) => each.differs);
  assert.deepEqual(slot?.beats.map((beat) => beat?.text), ['send_sigio_old()', 'send_sigio()']);
});

test('The row to look at is where it goes wrong', () => {
  const slots = aligned(beatsOf(broken('4.13')), beatsOf(run('4.14')));
  assert.equal(slots[remarkable(slots)]?.beats[0]?.kind, 'trouble');
  const good = alone(beatsOf(run('6.1')));
  assert.equal(good[remarkable(good)]?.beats[0]?.site, 'notification');
  assert.equal(remarkable([]), 0);
});

test('A run that has ended stays at its last row', () => {
  const left = beatsOf(broken('4.13'));
  const slots = aligned(left, beatsOf(run('4.14')));
  assert.equal(reached(slots, slots.length - 1, 0), left.at(-1));
});

test('Keys move by rows, by steps and to the ends', () => {
  const slots = alone(beatsOf(run('6.1')));
  assert.equal(moved('ArrowRight', slots, 3), 4);
  assert.equal(moved('ArrowLeft', slots, 3), 2);
  assert.equal(moved('Home', slots, 3), 0);
  assert.equal(moved('End', slots, 3), slots.length - 1);
  assert.equal(moved('a', slots, 3), null);
  const second = stepAway(slots, 0, 1);
  assert.equal(slots[second]?.beats[0]?.step, 2);
  assert.equal(slots[second - 1]?.beats[0]?.step, 1);
  assert.equal(stepAway(slots, second, -1), 0);
  assert.equal(stepAway(slots, slots.length - 1, 1), slots.length - 1);
});
