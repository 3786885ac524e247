// Pages in the editor: of a kernel function from the preview and as its definition, of a rule by command and by its id.
import assert from 'node:assert/strict';

export const setUp = { settings: { 'workbench.colorTheme': 'Default Dark Modern' } };

export async function run(session) {
  const { page } = session;
  const markdown = (heading) =>
    page
      .frameLocator('iframe.webview.ready >> nth=-1')
      .frameLocator('iframe#active-frame')
      .locator(`h1:has-text("${heading}")`);
  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  await session.command('Fasync Lens: What Happens Here');
  const preview = await session.previewIsThere();
  await preview.locator('.stage').focus();
  await page.keyboard.press('End');
  await session.settled();
  await session.shot('1-preview');
  await page.keyboard.press('PageUp');
  const link = preview.locator('.links .link').first();
  assert.equal(await link.textContent(), 'Page of kill_fasync()');
  await link.click();
  await page.waitForSelector('.tab.active:has-text("kill_fasync")');
  await markdown('kill_fasync').waitFor();
  await session.shot('2-kernel-page');
  session.lap('page of a function, from the preview');
  await page.keyboard.press('Control+F4');

  await page.locator('.tab:has-text("echobox.c")').first().click();
  await page.locator('.view-line span span:has-text("kill_fasync")').first().click();
  await page.keyboard.press('F12');
  await page.waitForSelector('.tab.active:has-text("kill_fasync.md")');
  await session.shows('Called by');
  await session.shot('3-definition');
  session.lap('page of a function, as its definition');
  await page.keyboard.press('Control+F4');

  await page.locator('.tab:has-text("echobox.c")').first().click();
  await session.command('Fasync Lens: Explain Rule');
  const first = session.choices().first();
  await first.filter({ hasText: 'Poll mask passed as band' }).waitFor(); // is in this file
  await session.shot('4-rules');
  await page.keyboard.press('Enter');
  await markdown('FA202').waitFor();
  await session.shot('5-rule-page');
  session.lap('page of a rule, by command');
  await page.keyboard.press('Control+F4');

  const problems = await session.showProblems();
  await problems.filter({ hasText: 'EPOLLOUT' }).first().locator('a:has-text("FA202")').click();
  await page.waitForSelector('.tab.active:has-text("README.md")');
  await session.shot('6-rule-by-id');
  session.lap('page of a rule, by its id');
}
