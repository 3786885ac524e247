import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKernel, KERNELS } from '../../src/kernels';
import { USUAL, asked, setUpOf } from '../../src/page/story';
import { registrationLine, shifted } from '../../src/preview/places';

const at = (line: number, character: number): { line: number; character: number } => ({ line, character });

test('A place moves with the text before it', () => {
  const call = at(10, 8);
  assert.deepEqual(shifted(call, [{ start: at(3, 0), end: at(3, 0), text: 'a\nb\n' }]), at(12, 8));
  assert.deepEqual(shifted(call, [{ start: at(3, 0), end: at(5, 0), text: '' }]), at(8, 8));
  assert.deepEqual(shifted(call, [{ start: at(10, 0), end: at(10, 4), text: '' }]), at(10, 4));
  assert.deepEqual(shifted(call, [{ start: at(9, 3), end: at(10, 0), text: '\n\n' }]), at(11, 8));
  assert.deepEqual(shifted(call, [{ start: at(10, 9), end: at(20, 0), text: 'x' }]), call);
});

test('Several edits at once speak of the same text', () => {
  const edits = [
    { start: at(1, 0), end: at(1, 0), text: '\n' },
    { start: at(5, 0), end: at(6, 0), text: '' },
  ];
  assert.deepEqual(shifted(at(10, 8), edits), at(10, 8));
  assert.deepEqual(shifted(at(10, 8), [...edits].reverse()), at(10, 8));
});

test('The registration is where the code registers, not where a comment says so', () => {
  assert.equal(registrationLine('/* fasync_helper(fd)\n */\n// fasync_helper()\nreturn fasync_helper (fd, f, on, &q);\n'), 3);
  assert.equal(registrationLine('int my_fasync_helper(void);\n'), null);
});

test('A set-up that was kept is read with suspicion', () => {
  assert.deepEqual(setUpOf(undefined), USUAL);
  assert.deepEqual(setUpOf({ kernels: ['6.1', 7, 'x', '4.4', '5.4'], events: -1, rlimit: 'many', setsig: '1; m open' }), {
    ...USUAL,
    kernels: ['6.1', '4.4'],
  });
  const all = { ...USUAL, kernels: ['6.1'], owner: 'group', setsig: 'RTMIN+1', mask: true, rlimit: 0, events: 3, closeBetween: true };
  assert.deepEqual(setUpOf(all), all);
});

test('What was not chosen is not asked for', () => {
  assert.deepEqual(asked(USUAL), {
    owner: 'process',
    mask: false,
    disposition: 'handler',
    events: 1,
    closeBetween: false,
    setsig: 0,
  });
});

test('Kernels are versions and ranges', () => {
  assert.ok(KERNELS.every(isKernel));
  assert.ok(['6.1', '2.6.12', '4.4..6.1', '4.4..', ' 6.1 '].every(isKernel));
  assert.ok(!['', '6', 'v6.1', '6.1...7', '4.4-6.1'].some(isKernel));
});
