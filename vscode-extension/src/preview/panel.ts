import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { openKernelPage } from '../kernelPages';
import { isReviewed } from '../selector';
import type { Site } from '../page/beats';
import type { FromPage, ToPage } from '../page/messages';
import { type Preview, type SetUp, USUAL, asked, setUpOf } from '../page/story';
import { WORDS } from '../page/words';
import type { Server } from '../server/server';
import { onDidChangeTarget } from '../target';
import { registrationLine, shifted } from './places';

const TYPE = 'fasyncLens.preview';
const PAUSE = 250;

/** The call that a panel is about. */
interface Call {
  readonly uri: vscode.Uri;
  readonly position: vscode.Position;
}

/** The view that plays what a notification does. There is one; it goes where the user asks. */
export class PreviewPanel implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private readonly highlight = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
  });
  private panel: vscode.WebviewPanel | null = null;
  private call: Call | null = null;
  private setUp: SetUp = USUAL;
  private change = 0;
  private cursor: number | null = null;
  private site: Site = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private requests = 0;
  private ready = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly server: Server,
  ) {
    this.disposables.push(
      vscode.workspace.onDidChangeTextDocument((change) => {
        this.edited(change);
      }),
      onDidChangeTarget(() => {
        this.askSoon();
      }),
      server.onDidStart(() => {
        this.askSoon();
      }),
      vscode.window.registerWebviewPanelSerializer(TYPE, {
        deserializeWebviewPanel: (panel, kept: unknown) => {
          this.restore(panel, kept);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Shows the call at a place, or under the cursor. */
  show(uri?: string, position?: { line: number; character: number }, setUp?: unknown): void {
    const editor = vscode.window.activeTextEditor;
    if (uri !== undefined && position !== undefined) {
      this.call = { uri: vscode.Uri.parse(uri), position: new vscode.Position(position.line, position.character) };
    } else if (editor && isReviewed(editor.document)) {
      this.call = { uri: editor.document.uri, position: editor.selection.active };
    } else {
      void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on a notification first.'));
      return;
    }
    this.setUp = setUp === undefined ? this.setUp : setUpOf(setUp);
    this.cursor = null;
    if (this.panel) {
      this.panel.reveal(undefined, true);
      void this.ask();
    } else {
      const panel = vscode.window.createWebviewPanel(
        TYPE,
        vscode.l10n.t('What Happens'),
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        this.webviewOptions(),
      );
      this.adopt(panel);
    }
  }

  dispose(): void {
    this.panel?.dispose();
    this.highlight.dispose();
    this.disposables.forEach((each) => {
      each.dispose();
    });
  }

  private webviewOptions(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [this.out()] };
  }

  private out(): vscode.Uri {
    return vscode.Uri.joinPath(this.context.extensionUri, 'out', 'page');
  }

  private restore(panel: vscode.WebviewPanel, kept: unknown): void {
    const state = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
    const { uri, line, character, cursor } = state;
    if (typeof uri !== 'string' || uri === '' || typeof line !== 'number' || typeof character !== 'number') {
      panel.dispose();
      return;
    }
    this.call = { uri: vscode.Uri.parse(uri), position: new vscode.Position(line, character) };
    this.setUp = setUpOf(state['setUp']);
    this.cursor = typeof cursor === 'number' ? cursor : null;
    panel.webview.options = this.webviewOptions();
    this.adopt(panel);
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.ready = false;
    panel.onDidDispose(() => {
      this.panel = null;
      this.site = null;
      this.paint();
    });
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      this.hear(message);
    });
    panel.webview.html = this.html(panel.webview);
  }

  private html(webview: vscode.Webview): string {
    const nonce = randomBytes(18).toString('base64');
    const at = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(this.out(), name)).toString();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${vscode.l10n.t('What Happens')}</title>
<link rel="stylesheet" href="${at('page.css')}">
</head>
<body><script nonce="${nonce}" src="${at('main.js')}"></script></body>
</html>`;
  }

  private hear(message: FromPage): void {
    switch (message.type) {
      case 'ready':
        this.ready = true;
        this.change = 0;
        this.tell({ type: 'words', words: Object.fromEntries(WORDS.map((word) => [word, vscode.l10n.t(word)])) });
        void this.ask();
        break;
      case 'setUp':
        this.setUp = setUpOf(message.setUp);
        this.change = message.change;
        void this.ask();
        break;
      case 'at':
        this.site = message.site;
        this.paint();
        break;
      case 'reveal':
        void this.reveal();
        break;
      case 'page':
        void openKernelPage(message.function, message.version);
        break;
    }
  }

  private tell(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private askSoon(): void {
    if (this.timer !== null) {
      clearTimeout(this.timer);
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.ask();
    }, PAUSE);
  }

  /** Asks the server; an answer that is no longer wanted is passed over. */
  private async ask(): Promise<void> {
    const { call, setUp, change } = this;
    if (!call || !this.panel || !this.ready) {
      return;
    }
    const request = ++this.requests;
    this.tell({ type: 'busy' });
    const client = await this.server.ifRunning();
    if (request !== this.requests) {
      return;
    }
    if (!client) {
      this.tell({ type: 'refused', message: vscode.l10n.t('The server of Fasync Lens does not run.'), setUp, change });
      return; // asked again when it does
    }
    let message = vscode.l10n.t('There is no notification at this place.');
    try {
      const at = (position: vscode.Position): Promise<Preview | { problem: string } | null> =>
        client.sendRequest('fasyncLens/preview', {
          textDocument: { uri: client.code2ProtocolConverter.asUri(call.uri) },
          position: client.code2ProtocolConverter.asPosition(position),
          setUp: asked(setUp),
        });
      const answer = (await at(call.position)) ?? (await at(startOfLine(call)));
      if (request !== this.requests) {
        return;
      }
      if (answer && !('problem' in answer)) {
        this.call = { uri: call.uri, position: new vscode.Position(answer.line, answer.character) };
        this.tell({ type: 'preview', preview: answer, setUp, change, cursor: this.cursor });
        this.cursor = null;
        this.title(call.uri, answer.line);
        this.paint();
        return;
      }
      message = answer ? answer.problem : message;
    } catch (failure) {
      message = failure instanceof Error ? failure.message : String(failure);
    }
    if (request === this.requests) {
      this.tell({ type: 'refused', message, setUp, change });
    }
  }

  private title(uri: vscode.Uri, line: number): void {
    if (this.panel) {
      const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
      this.panel.title = `${vscode.l10n.t('What Happens')}: ${name}:${line + 1}`;
    }
  }

  /** Keeps the call where it is in the text. */
  private edited(change: vscode.TextDocumentChangeEvent): void {
    const { call } = this;
    if (!this.panel || call === null || !isReviewed(change.document) || change.contentChanges.length === 0) {
      return;
    }
    if (change.document.uri.toString() === call.uri.toString()) {
      const edits = change.contentChanges.map((each) => ({
        start: each.range.start,
        end: each.range.end,
        text: each.text,
      }));
      const { line, character } = shifted(call.position, edits);
      this.call = { uri: call.uri, position: new vscode.Position(line, character) };
    }
    this.askSoon();
  }

  private async reveal(): Promise<void> {
    if (this.call) {
      await vscode.window.showTextDocument(this.call.uri, {
        selection: new vscode.Range(this.call.position, this.call.position),
        viewColumn: this.editors()[0]?.viewColumn ?? vscode.ViewColumn.One,
      });
      this.paint();
    }
  }

  private editors(): readonly vscode.TextEditor[] {
    const uri = this.call?.uri.toString();
    return vscode.window.visibleTextEditors.filter((editor) => editor.document.uri.toString() === uri);
  }

  /** Highlights the line of the driver that the row is about. */
  private paint(): void {
    for (const editor of this.editors()) {
      const line =
        this.site === 'notification'
          ? (this.call?.position.line ?? null)
          : this.site === 'registration'
            ? registrationLine(editor.document.getText())
            : null;
      const at = line === null ? [] : [new vscode.Range(line, 0, line, 0)];
      editor.setDecorations(this.highlight, at);
      const [range] = at;
      if (range) {
        editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
      }
    }
  }
}

/** Where the code of the line begins: who points at the line means what is on it. */
function startOfLine(call: Call): vscode.Position {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === call.uri.toString());
  const { line } = call.position;
  return document && line < document.lineCount
    ? new vscode.Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex)
    : call.position;
}
