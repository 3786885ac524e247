// Runs scenarios one after the other, each in an editor and a browser window of its own.
import { readdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { Editor } from './editor.mjs';
import { Session } from './session.mjs';

const [codeServer, shots, ...asked] = process.argv.slice(2);
const folder = new URL('scenarios/', import.meta.url);
const all = readdirSync(folder).map((file) => file.replace(/\.mjs$/, ''));
const names = asked.length > 0 ? asked : all.filter((name) => name !== 'oldJava' || process.env.OLD_JAVA);
const unknown = names.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  throw new Error(`no scenario ${unknown.join(', ')}; there are ${all.join(', ')}`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
});
const failed = [];
for (const name of names) {
  const { setUp = {}, run } = await import(new URL(`${name}.mjs`, folder));
  console.log(`== ${name}`);
  const editor = await Editor.start(codeServer, `${shots}/${name}`, setUp);
  const session = await Session.begin(browser, editor, `${shots}/${name}`, setUp);
  try {
    await session.openFolder();
    await run(session);
    await session.loadedNothingFromOutside();
    console.log(`PASS ${name}, ${session.seconds()} s`);
  } catch (failure) {
    failed.push(name);
    await session.shot('fail').catch(() => undefined);
    console.log(`FAIL ${name}, ${session.seconds()} s\n${failure.stack.slice(0, 1500)}`);
  }
  await session.end();
  await editor.stop();
}
await browser.close();
console.log(failed.length === 0 ? `all ${names.length} passed` : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
