// The preview for everybody: axe in each kind of theme, all of it by keyboard, nothing moves if that is wished.
import assert from 'node:assert/strict';
import { until } from '../until.mjs';

export const setUp = { reducedMotion: true, settings: { 'workbench.reduceMotion': 'on' } };

const THEMES = ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast'];

export async function run(session) {
  const { page } = session;
  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  await session.command('Fasync Lens: What Happens Here');
  const preview = await session.previewIsThere();
  await preview.locator('label:has-text("F_SETSIG") select').selectOption('RTMIN');
  await preview.locator('label:has-text("Kernel") select').first().selectOption('4.13');
  await preview.locator('label:has-text("Compare with") select').selectOption('4.14');
  await preview.locator('.diagram').nth(1).waitFor();
  await preview.locator('summary:has-text("What was assumed")').click();
  await preview.locator('.notes li').first().waitFor();

  const moves = await preview.locator('.row').first().evaluate((row) => getComputedStyle(row).transitionDuration);
  assert.equal(moves, '0s');
  await preview.locator('.stage').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await preview.locator('body').evaluate((body) => body.getAnimations({ subtree: true }).length), 0);
  session.lap('nothing moves');

  const body = preview.locator('body');
  for (const theme of THEMES) {
    const before = await body.getAttribute('data-vscode-theme-id');
    await session.command('Preferences: Color Theme');
    await session.pick(theme);
    if (theme !== 'Light Modern') {
      await until(theme, async () => (await body.getAttribute('data-vscode-theme-id')) !== before);
    }
    const minor = await session.accessible();
    await session.shot(theme.toLowerCase().replaceAll(' ', '-'));
    session.lap(`${theme}: nothing serious${minor.length > 0 ? `; ${minor.join(', ')}` : ''}`);
  }

  // by Tab from the first button to the last control, each with a name and a visible focus, and on
  await preview.locator('.player button').first().focus();
  const walked = [];
  for (let steps = 0; steps < 40; steps++) {
    const here = await preview.locator('body').evaluate(() => {
      const { activeElement: at } = document;
      const name = at.getAttribute('aria-label') ?? at.closest('label')?.innerText ?? at.innerText;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return at === document.body ? null : { name: name.trim().split('\n')[0], outline: `${outlineStyle} ${outlineWidth}` };
    });
    if (here === null) break;
    walked.push(here);
    await page.keyboard.press('Tab');
    if (walked.length > 1 && !(await preview.locator('body').evaluate(() => document.hasFocus()))) break;
  }
  session.lap(`by Tab: ${walked.map(({ name }) => name).join(', ')}`);
  for (const wanted of ['Play (Space)', 'Position', 'Show the call', 'Kernel', 'Closes the file before', 'Reset', 'State']) {
    assert.ok(walked.some(({ name }) => name === wanted), wanted);
  }
  assert.deepEqual(walked.filter(({ name }) => name === ''), []);
  assert.deepEqual(walked.filter(({ outline }) => /^none|^\w+ 0px/.test(outline)), []);
}
