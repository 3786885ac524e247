import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { useCache } from '../../src/server/cache';

const WRITTEN = 1_700_000_000;
const UNPACKED = 1_750_000_000;

async function jarAfter(note: string | null): Promise<number> {
  const lib = mkdtempSync(join(tmpdir(), 'fasync-lens-lib-'));
  const jar = join(lib, 'fasync-lens.jar');
  writeFileSync(jar, 'classes');
  utimesSync(jar, UNPACKED, UNPACKED);
  if (note !== null) {
    writeFileSync(`${jar}.written`, note);
  }
  await useCache(lib);
  assert.equal(readFileSync(jar, 'utf8'), 'classes');
  const { mtimeMs } = statSync(jar);
  rmSync(lib, { recursive: true });
  return mtimeMs / 1000;
}

test('The jar gets the time at which it was written', async () => {
  assert.equal(await jarAfter(`${WRITTEN}\n`), WRITTEN);
});

test('Without a note, or with a broken one, it is left alone', async () => {
  assert.equal(await jarAfter(null), UNPACKED);
  assert.equal(await jarAfter('yesterday'), UNPACKED);
});
