// The universal package with a Java that is too old: one message, which leads to the setting.
import assert from 'node:assert/strict';
import { inWorkbench, lap } from './session.mjs';

const [url, folder, shots] = process.argv.slice(2);

await inWorkbench(url, folder, shots, async (session) => {
  const { page } = session;
  await session.open('echobox.c', 'echo_box');
  const message = page.locator('.notification-list-item:has-text("needs Java 25 or newer")');
  await message.first().waitFor();
  await session.shot('old-java-1-message');
  assert.equal(await message.count(), 1);
  lap(await message.first().locator('.notification-list-item-message').innerText());
  await message.locator('a:has-text("Open Setting")').click();
  await page.waitForSelector('.settings-editor :text("Home")');
  await session.shot('old-java-2-setting');
  lap('the setting is open');
});
