// The universal package with a Java that is too old: one message, which leads to the setting; the right Java then runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../until.mjs';

export const setUp = { universal: true, machine: { 'fasyncLens.java.home': process.env.OLD_JAVA } };

export async function run(session) {
  const { page, editor } = session;
  await session.open('echobox.c', 'echo_box');
  const message = page.locator('.notification-list-item:has-text("needs Java 25 or newer")');
  await message.first().waitFor();
  await session.shot('1-message');
  assert.equal(await message.count(), 1);
  session.lap(await message.first().locator('.notification-list-item-message').innerText());
  assert.match(await (await session.status()).innerText(), /Fasync Lens does not run/);
  await session.shot('2-status');
  await session.leaveStatus();

  await message.locator('a:has-text("Open Setting")').click();
  const setting = page.locator('.settings-editor .setting-item-contents:has-text("Home") input').first();
  await setting.waitFor();
  assert.equal(await setting.inputValue(), process.env.OLD_JAVA);
  await session.shot('3-setting');
  assert.equal(editor.servers().length, 0);

  await setting.fill(newJava());
  await until('the server runs', () => editor.servers().length === 1);
  await session.closeModal();
  await page.locator('.tab:has-text("echobox.c")').click();
  await session.lenses();
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  await session.shot('4-runs');
  session.lap('runs with the right Java, without a reload');
}

/** The Java that this machine builds with. */
function newJava() {
  assert.ok(process.env.JAVA_HOME, 'JAVA_HOME has to be a Java 25 or newer');
  assert.match(readFileSync(join(process.env.JAVA_HOME, 'release'), 'utf8'), /JAVA_VERSION="(2[5-9]|[3-9])/);
  return process.env.JAVA_HOME;
}
