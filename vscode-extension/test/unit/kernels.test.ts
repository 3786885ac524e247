import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKernel } from '../../src/kernels';

test('A version, or a range from the older to the newer, is a target', () => {
  for (const good of ['6.1', ' 2.6.12 ', '4.4..6.1', '5.9..5.10', '2.6.39..3.0', '6.1..6.1', '4.4..']) {
    assert.ok(isKernel(good), good);
  }
});

test('Anything else is not', () => {
  for (const bad of ['', 'six', '6', '6.1..5.10', '3.0..2.6.39', '4.4...6.1', '..6.1', '6.1-rc1']) {
    assert.ok(!isKernel(bad), bad);
  }
});
