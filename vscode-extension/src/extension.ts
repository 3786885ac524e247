import * as vscode from 'vscode';
import type { Location, Position } from 'vscode-languageclient/node';
import { addNotification, explainRule, openSample, showReferences } from './commands';
import { kernelPages } from './kernelPages';
import { PreviewPanel } from './preview/panel';
import { Server } from './server/server';
import { Status } from './status';
import { chooseKernel } from './target';
import { lintTasks } from './tasks';
import { WorkspaceReview } from './workspaceReview';

/** Settings that decide which program runs. */
const STARTS_ANEW = ['fasyncLens.server.path', 'fasyncLens.java.home', 'fasyncLens.java.arguments'];

let running: Server | null = null;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Fasync Lens');
  const status = new Status();
  const server = new Server(context, log, status);
  running = server;
  const preview = new PreviewPanel(context, server);
  const workspace = new WorkspaceReview(server);
  const { registerCommand } = vscode.commands;
  context.subscriptions.push(
    log,
    status,
    server,
    preview,
    workspace,
    kernelPages(server),
    lintTasks(server),
    registerCommand('fasyncLens.restart', () => server.restart()),
    registerCommand('fasyncLens.showLog', () => {
      log.show();
    }),
    registerCommand('fasyncLens.whatHappens', (uri?: unknown, position?: Position, setUp?: unknown) => {
      preview.show(typeof uri === 'string' ? uri : undefined, typeof uri === 'string' ? position : undefined, setUp);
    }),
    registerCommand('fasyncLens.addNotification', () => addNotification(server)),
    registerCommand('fasyncLens.lintWorkspace', () => workspace.run()),
    registerCommand('fasyncLens.explainRule', () =>
      explainRule(vscode.Uri.joinPath(context.extensionUri, 'server', 'rules')),
    ),
    registerCommand('fasyncLens.chooseKernel', () => chooseKernel()),
    registerCommand('fasyncLens.openSample', () => openSample(context)),
    registerCommand('fasyncLens.showReferences', (uri: string, position: Position, locations: Location[]) =>
      showReferences(server, uri, position, locations),
    ),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (STARTS_ANEW.some((setting) => change.affectsConfiguration(setting))) {
        void server.restart();
      } else if (change.affectsConfiguration('fasyncLens')) {
        void server.settingsChanged();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void server.restart()),
  );
  void server.restart();
}

/** The server ends before the window does. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}
