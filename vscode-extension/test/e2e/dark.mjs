// By the command instead of the lens, in a dark theme, and on to the page of a kernel function.
import assert from 'node:assert/strict';
import { inWorkbench, lap } from './session.mjs';

const [url, folder, shots] = process.argv.slice(2);

await inWorkbench(url, folder, shots, async (session) => {
  const { page } = session;
  await session.open('echobox.c', 'echo_box');
  await session.goTo(72);
  await page.waitForSelector('.squiggly-error');
  await session.command('Fasync Lens: What Happens Here');
  await page.waitForSelector('iframe.webview.ready');
  const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await frame.locator('.outcome b').waitFor();
  await frame.locator('.stage').focus();
  await page.keyboard.press('End');
  await page.waitForTimeout(700); // the rows fade in
  await session.shot('dark-1-preview');
  lap('preview');

  await page.keyboard.press('PageUp');
  const link = frame.locator('.links .link').first();
  assert.equal(await link.textContent(), 'Page of kill_fasync()');
  await link.click();
  await page.waitForSelector('.tab:has-text("kill_fasync")');
  await page.waitForTimeout(2000); // the preview renders
  await session.shot('dark-2-kernel-page');
  lap('page of a function');

  await session.command('Fasync Lens: Explain Rule');
  await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("Poll mask passed as band")');
  await session.shot('dark-3-rules');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.tab:has-text("README.md")');
  await page.waitForTimeout(2000);
  await session.shot('dark-4-rule-page');
  lap('page of a rule');
});
