// What a user does with a driver. usage: workbench.mjs URL FOLDER SCREENSHOTS
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inWorkbench, lap } from './session.mjs';

const [url, folder, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

await inWorkbench(url, folder, shots, async (session) => {
  const { page } = session;
  const opening = Date.now();
  await session.open('echobox.c', 'echo_box');
  lap('editor');
  await page.waitForSelector('.codelens-decoration:has-text("notifications")');
  await session.goTo(72);
  await page.waitForSelector('.squiggly-error');
  lap(`squiggle, ${((Date.now() - opening) / 1000).toFixed(1)} s after the file was asked for, cold`);
  await session.shot('1-squiggle-lens');

  const band = page.locator('.view-line span span:has-text("EPOLLOUT")').first();
  await band.hover();
  await page.waitForSelector('.monaco-hover:not(.hidden) :text("poll mask")');
  await session.shot('2-hover');
  lap('hover');
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 5);

  await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.markers-panel :text("EPOLLOUT is a poll mask")');
  await session.shot('3-problems');
  lap('Problems row');
  await page.keyboard.press('Control+j');

  await page.mouse.move(5, 5);
  const lens = page.locator('.codelens-decoration a:has-text("What happens")').first();
  await lens.click();
  await page.waitForSelector('iframe.webview.ready');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await frame.locator('.outcome b').waitFor();
  lap('preview');
  assert.match(await frame.locator('.outcome').textContent(), /Linux .*handler for SIGIO ran once/);
  await session.shot('4-preview');

  const position = frame.locator('.player input');
  const at = async () => Number(await position.inputValue());
  const rows = Number(await position.getAttribute('max')) + 1;
  await frame.locator('.stage').focus();
  await page.keyboard.press('Home');
  assert.equal(await at(), 0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await at(), 1);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  assert.ok((await at()) > 2);
  await session.shot('5-preview-middle');
  await page.keyboard.press('Space');
  const before = await at();
  await page.waitForTimeout(2500);
  assert.ok((await at()) > before, 'plays');
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  assert.equal(await at(), rows - 1);
  lap('played forward and back by keyboard');

  const choose = (label, value) => frame.locator(`label:has-text("${label}") select`).selectOption(value);
  await choose('Signal (F_SETSIG)', 'RTMIN');
  await choose('Kernel', '4.13');
  await frame.locator('.outcome .bad').waitFor();
  assert.match(await frame.locator('.outcome').textContent(), /Linux 4.13: BUG/);
  await session.shot('6-preview-bug');
  await choose('Compare with', '4.14');
  await frame.locator('.diagram').nth(1).waitFor();
  assert.match(await frame.locator('.outcome').textContent(), /Linux 4.14: .*POLL_ERR/);
  await session.shot('7-preview-two-kernels');
  lap('other kernels, side by side');

  const inner = page.frames().find((each) => each.name() === 'active-frame' || each.url().includes('fake.html'));
  if (inner) {
    await inner.evaluate(axe);
    const { violations } = await inner.evaluate(() => globalThis.axe.run());
    for (const each of violations) {
      console.log(`  axe: ${each.impact} ${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join('; ')}`);
    }
    assert.deepEqual(violations.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => each.id), []);
    lap('accessible');
  }

  // follows edits: the repair changes what is notified
  await page.locator('.view-line span span:has-text("EPOLLOUT")').first().click();
  await page.keyboard.press('Control+.');
  await page.waitForSelector('.action-widget :text("POLL_OUT")');
  await session.shot('8-quick-fix');
  await page.keyboard.press('Enter'); // the repair comes first
  await page.waitForSelector('.view-line:has-text("SIGIO, POLL_OUT")');
  await frame.locator('.outcome:not(:has(.bad))').waitFor();
  await session.shot('9-repaired');
  lap('quick fix; the preview follows');

  // a setting that changes takes effect without a restart: this finding concerns kernels before 2.6.28 only
  await session.goTo(39);
  await page.waitForSelector('.squiggly-info');
  await session.command('Fasync Lens: Choose Target Kernel');
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("6.19")');
  await page.keyboard.type('6.1');
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: /^6\.1$/ }).click();
  await page.waitForSelector('.squiggly-info', { state: 'detached' });
  await session.shot('10-target-kernel');
  lap('target kernel chosen');

  await session.command('Fasync Lens: Lint Workspace');
  await page.waitForSelector('.notification-list-item :text("Findings:")');
  await session.shot('11-workspace');
  lap('workspace reviewed');

  await session.command('Fasync Lens: Restart Server');
  await page.waitForTimeout(500);
  await page.waitForSelector('.codelens-decoration:has-text("What happens")');
  lap('restarted');
  assert.deepEqual([...session.outside], [], 'nothing is loaded from outside');
});
