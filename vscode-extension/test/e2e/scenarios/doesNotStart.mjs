// A server that cannot start: one message, the reason in the log, and a start as soon as the setting is right.
import assert from 'node:assert/strict';
import { until } from '../until.mjs';

const settings = (argument) => JSON.stringify({ 'fasyncLens.java.arguments': [argument] });

export const setUp = { files: { '.vscode/settings.json': settings('-XX:+NoSuchOption') } };

export async function run(session) {
  const { page, editor } = session;
  await session.open('echobox.c', 'echo_box');
  const message = page.locator('.notification-list-item:has-text("Fasync Lens")');
  await message.filter({ hasText: 'The server of Fasync Lens did not start.' }).waitFor();
  await session.shot('1-message');
  assert.equal(await message.count(), 1);
  assert.equal(editor.servers().length, 0);

  await message.locator('a:has-text("Show Log")').click();
  await page.locator('.part.panel .view-line:has-text("NoSuchOption")').first().waitFor();
  await session.shot('2-log');
  session.lap('said once, with the reason in the log');

  editor.write('.vscode/settings.json', settings('-Dright=yes'));
  await until('the server runs', () => editor.servers().some(({ command }) => command.includes('right=yes')));
  await session.hidePanel();
  await page.locator('.tab:has-text("echobox.c")').click();
  await session.lenses();
  await session.squiggle('info');
  await session.shot('3-runs');
  session.lap('runs with the right setting');
}
