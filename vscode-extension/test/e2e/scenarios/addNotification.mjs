// The command that equips a driver, undone in one step; on a driver that has it, it says so.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const driver = readFileSync(new URL('../files/tidegauge.c', import.meta.url), 'utf8');

export const setUp = {
  samples: [],
  files: { 'tidegauge.c': driver, '.fasync-lens.json': '{ "kernel": { "oldest": "6.1", "newest": "6.1" } }' },
};

export async function run(session) {
  const { page, editor } = session;
  await session.open('tidegauge.c', 'tide_gauge');
  await session.command('Fasync Lens: Add Asynchronous Notification to This Driver');
  await session.lenses();
  const written = await session.save('tidegauge.c');
  assert.match(written, /struct fasync_struct \*\w+;/);
  assert.match(written, /static int tide_fasync\(int fd, struct file \*filp, int on\)/);
  assert.match(written, /\.fasync = tide_fasync,/);
  assert.match(written, /wake_up_interruptible\(&gauge->wait\);\n\tkill_fasync\(&gauge->\w+, SIGIO, POLL_IN\);/);
  await session.showProblems();
  await page.waitForSelector('.markers-panel :text("No problems have been detected")');
  await session.hidePanel();
  await page.locator('.tab:has-text("tidegauge.c")').click();
  await session.goToText('tidegauge.c', '.fasync = tide_fasync');
  await session.shot('1-added');
  session.lap('queue, handler, entry and notification are written; nothing is found in them');

  await session.lens('What happens').waitFor({ state: 'attached' });
  await session.goToText('tidegauge.c', 'kill_fasync(');
  await session.command('Fasync Lens: What Happens Here');
  const preview = await session.previewIsThere();
  assert.match(await preview.locator('.outcome').innerText(), /handler for SIGIO ran once/);
  await session.shot('2-what-happens');
  session.lap('and it works, in the model');

  await page.locator('.tab:has-text("tidegauge.c")').first().click();
  await session.command('Fasync Lens: Add Asynchronous Notification to This Driver');
  await session.message('There is no driver here that lacks asynchronous notification.').waitFor();
  await session.shot('3-has-it');
  assert.equal(editor.read('tidegauge.c'), written);

  await page.locator('.editor-instance .view-lines').first().click();
  await page.keyboard.press('Control+z');
  assert.equal(await session.save('tidegauge.c'), driver);
  session.lap('undone in one step');
}
