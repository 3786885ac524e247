// The language status: the target kernels from settings, from a choice, and from the configuration.
import assert from 'node:assert/strict';
import { until } from '../until.mjs';

export async function run(session) {
  const { page, editor } = session;
  await session.open('echobox.c', 'echo_box');
  await session.lenses();
  const says = async (text) => {
    await until(`the language status says ${text}`, async () => {
      const told = await (await session.status()).innerText();
      return text.test(told);
    });
  };
  await says(/Linux: all kernels, or the tree/);
  await says(/Fasync Lens \d+\.\d+\.\d+/);
  await session.shot('1-all');

  const entry = await session.status();
  await entry.locator('a:has-text("Choose Kernel")').click();
  await session.choices().filter({ hasText: 'A range…' }).click();
  await page.waitForSelector('.quick-input-title:has-text("Oldest and newest kernel")');
  await page.keyboard.type('6.1..5.10');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-message:has-text("A version such as 6.1")').waitFor();
  await session.shot('2-refused');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('4.4..6.1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.quick-input-widget', { state: 'hidden' });
  await says(/Linux 4\.4\.\.6\.1/);
  assert.match(editor.read('.vscode/settings.json'), /"fasyncLens.kernel": "4.4..6.1"/);
  await session.shot('3-range');
  session.lap('a range is chosen');

  await session.command('Fasync Lens: Choose Target Kernel');
  await session.choices().filter({ hasText: 'Not set' }).click();
  await says(/Linux: all kernels, or the tree/);
  editor.write('.fasync-lens.json', '{ "kernel": { "oldest": "5.10", "newest": "5.10" } }');
  await says(/Linux 5\.10/);
  await session.shot('4-configuration');
  session.lap('the configuration of the folder counts');

  const [{ id }] = editor.servers();
  const busy = page.locator('.statusbar-item[id="status.languageStatus"] .codicon-loading');
  process.kill(id, 'SIGSTOP');
  await page.locator('.editor-instance .view-lines').click();
  await page.keyboard.type('/* */');
  await busy.waitFor();
  await session.shot('5-busy');
  process.kill(id, 'SIGCONT');
  await busy.waitFor({ state: 'detached' });
  session.lap('busy while the server works');
}
