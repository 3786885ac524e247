import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  type ClientCapabilities,
  type CloseHandlerResult,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  State,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { linked } from '../kernelPages';
import { useCache } from './cache';
import { Crashes } from './crashes';
import { REVIEWED_FILES } from '../selector';
import type { Status } from '../status';
import { type Location, type Problem, type Program, locate } from './location';
import { OLDEST_JAVA } from './java';
import { thisMachine } from './thisMachine';

/** What our commands and views can do for the server. */
class OurCapabilities implements StaticFeature {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = { fasyncLens: { showReferences: true, kernelPages: true, preview: true } };
  }

  initialize(): void {
    // needs nothing of the server
  }

  getState(): { kind: 'static' } {
    return { kind: 'static' };
  }

  clear(): void {
    // keeps nothing
  }
}

/** The language server: found, started, restarted. */
export class Server implements vscode.Disposable {
  private readonly started = new vscode.EventEmitter<void>();
  private client: LanguageClient | null = null;
  private changing: Promise<void> = Promise.resolve();

  /** The server runs, for the first time or again. */
  readonly onDidStart = this.started.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.OutputChannel,
    private readonly status: Status,
  ) {}

  /** Stops what runs and starts anew; one after the other if asked twice. */
  restart(): Promise<void> {
    this.changing = this.changing.then(async () => {
      await this.halt();
      await this.begin();
    });
    return this.changing;
  }

  /** Has the server ask for the settings again. */
  async settingsChanged(): Promise<void> {
    if (this.client?.state === State.Running) {
      await this.client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    }
  }

  /** How the program is run, for tasks. */
  locate(): Promise<Location> {
    const settings = vscode.workspace.getConfiguration('fasyncLens');
    return locate(
      join(this.context.extensionPath, 'server'),
      {
        serverPath: settings.get('server.path', '').trim(),
        javaHome: settings.get('java.home', '').trim(),
        javaArguments: settings.get<string[]>('java.arguments', []),
        language: vscode.env.language,
      },
      thisMachine,
    );
  }

  /** The server, once it runs; if it does not, the user is told. */
  async running(): Promise<LanguageClient | null> {
    const client = await this.ifRunning();
    if (!client) {
      void vscode.window.showWarningMessage(vscode.l10n.t('The server of Fasync Lens does not run.'));
    }
    return client;
  }

  /** The server, once it runs; null if it does not. */
  async ifRunning(): Promise<LanguageClient | null> {
    await this.changing;
    const { client } = this;
    if (client?.state === State.Starting) {
      await client.start().catch(() => undefined); // is told where it was started
    }
    return client?.state === State.Running ? client : null;
  }

  /** Ends the server for good. */
  stop(): Promise<void> {
    this.changing = this.changing.then(() => this.halt());
    return this.changing;
  }

  dispose(): void {
    this.started.dispose();
    void this.stop();
  }

  private async begin(): Promise<void> {
    this.status.starting();
    const location = await this.locate();
    if ('problem' in location) {
      this.status.failed(told(location.problem));
      void complain(location.problem);
      return;
    }
    const { program } = location;
    this.note(`${program.because}: ${program.command}`);
    await useCache(join(this.context.extensionPath, 'server', 'lib'));
    const client = new QuietClient('fasyncLens', 'Fasync Lens', serverOptions(program), this.options());
    client.registerFeature(new OurCapabilities());
    let asked = Date.now();
    client.onDidChangeState(({ newState }) => {
      void vscode.commands.executeCommand('setContext', 'fasyncLens.running', newState === State.Running);
      switch (newState) {
        case State.Starting:
          asked = Date.now();
          this.status.starting();
          break;
        case State.Running:
          this.note(`running after ${Date.now() - asked} ms`);
          this.status.ready(client.initializeResult?.serverInfo?.version ?? '');
          this.started.fire();
          break;
        case State.Stopped:
          this.status.failed(vscode.l10n.t('The server has stopped.'));
          break;
      }
    });
    this.client = client;
    await client.start().catch((failure: unknown) => {
      this.note(failure instanceof Error ? failure.message : String(failure));
    });
    // the library does not always fail when the program ends at once
    if (client.initializeResult === undefined) {
      this.status.failed(vscode.l10n.t('The server has stopped.'));
      void this.offerRestart(vscode.l10n.t('The server of Fasync Lens did not start.'));
    }
  }

  private async halt(): Promise<void> {
    const { client } = this;
    this.client = null;
    if (client) {
      await client.dispose().catch(() => undefined); // it is gone either way
    }
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [...REVIEWED_FILES],
      outputChannel: this.log,
      errorHandler: this.errorHandler(),
      initializationFailedHandler: () => false,
      middleware: {
        provideDiagnostics: (document, previous, token, next) =>
          this.status.during(Promise.resolve(next(document, previous, token))),
        // the whole workspace is reviewed by the command only
        provideWorkspaceDiagnostics: () => ({ items: [] }),
        provideHover: async (document, position, token, next) => {
          const hover = await next(document, position, token);
          return hover ? linked(hover) : hover;
        },
      },
    };
  }

  /** A server that ends by itself is started again, unless it never ran or does so all the time. */
  private errorHandler(): ErrorHandler {
    const crashes = new Crashes();
    return {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: (): CloseHandlerResult => {
        if (this.client?.initializeResult === undefined) {
          return { action: CloseAction.DoNotRestart, handled: true }; // is told where it was started
        }
        const again = crashes.startAgain(Date.now());
        this.note(again ? 'the server has ended; it is started again' : 'the server ends again and again');
        if (!again) {
          void this.offerRestart(
            vscode.l10n.t('The server of Fasync Lens ends again and again. It is not started any more.'),
          );
        }
        return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  private async offerRestart(told: string): Promise<void> {
    const [restart, showLog] = [vscode.l10n.t('Restart'), vscode.l10n.t('Show Log')];
    const answer = await vscode.window.showErrorMessage(told, restart, showLog);
    if (answer === restart) {
      await this.restart();
    } else if (answer === showLog) {
      this.log.show();
    }
  }

  private note(what: string): void {
    this.log.appendLine(`[${new Date().toISOString()}] ${what}`);
  }
}

/** Writes to the log what the library would tell the user, in English and more than once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override info(message: string, data?: unknown): void {
    // it is handed whether to show the message where data belong
    super.info(message, typeof data === 'boolean' ? undefined : data, false);
  }
}

function serverOptions(program: Program): { command: string; args: string[]; options: { env: NodeJS.ProcessEnv } } {
  return {
    command: program.command,
    args: [...program.arguments, 'server'],
    options: { env: { ...process.env, ...program.env } },
  };
}

/** Says once what is wrong, and offers the setting that mends it. */
async function complain(problem: Problem): Promise<void> {
  const open = vscode.l10n.t('Open Setting');
  if ((await vscode.window.showErrorMessage(told(problem), open)) === open) {
    // these settings are the machine's, which in a remote window is not the one where the user sits
    const settings = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
    await vscode.commands.executeCommand(`workbench.action.${settings}`, { query: problem.setting });
  }
}

function told(problem: Problem): string {
  switch (problem.kind) {
    case 'no-server':
      return vscode.l10n.t('Fasync Lens: there is no program {0}.', problem.path);
    case 'no-java-there':
      return vscode.l10n.t('Fasync Lens: there is no Java in {0}.', problem.path);
    case 'java-too-old':
      return vscode.l10n.t(
        'Fasync Lens needs Java {0} or newer; {1} is Java {2}. Set the folder of a newer one.',
        OLDEST_JAVA,
        problem.path,
        problem.version,
      );
    case 'no-java':
      return vscode.l10n.t('Fasync Lens needs Java {0} or newer, and none was found. Set its folder.', OLDEST_JAVA);
    case 'incomplete':
      return vscode.l10n.t('Fasync Lens: the extension is not complete, {0} is missing.', problem.path);
  }
}
