// The configuration file: completed and checked by its schema, and in effect as soon as it is saved.
import assert from 'node:assert/strict';
import { until } from '../until.mjs';

export const setUp = {
  settings: { 'editor.autoClosingBrackets': 'never' },
  files: { '.fasync-lens.json': '{\n\n}\n' },
};

export async function run(session) {
  const { page, editor } = session;
  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');

  await session.open('.fasync-lens.json', '{');
  await session.goTo(2);
  await page.keyboard.type('"');
  const suggested = page.locator('.suggest-widget.visible .monaco-list-row');
  await until('the schema is loaded', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
    await suggested.first().waitFor();
    return suggested.filter({ hasText: 'kernel' }).first().isVisible();
  });
  await suggested.filter({ hasText: 'exclude' }).first().waitFor();
  await session.shot('1-completion');
  await page.keyboard.press('Escape');
  session.lap('keys are completed');

  await session.replaceAll('{ "kernels": { "oldest": "6.1" } }');
  await session.squiggle('warning');
  const problems = await session.showProblems();
  await problems.filter({ hasText: 'Property kernels is not allowed' }).waitFor();
  assert.equal(await problems.filter({ hasText: /unable to load schema|draft/i }).count(), 0, 'the schema is understood');
  await page.locator('.editor-instance .view-lines').click();
  await session.save('.fasync-lens.json');
  await problems.filter({ hasText: 'unknown key "kernels"' }).first().waitFor();
  await session.shot('2-wrong-key');
  session.lap('a wrong key is a problem, for the schema and for the server');

  await page.locator('.editor-instance .view-lines').click();
  await session.replaceAll('{ "rules": { "FA202": "off" } }');
  await session.save('.fasync-lens.json');
  await problems.filter({ hasText: 'unknown key' }).first().waitFor({ state: 'detached' });
  await page.locator('.tab:has-text("echobox.c")').click();
  await session.squiggle('error', { state: 'detached' });
  assert.equal(await problems.filter({ hasText: 'poll mask' }).count(), 0);
  await session.shot('3-rule-off');
  session.lap('a rule that is switched off finds nothing more');

  editor.write('.fasync-lens.json', '{ "rules": { "FA202": "warning" } }');
  await session.squiggle('warning');
  await problems.filter({ hasText: 'EPOLLOUT is a poll mask' }).first().waitFor();
  await session.shot('4-from-outside');
  session.lap('changed by another program');
}
