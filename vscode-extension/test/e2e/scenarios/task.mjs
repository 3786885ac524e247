// The task in a terminal, whose lines become problems; what is repaired is gone after the next run.
import assert from 'node:assert/strict';
import { until } from '../until.mjs';

export const setUp = { samples: ['echobox', 'beltspeed'] };

export async function run(session) {
  const { page, editor } = session;
  const lint = async () => {
    await session.command('Tasks: Run Task');
    await page.waitForSelector('.quick-input-list .monaco-list-row:has-text("fasync-lens")');
    await session.pick('fasync-lens');
    await session.pick('fasync-lens: lint', 'lint');
  };
  await lint();
  await page.waitForSelector('.terminal-wrapper, .xterm');
  const badge = page.locator('.statusbar-item[id="status.problems"]');
  await badge.filter({ hasText: /[1-9]/ }).waitFor();
  await session.shot('1-terminal');
  session.lap('ran');

  const problems = await session.showProblems();
  const row = problems.filter({ hasText: 'EPOLLOUT is a poll mask' });
  await row.first().waitFor();
  assert.match(await row.first().innerText(), /fasync-lens\s*\(?FA202\)?[\s\S]*Ln 72, Col \d+/);
  await problems.filter({ hasText: 'beltspeed.c' }).first().waitFor();
  await session.shot('2-problems');
  session.lap('Problems rows of files that are not open');

  await row.first().dblclick();
  await session.shows('EPOLLOUT');
  await page.waitForSelector('.statusbar-item:has-text("Ln 72")');
  await until('an open file is reviewed by the server alone', async () => (await row.count()) === 1);
  await page.keyboard.press('Control+Shift+K'); // deletes the line
  assert.ok(!(await session.save('echobox.c')).includes('EPOLLOUT)'));
  await page.keyboard.press('Control+F4');
  await lint();
  await session.showProblems();
  await row.first().waitFor({ state: 'detached' });
  await problems.filter({ hasText: 'beltspeed.c' }).first().waitFor();
  await session.shot('3-repaired');
  session.lap('gone after the repair');
}
