import * as vscode from 'vscode';
import type { CodeAction, Command, Location, Position } from 'vscode-languageclient/node';
import type { Server } from './server/server';

const REWRITE = 'refactor.rewrite';

/** Equips the driver in the editor with asynchronous notification, if the server knows how. */
export async function addNotification(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const client = editor && (await server.running());
  if (!editor || !client) {
    return;
  }
  const { document } = editor;
  const whole = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  let refused = '';
  for (const range of [editor.selection, whole]) {
    const actions = await client.sendRequest<(CodeAction | Command)[] | null>('textDocument/codeAction', {
      textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
      range: client.code2ProtocolConverter.asRange(range),
      context: { diagnostics: [], only: [REWRITE] },
    });
    const action = (actions ?? []).find((each): each is CodeAction => 'kind' in each && each.kind === REWRITE);
    if (action && !action.disabled) {
      const whole = action.edit ? action : await client.sendRequest<CodeAction>('codeAction/resolve', action);
      const edit = whole.edit && (await client.protocol2CodeConverter.asWorkspaceEdit(whole.edit));
      if (edit) {
        await vscode.workspace.applyEdit(edit);
        return;
      }
    }
    refused = action?.disabled?.reason ?? refused;
  }
  void vscode.window.showInformationMessage(
    refused !== '' ? refused : vscode.l10n.t('There is no driver here that lacks asynchronous notification.'),
  );
}

/** Shows places that a lens counts. */
export async function showReferences(
  server: Server,
  uri: string,
  position: Position,
  locations: readonly Location[],
): Promise<void> {
  const converter = (await server.running())?.protocol2CodeConverter;
  if (converter) {
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      converter.asUri(uri),
      converter.asPosition(position),
      locations.map((each) => converter.asLocation(each)),
    );
  }
}

/** Opens the page of a rule that the user picks; those of the findings in the editor come first. */
export async function explainRule(pages: vscode.Uri): Promise<void> {
  const ids = (await vscode.workspace.fs.readDirectory(pages)).map(([name]) => name).filter((name) => /^FA\d{3}$/.test(name));
  const here = rulesHere();
  const items = await Promise.all(
    ids.sort().map(async (id) => ({ label: id, description: await titleOf(vscode.Uri.joinPath(pages, id, 'README.md')) })),
  );
  items.sort((a, b) => Number(here.has(b.label)) - Number(here.has(a.label)));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Explain Rule'),
    matchOnDescription: true,
  });
  if (picked) {
    await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(pages, picked.label, 'README.md'));
  }
}

function rulesHere(): ReadonlySet<string> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const codes = uri ? vscode.languages.getDiagnostics(uri).map((each) => each.code) : [];
  return new Set(codes.map((code) => String(typeof code === 'object' ? code.value : code)));
}

/** What the heading of a page says behind the id. */
async function titleOf(page: vscode.Uri): Promise<string> {
  const [heading = ''] = Buffer.from(await vscode.workspace.fs.readFile(page)).toString('utf8').split('\n', 1);
  return heading.replace(/^#\s*(FA\d{3}\W*)?/, '');
}

/** Opens a copy of the sample driver, so that it can be repaired. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const copy = vscode.Uri.joinPath(context.globalStorageUri, 'sample', 'echobox.c');
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'sample', 'echobox.c'), copy, {
    overwrite: true,
  });
  await vscode.window.showTextDocument(copy);
}
