// What passes from asking for a driver to the first squiggle, and what memory it takes. Measures; run it several times.
import assert from 'node:assert/strict';

export async function run(session) {
  const { page, editor } = session;
  await page.keyboard.press('Control+p');
  await page.waitForSelector('.quick-input-widget input');
  await page.keyboard.type('echobox.c');
  await page.waitForSelector('.quick-input-list .monaco-list-row.focused:has-text("echobox.c")');
  const asked = Date.now();
  await page.keyboard.press('Enter');
  await session.shows('echo_box');
  const shown = Date.now();
  await session.squiggle('info'); // is on the first page
  const underlined = Date.now();
  const log = editor.channel();
  const found = /^\[(\S+)\] the runtime of the extension[\s\S]*?^\[(\S+)\] running after/m.exec(log);
  assert.ok(found, log);
  const [activated, running] = found.slice(1).map((time) => new Date(time).getTime());
  session.lap(
    `text after ${shown - asked} ms, extension active after ${activated - asked}, server running ${running - activated} later, ` +
      `squiggle ${underlined - running} later: ${underlined - asked} ms`,
  );
  const memory = (all) => all.map(({ megabytes }) => megabytes).join(', ');
  session.lap(`server ${memory(editor.servers())} MB, extension host with all extensions ${memory(editor.extensionHosts())} MB`);
}
