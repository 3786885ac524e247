import * as vscode from 'vscode';
import type { WorkspaceDiagnosticReport } from 'vscode-languageclient/node';
import type { Server } from './server/server';

/** Reviews all files of the workspace when the user asks, and shows what is not open. */
export class WorkspaceReview implements vscode.Disposable {
  private readonly found = vscode.languages.createDiagnosticCollection('fasync-lens-workspace');
  private readonly opened: vscode.Disposable;

  constructor(private readonly server: Server) {
    // an open document is reviewed as it is typed
    this.opened = vscode.workspace.onDidOpenTextDocument((document) => {
      this.found.delete(document.uri);
    });
  }

  async run(): Promise<void> {
    const client = await this.server.running();
    if (!client) {
      return;
    }
    const report = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Reviewing the workspace'), cancellable: true },
      (_, token) =>
        client
          .sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds: [] }, token)
          .then(undefined, (failure: unknown) => {
            if (token.isCancellationRequested) {
              return null;
            }
            throw failure;
          }),
    );
    if (!report) {
      return;
    }
    this.found.clear();
    const open = new Set(vscode.workspace.textDocuments.map((document) => document.uri.toString()));
    let count = 0;
    let files = 0;
    for (const item of report.items) {
      if (item.kind === 'full' && item.items.length > 0) {
        const uri = client.protocol2CodeConverter.asUri(item.uri);
        const diagnostics = await client.protocol2CodeConverter.asDiagnostics(item.items);
        count += diagnostics.length;
        files++;
        if (!open.has(uri.toString())) {
          this.found.set(uri, diagnostics);
        }
      }
    }
    const show = vscode.l10n.t('Show Problems');
    const message =
      count === 0
        ? vscode.l10n.t('Nothing was found in the workspace.')
        : vscode.l10n.t('Findings: {0}, in files: {1}.', count, files);
    if ((await vscode.window.showInformationMessage(message, show)) === show) {
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    }
  }

  dispose(): void {
    this.found.dispose();
    this.opened.dispose();
  }
}
