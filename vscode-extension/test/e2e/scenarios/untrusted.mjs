// A folder that nobody trusts yet: files are reviewed, but no program of the folder runs. Once it is trusted, it does.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { until } from '../until.mjs';

const launcher = ({ home }) => `${home}/extensions/fasync-lens.fasync-lens-0.1.0/server/bin/fasync-lens`;

export const setUp = {
  trust: true,
  settings: { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' },
  files: {
    'tools/server.sh': (editor) => `#!/bin/sh\necho "$@" >>${editor.path('ran')}\nexec ${launcher(editor)} "$@"\n`,
    'tools/bin/java': (editor) => `#!/bin/sh\necho java >>${editor.path('ran')}\n`,
    '.vscode/settings.json': (editor) =>
      JSON.stringify({
        'fasyncLens.server.path': editor.path('tools/server.sh'),
        'fasyncLens.java.home': editor.path('tools'),
        'fasyncLens.java.arguments': ['-Dchosen.by=folder'],
        'fasyncLens.rules': { FA301: 'error' },
      }),
  },
};

export async function run(session) {
  const { page, editor } = session;
  editor.executable('tools/server.sh');
  editor.executable('tools/bin/java');
  await page.locator('.statusbar-item:has-text("Restricted Mode")').waitFor();
  await session.open('echobox.c', 'echo_box');
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  await session.lens('What happens').click();
  await session.previewIsThere();
  const before = editor.servers();
  assert.equal(before.length, 1);
  assert.ok(!before[0].command.includes('chosen.by'));
  assert.ok(before[0].command.includes('extensions/fasync-lens'));
  const problems = await session.showProblems();
  // settings that name no program count
  await problems.locator('.codicon-error').nth(2).waitFor();
  await session.shot('1-restricted');
  assert.ok(!existsSync(editor.path('ran')), 'no program of the folder has run');
  session.lap('reviewed by the program of the extension');

  await session.command('Workspaces: Manage Workspace Trust');
  await page.locator('.workspace-trust-editor').waitFor();
  await session.shot('2-trust');
  await page.locator('.workspace-trust-editor .monaco-button:has-text("Trust")').first().click();
  await until('the program of the folder runs', () => existsSync(editor.path('ran')) && editor.servers().length === 1);
  assert.notEqual(editor.servers()[0].id, before[0].id);
  assert.match(editor.read('ran'), /^(server\n)+$/);
  assert.match(editor.servers()[0].command, /chosen\.by=folder/);
  await session.closeModal();
  await page.locator('.tab:has-text("echobox.c")').first().click();
  await session.lenses();
  await session.goToText('echobox.c', 'EPOLLOUT');
  await session.squiggle('error');
  await session.shot('3-trusted');
  session.lap('trusted: the program that the folder names reviews');
}
