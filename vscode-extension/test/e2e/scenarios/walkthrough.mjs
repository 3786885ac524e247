// The first steps: from the walkthrough to the sample driver and the preview.
import assert from 'node:assert/strict';

export const setUp = { samples: [], files: { 'README': 'nothing of C\n' } };

export async function run(session) {
  const { page, editor } = session;
  await session.command('Welcome: Open Walkthrough...');
  await session.pick('Get to know Fasync Lens', 'Fasync');
  const steps = page.locator('.gettingStartedContainer .getting-started-step');
  await steps.nth(3).waitFor();
  assert.equal(await steps.count(), 4);
  const media = page.frameLocator('.getting-started-media iframe.webview.ready').frameLocator('iframe#active-frame');
  await media.locator('h1:has-text("A driver with mistakes")').waitFor();
  await session.shot('1-steps');
  session.lap('walkthrough');

  await page.locator('.gettingStartedContainer .monaco-button:has-text("Open the Sample")').click();
  await session.shows('echo_box');
  await session.goTo(72);
  await session.squiggle('error');
  await session.shot('2-sample');
  assert.equal(editor.servers().length, 1);
  session.lap('sample driver, reviewed');

  await session.command('Fasync Lens: What Happens Here');
  await session.previewIsThere();
  await session.command('Welcome: Open Walkthrough...');
  await session.pick('Get to know Fasync Lens', 'Fasync');
  await page.locator('.getting-started-step .codicon-getting-started-step-checked').nth(1).waitFor();
  await session.shot('3-steps-done');
  session.lap('two steps are ticked off');
}
