import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { WORDS } from '../../src/page/words';

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
    each.isDirectory() ? sources(`${folder}/${each.name}`) : [readFileSync(`${folder}/${each.name}`, 'utf8')],
  );
}

/** All texts that the extension shows: those of the page, and those given to l10n.t(). */
const said = new Set<string>([
  ...WORDS,
  ...sources('src').flatMap((text) => [...text.matchAll(/l10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)].map((found) => found[1] ?? '')),
]);

const places = (text: string): readonly string[] => [...text.matchAll(/\{\d\}/g)].map(([place]) => place).sort();

for (const language of ['ja', 'zh-cn']) {
  test(`Everything is said in ${language}, with the same places`, () => {
    const bundle = read(`l10n/bundle.l10n.${language}.json`);
    assert.deepEqual([...said].filter((text) => !(text in bundle)), []);
    assert.deepEqual(Object.keys(bundle).filter((text) => !said.has(text)), []);
    for (const [text, translated] of Object.entries(bundle)) {
      assert.deepEqual(places(translated), places(text), text);
    }
    assert.deepEqual(Object.keys(read(`package.nls.${language}.json`)), Object.keys(read('package.nls.json')));
  });
}

test('Every text that the manifest names is there', () => {
  const manifest = readFileSync('package.json', 'utf8');
  const used = [...manifest.matchAll(/"%([\w.]+)%"/g)].map((found) => found[1] ?? '');
  assert.deepEqual(used.filter((key) => !(key in read('package.nls.json'))), []);
});
