import * as vscode from 'vscode';
import { C_FILES } from './selector';
import { onDidChangeTarget, targetOf } from './target';

/** The language status: the target kernels, and whether the server works. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem('fasyncLens.status', [...C_FILES]);
  private readonly watched: vscode.Disposable[];
  private busy = 0;

  constructor() {
    this.item.name = 'Fasync Lens';
    this.watched = [
      vscode.window.onDidChangeActiveTextEditor(() => void this.showTarget()),
      onDidChangeTarget(() => void this.showTarget()),
    ];
  }

  starting(): void {
    this.item.busy = true;
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    this.item.text = vscode.l10n.t('Fasync Lens is starting');
    this.item.command = { command: 'fasyncLens.showLog', title: vscode.l10n.t('Show Log') };
  }

  ready(version: string): void {
    this.item.busy = this.busy > 0;
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    this.item.detail = `Fasync Lens ${version}`;
    this.item.command = { command: 'fasyncLens.chooseKernel', title: vscode.l10n.t('Choose Kernel') };
    void this.showTarget();
  }

  failed(reason: string): void {
    this.item.busy = false;
    this.item.severity = vscode.LanguageStatusSeverity.Error;
    this.item.text = vscode.l10n.t('Fasync Lens does not run');
    this.item.detail = reason;
    this.item.command = { command: 'fasyncLens.restart', title: vscode.l10n.t('Restart') };
  }

  /** Shows that the server works until something is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.busy++;
    this.item.busy = true;
    try {
      return await work;
    } finally {
      this.busy--;
      this.item.busy = this.busy > 0;
    }
  }

  dispose(): void {
    this.item.dispose();
    this.watched.forEach((each) => {
      each.dispose();
    });
  }

  private async showTarget(): Promise<void> {
    if (this.item.severity === vscode.LanguageStatusSeverity.Error) {
      return;
    }
    const target = await targetOf(vscode.window.activeTextEditor?.document.uri);
    this.item.text =
      target === '' ? vscode.l10n.t('Linux: all kernels, or the tree') : vscode.l10n.t('Linux {0}', target);
  }
}
