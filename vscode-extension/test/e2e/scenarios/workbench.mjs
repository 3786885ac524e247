// What a user does with a driver, from the first squiggle to the repair.
import assert from 'node:assert/strict';

export const setUp = { samples: ['echobox', 'beltspeed'] };

export async function run(session) {
  const { page } = session;
  const asked = Date.now();
  await session.open('echobox.c', 'echo_box');
  await page.waitForSelector('.codelens-decoration:has-text("notifications")');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  session.lap(`squiggle, ${((Date.now() - asked) / 1000).toFixed(1)} s after the file was asked for, cold`);
  await session.shot('1-squiggle-lens');

  await page.mouse.move(...(await session.underlined()));
  await page.waitForSelector('.monaco-hover:not(.hidden) :text("poll mask")');
  await session.shot('2-hover');
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 5);

  const problems = await session.showProblems();
  await problems.filter({ hasText: 'EPOLLOUT is a poll mask' }).first().waitFor();
  await session.shot('3-problems');
  await session.hidePanel();
  session.lap('hover, Problems rows');

  await session.lens('What happens').click();
  const preview = await session.previewIsThere();
  assert.match(await preview.locator('.outcome').textContent(), /Linux .*handler for SIGIO ran once/);
  await session.shot('4-preview');
  session.lap('preview');

  const rows = Number(await preview.locator('.player input').getAttribute('max')) + 1;
  await preview.locator('.stage').focus();
  await page.keyboard.press('Home');
  assert.equal(await session.row(), 0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await session.row(), 1);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  const middle = await session.row();
  assert.ok(middle > 2);
  await session.settled();
  await session.shot('5-preview-middle');
  await page.keyboard.press('Space');
  await preview.locator(`.caption:not(:has-text(" ${middle + 1} "))`).waitFor();
  await page.keyboard.press('Space');
  assert.ok((await session.row()) > middle, 'plays');
  await page.keyboard.press('End');
  assert.equal(await session.row(), rows - 1);
  session.lap('played forward and back by keyboard');

  const choose = (label, value) => preview.locator(`label:has-text("${label}") select`).selectOption(value);
  await choose('Signal (F_SETSIG)', 'RTMIN');
  await choose('Kernel', '4.13');
  await preview.locator('.outcome .bad').waitFor();
  assert.match(await preview.locator('.outcome').textContent(), /Linux 4.13: BUG/);
  await session.settled();
  await session.shot('6-preview-bug');
  await choose('Compare with', '4.14');
  await preview.locator('.diagram').nth(1).waitFor();
  assert.match(await preview.locator('.outcome').textContent(), /Linux 4.14: .*POLL_ERR/);
  await session.settled();
  await session.shot('7-preview-two-kernels');
  session.lap('other kernels, side by side');
  await session.accessible();

  // follows edits: the repair changes what is notified
  await page.mouse.click(...(await session.underlined()));
  await page.keyboard.press('Control+.');
  await page.waitForSelector('.action-widget :text("POLL_OUT")');
  await session.shot('8-quick-fix');
  await page.keyboard.press('Enter'); // the repair comes first
  await session.shows('SIGIO, POLL_OUT');
  await preview.locator('.outcome:not(:has(.bad))').waitFor();
  await session.shot('9-repaired');
  session.lap('quick fix; the preview follows');

  // a setting takes effect without a restart: this finding concerns kernels before 2.6.28 only
  await session.goToText('echobox.c', 'FA301');
  await session.squiggle('info');
  await session.command('Fasync Lens: Choose Target Kernel');
  await session.choices().filter({ hasText: '6.19' }).waitFor();
  await page.keyboard.type('6.1');
  await session.choices().filter({ hasText: /^6\.1$/ }).click();
  await session.squiggle('info', { state: 'detached' });
  await session.shot('10-target-kernel');
  session.lap('target kernel chosen');

  await session.command('Fasync Lens: Lint Workspace');
  await session.message('Findings:').waitFor();
  await session.shot('11-workspace');
  await session.message('Findings:').locator('a:has-text("Show Problems")').click();
  const found = await session.problems();
  await found.filter({ hasText: 'beltspeed.c' }).first().waitFor(); // is not open
  await session.shot('12-workspace-problems');
  session.lap('workspace reviewed');
}
