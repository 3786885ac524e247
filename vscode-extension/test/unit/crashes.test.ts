import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Crashes } from '../../src/server/crashes';

const SECOND = 1000;

test('A server that ends four times within three minutes is started again, not a fifth time', () => {
  const crashes = new Crashes();
  const tried = [0, 10, 20, 30, 40].map((at) => crashes.startAgain(at * SECOND));
  assert.deepEqual(tried, [true, true, true, true, false]);
});

test('What is longer ago than three minutes does not count', () => {
  const crashes = new Crashes();
  const tried = [0, 50, 100, 150, 200, 250, 300].map((at) => crashes.startAgain(at * SECOND));
  assert.deepEqual(new Set(tried), new Set([true]));
});
