import * as vscode from 'vscode';
import { KERNELS, isKernel } from './kernels';

const CONFIGURATION = '.fasync-lens.json';

/** Tells when the target kernels may be others: by a setting, or by a configuration, whoever wrote it. */
export function onDidChangeTarget(changed: () => void): vscode.Disposable {
  const configurations = vscode.workspace.createFileSystemWatcher(`**/${CONFIGURATION}`);
  return vscode.Disposable.from(
    configurations,
    configurations.onDidCreate(changed),
    configurations.onDidChange(changed),
    configurations.onDidDelete(changed),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('fasyncLens.kernel')) {
        changed();
      }
    }),
  );
}

/** The kernels that the setting or the nearest configuration names; empty if neither does. */
export async function targetOf(uri: vscode.Uri | undefined): Promise<string> {
  const set = vscode.workspace.getConfiguration('fasyncLens', uri ?? null).get('kernel', '').trim();
  if (set !== '' || uri?.scheme !== 'file') {
    return set;
  }
  for (let folder = vscode.Uri.joinPath(uri, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    const text = await contentOf(vscode.Uri.joinPath(folder, CONFIGURATION));
    if (text !== null) {
      return kernelIn(text);
    }
    if (folder.path === vscode.Uri.joinPath(folder, '..').path) {
      return '';
    }
  }
}

async function contentOf(file: vscode.Uri): Promise<string | null> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8');
  } catch {
    return null;
  }
}

function kernelIn(configuration: string): string {
  const kernel = /"kernel"\s*:\s*\{([^}]*)\}/.exec(configuration)?.[1] ?? '';
  const end = (name: string): string => new RegExp(`"${name}"\\s*:\\s*"([^"]+)"`).exec(kernel)?.[1] ?? '';
  const [oldest, newest] = [end('oldest'), end('newest')];
  return oldest === newest || (oldest === '' && newest === '') ? oldest : `${oldest || (KERNELS[0] ?? '')}..${newest}`;
}

/** Lets the user choose, and keeps it in the settings of the workspace, or the user's if there is none. */
export async function chooseKernel(): Promise<void> {
  const none = vscode.l10n.t('Not set: the configuration or the kernel tree decides');
  const range = vscode.l10n.t('A range…');
  const picked = await vscode.window.showQuickPick(
    [{ label: none }, { label: range }, ...[...KERNELS].reverse().map((label) => ({ label }))],
    { title: vscode.l10n.t('Kernels the code has to work on') },
  );
  if (!picked) {
    return;
  }
  const chosen = picked.label === none ? '' : picked.label === range ? await askForRange() : picked.label;
  if (chosen === undefined) {
    return;
  }
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('fasyncLens').update('kernel', chosen === '' ? undefined : chosen, target);
}

function askForRange(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Oldest and newest kernel'),
    value: '4.4..6.1',
    validateInput: (text) =>
      isKernel(text) ? undefined : vscode.l10n.t('A version such as 6.1, or a range such as 4.4..6.1'),
  });
}
