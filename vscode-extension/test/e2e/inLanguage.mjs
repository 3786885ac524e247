// A display language: everything that the extension says itself is in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { until } from './until.mjs';

const EXTENSION = new URL('../..', import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, EXTENSION), 'utf8'));
const filled = (text, ...values) => values.reduce((done, value, index) => done.replace(`{${index}}`, value), text);

export async function saysEverythingIn(language, session) {
  const { page } = session;
  const said = read(`l10n/bundle.l10n.${language}.json`);
  const manifest = read(`package.nls.${language}.json`);
  const command = (name) => session.command(`Fasync Lens: ${manifest[`command.${name}`]}`);

  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  const offered = await session.commandsFor('Fasync Lens: ');
  for (const name of ['whatHappens', 'addNotification', 'lintWorkspace', 'explainRule', 'chooseKernel', 'restart', 'showLog']) {
    const title = `Fasync Lens: ${manifest[`command.${name}`]}`;
    assert.ok(offered.some((each) => each.includes(title)), `${title} is not among ${offered.join(' | ')}`);
  }
  session.lap('commands');

  assert.match(await (await session.status()).innerText(), new RegExp(said['Linux: all kernels, or the tree']));
  assert.match(await (await session.status()).innerText(), new RegExp(said['Choose Kernel']));
  await session.shot('1-status');
  await page.mouse.move(5, 5);
  session.lap('language status');

  await command('whatHappens');
  const preview = await session.previewIsThere();
  await preview.locator(`.stage[aria-label="${said['What happens, row by row']}"]`).waitFor();
  await preview.locator(`.states[aria-label="${said['State']}"]`).waitFor();
  assert.equal(await preview.locator('html').getAttribute('lang'), language);
  const shown = await preview.locator('body').innerText();
  const words = ['Application', 'Driver', 'Signal core', 'Handler', 'Kernel', 'Compare with', 'Owner (F_SETOWN)'];
  words.push('Disposition', 'Notifications', 'Closes the file before', 'Reset', 'Queue', 'Pending signals');
  words.push('What was assumed, and what did not run', 'Show the call');
  for (const word of words) {
    assert.ok(shown.includes(said[word]), `${said[word]} is not on the page`);
  }
  assert.ok(shown.includes(filled(said['Page of {0}'], 'kill_fasync()')));
  await page.locator(`.tab:has-text("${said['What Happens']}: echobox.c")`).waitFor();
  await preview.locator(`button[title="${said['Forward (Right arrow)']}"]`).click();
  await preview.locator('label:has-text("F_SETSIG") select').selectOption('RTMIN');
  await preview.locator('label:has-text("RLIMIT")').first().waitFor();
  await session.settled();
  await session.shot('2-preview');
  session.lap('preview');

  await command('lintWorkspace');
  await session.message(said['Findings: {0}, in files: {1}.'].split('{0}')[0]).waitFor();
  await page.locator(`.notification-list-item a:has-text("${said['Show Problems']}")`).waitFor();
  await session.shot('3-message');
  session.lap('message');

  await command('chooseKernel');
  await page.waitForSelector(`.quick-input-title:has-text("${said['Kernels the code has to work on']}")`);
  await session.choices().filter({ hasText: said['A range…'] }).click();
  await page.waitForSelector(`.quick-input-title:has-text("${said['Oldest and newest kernel']}")`);
  await page.keyboard.type('six');
  const refusal = page.locator('.quick-input-message').filter({ hasText: said['A version such as 6.1, or a range such as 4.4..6.1'] });
  await refusal.waitFor();
  await session.shot('4-range');
  await page.keyboard.press('Escape');
  session.lap('choices');

  await session.command('Preferences: Open Settings (UI)');
  await page.waitForSelector('.settings-editor .suggest-input-container');
  await page.keyboard.type('fasyncLens.');
  const plain = manifest['setting.enable'];
  await page.waitForSelector(`.settings-editor .setting-item-description:has-text("${plain}")`);
  await until('a description', async () =>
    (await page.locator('.settings-editor').innerText()).includes(manifest['setting.trace']),
  );
  await session.shot('5-settings');
  session.lap('settings');
}
