import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  type ClientCapabilities,
  LanguageClient,
  type LanguageClientOptions,
  State,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { linked } from '../kernelPages';
import { C_FILES } from '../selector';
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
  private client: LanguageClient | null = null;
  private changing: Promise<void> = Promise.resolve();

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

  /** The server if it runs; otherwise the user is told. */
  running(): LanguageClient | null {
    if (this.client?.state === State.Running) {
      return this.client;
    }
    void vscode.window.showWarningMessage(vscode.l10n.t('The server of Fasync Lens does not run.'));
    return null;
  }

  dispose(): Promise<void> {
    return this.halt();
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
    this.log.appendLine(`[fasync-lens] ${program.because}: ${program.command}`);
    const client = new LanguageClient('fasyncLens', 'Fasync Lens', serverOptions(program), this.options());
    client.registerFeature(new OurCapabilities());
    client.onDidChangeState(({ newState }) => {
      void vscode.commands.executeCommand('setContext', 'fasyncLens.running', newState === State.Running);
      if (newState === State.Running) {
        this.status.ready(client.initializeResult?.serverInfo?.version ?? '');
      } else if (newState === State.Stopped) {
        this.status.failed(vscode.l10n.t('The server has stopped.'));
      }
    });
    this.client = client;
    try {
      await client.start();
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      this.status.failed(reason);
      this.log.appendLine(`[fasync-lens] ${reason}`);
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
      documentSelector: [...C_FILES],
      outputChannel: this.log,
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
    await vscode.commands.executeCommand('workbench.action.openSettings', problem.setting);
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
