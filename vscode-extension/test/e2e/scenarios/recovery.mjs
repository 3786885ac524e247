// The server is restarted by command, comes back when it is killed, and gives up when it ends again and again.
import assert from 'node:assert/strict';
import { until } from '../until.mjs';

export async function run(session) {
  const { page, editor } = session;
  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  await session.lens('What happens').click();
  const preview = await session.previewIsThere();
  const other = async (than) => {
    const found = await until('another server', () => editor.servers().find(({ id }) => id !== than));
    return found.id;
  };
  const first = await other(0);

  await page.locator('.tab:has-text("echobox.c")').first().click();
  await session.command('Fasync Lens: Restart Server');
  let server = await other(first);
  await until('the old one is gone', () => editor.servers().length === 1);
  await session.lenses();
  session.lap('restarted by command');

  process.kill(server, 'SIGKILL');
  server = await other(server);
  await session.lenses();
  await session.squiggle('error');
  await preview.locator('label:has-text("Compare with") select').selectOption('4.13');
  await preview.locator('.outcome:has-text("Linux 4.13")').waitFor();
  await session.shot('1-after-kill');
  session.lap('killed; everything works again');

  for (let more = 0; more < 3; more++) {
    process.kill(server, 'SIGKILL');
    server = await other(server);
  }
  await session.lenses();
  process.kill(server, 'SIGKILL');
  const message = session.message('ends again and again');
  await message.waitFor();
  assert.equal(editor.servers().length, 0);
  assert.match(await (await session.status()).innerText(), /Fasync Lens does not run/);
  await session.shot('2-gives-up');
  await page.mouse.move(5, 5);
  await preview.locator('label:has-text("Kernel") select').first().selectOption('5.10');
  await preview.locator('.outcome .problem').waitFor();
  await session.shot('3-preview-without-server');
  session.lap('given up, and said so');

  await message.locator('a:has-text("Restart")').click();
  await other(server);
  await preview.locator('.outcome:has-text("Linux 5.10")').waitFor();
  assert.match(editor.channel(), /the server ends again and again/);
  await session.command('Fasync Lens: Show Log');
  await page.waitForSelector('.output-view-container, .part.panel .view-lines:has-text("running after")');
  await session.shot('4-log');
  session.lap('restarted from the message; the preview asks again');
}
