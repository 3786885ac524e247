// A window that is loaded again shows the preview where it was.
import assert from 'node:assert/strict';

export async function run(session) {
  const { page } = session;
  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.lens('What happens').click();
  let preview = await session.previewIsThere();
  await preview.locator('label:has-text("F_SETSIG") select').selectOption('RTMIN');
  await preview.locator('label:has-text("Kernel") select').first().selectOption('4.13');
  await preview.locator('label:has-text("Compare with") select').selectOption('4.14');
  await preview.locator('.diagram').nth(1).waitFor();
  await preview.locator('.stage').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  const seen = await what(preview);
  assert.match(seen.outcome, /Linux 4.13: BUG/);
  await session.settled();
  await session.shot('1-before');

  await session.reload();
  preview = await session.previewIsThere();
  await preview.locator('.diagram').nth(1).waitFor();
  assert.deepEqual(await what(preview), seen);
  await preview.locator('.stage').focus();
  await page.keyboard.press('ArrowRight');
  assert.notEqual((await what(preview)).caption, seen.caption);
  await page.locator('.editor-instance .view-overlays [class*="ced-"]').first().waitFor({ state: 'attached' });
  await session.settled();
  await session.shot('2-after');
  session.lap('the same kernels, set-up and row after a reload');
}

async function what(preview) {
  const choice = (label) => preview.locator(`label:has-text("${label}") select`).first().inputValue();
  return {
    outcome: await preview.locator('.outcome').innerText(),
    caption: await preview.locator('.caption').innerText(),
    signal: await choice('F_SETSIG'),
    kernel: await choice('Kernel'),
    other: await choice('Compare with'),
  };
}
