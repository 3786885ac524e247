import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alone } from '../../src/page/alignment';
import { beatsOf } from '../../src/page/beats';
import { labelOf, layout } from '../../src/page/layout';
import { run } from './stories';

const CHARACTER = 6.7;
const beats = beatsOf(run('6.1'));

test('Rows follow each other and fit on the drawing', () => {
  const { rows, height } = layout(alone(beats), 500);
  assert.equal(rows.length, beats.length);
  rows.reduce((end, row) => {
    assert.ok(row.y >= end && row.height > 0);
    return row.y + row.height;
  }, 0);
  const last = rows.at(-1);
  assert.ok(last && last.y + last.height < height);
});

test('What finds no room beside its mark stands above it, in a row that is higher', () => {
  const [first] = beats.filter((beat) => beat.kind === 'change');
  assert.ok(first);
  const long = { ...first, detail: '{} → {file as fd 3, file as fd 4}' };
  const height = (width: number): number => layout(alone([long]), width).rows[0]?.height ?? 0;
  assert.equal(labelOf(long, 300).above, true);
  assert.equal(labelOf(long, 1200).above, false);
  assert.ok(height(300) > height(1200));
});

for (const width of [290, 400, 620, 1200]) {
  test(`No label leaves a drawing of ${width}`, () => {
    for (const beat of beats) {
      for (const detail of [beat.detail, 'so long that it cannot possibly stand on one line of a narrow drawing '.repeat(3)]) {
        const { x, anchor, shown } = labelOf({ ...beat, detail }, width);
        const long = shown.length * CHARACTER;
        const start = anchor === 'middle' ? x - long / 2 : anchor === 'end' ? x - long : x;
        assert.ok(start >= 0 && start + long <= width, `${shown} from ${start}`);
      }
    }
  });
}
