// A code-server with the extension, its own folders, and a workspace with samples.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { until } from './until.mjs';

const EXTENSION = new URL('../..', import.meta.url).pathname;
const SAMPLES = join(EXTENSION, '../samples/drivers');

/**
 * What a scenario may ask for: `samples` (echobox if nothing is said) and other `files` of the workspace, `settings` of
 * the user, those of the `machine`, the `universal` package, `trust` to be asked for, a display `language`, `env`.
 */
export class Editor {
  static async start(codeServer, logs, setUp) {
    mkdirSync(logs, { recursive: true });
    const editor = new Editor(codeServer, logs);
    editor.layOut(setUp);
    editor.install(setUp);
    await editor.launch(setUp);
    return editor;
  }

  constructor(codeServer, logs) {
    this.program = join(codeServer, 'node_modules/.bin/code-server');
    this.logs = logs;
    this.port = Number(process.env.PORT ?? 18123);
    this.url = `http://127.0.0.1:${this.port}`;
    this.home = mkdtempSync(join(tmpdir(), 'fasync-lens-e2e-'));
    this.folder = join(this.home, 'drivers');
  }

  layOut({ samples = ['echobox'], files = {}, settings = {}, machine = {} }) {
    mkdirSync(this.folder, { recursive: true });
    for (const sample of samples) {
      for (const file of readdirSync(join(SAMPLES, sample)).filter((name) => /\.[ch]$/.test(name))) {
        cpSync(join(SAMPLES, sample, file), join(this.folder, file));
      }
    }
    for (const [name, content] of Object.entries(files)) {
      this.write(name, typeof content === 'function' ? content(this) : content);
    }
    const usual = JSON.parse(readFileSync(join(EXTENSION, 'test/e2e/settings.json'), 'utf8'));
    mkdirSync(join(this.home, 'user/User'), { recursive: true });
    writeFileSync(join(this.home, 'user/User/settings.json'), JSON.stringify({ ...usual, ...settings }, null, 2));
    mkdirSync(join(this.home, 'user/Machine'));
    writeFileSync(join(this.home, 'user/Machine/settings.json'), JSON.stringify(machine));
  }

  install({ universal = false, language }) {
    const own = universal ? 'out/fasync-lens-universal.vsix' : (process.env.PACKAGE ?? 'out/fasync-lens-linux-x64.vsix');
    const options = [...this.folders(), '--install-extension', resolve(EXTENSION, own)];
    execFileSync(this.program, options, { env: this.env({}), stdio: 'pipe' });
    if (language) this.speak(language);
  }

  /** Lays out a language pack without words of the editor; it has the editor run in the language all the same. */
  speak(language) {
    const words = join(this.home, 'words.json');
    writeFileSync(words, JSON.stringify({ version: '1.0.0', contents: {} }));
    const extensions = [{ extensionIdentifier: { id: 'test.words' }, version: '1.0.0' }];
    const pack = { hash: 'test', extensions, translations: { vscode: words }, label: language };
    writeFileSync(join(this.home, 'user/languagepacks.json'), JSON.stringify({ [language]: pack }));
  }

  async launch({ trust = false, language, env = {} }) {
    const log = openSync(join(this.logs, 'server.log'), 'w');
    const options = ['--bind-addr', `127.0.0.1:${this.port}`, '--auth', 'none', '--disable-telemetry'];
    options.push('--disable-update-check', '--disable-getting-started-override');
    if (!trust) options.push('--disable-workspace-trust');
    if (language) options.push('--locale', language);
    this.process = spawn(this.program, [...options, ...this.folders(), this.folder], {
      env: this.env(env),
      stdio: ['ignore', log, log],
    });
    await until(`${this.url} answers`, async () => (await fetch(`${this.url}/healthz`)).ok);
  }

  folders() {
    return ['--user-data-dir', join(this.home, 'user'), '--extensions-dir', join(this.home, 'extensions')];
  }

  env(more) {
    const own = { XDG_CONFIG_HOME: 'config', XDG_DATA_HOME: 'data', XDG_CACHE_HOME: 'cache' };
    const places = Object.entries(own).map(([name, value]) => [name, join(this.home, value)]);
    // no gallery is asked
    return { ...process.env, ...Object.fromEntries(places), EXTENSIONS_GALLERY: '{"serviceUrl":"http://127.0.0.1:9/"}', ...more };
  }

  path(name) {
    return join(this.folder, name);
  }

  read(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  executable(name) {
    chmodSync(this.path(name), 0o755);
  }

  /** The running language servers of this editor: their processes. */
  servers() {
    return processes().filter(({ command }) => command.includes(this.home) && command.includes('fasync-lens.jar\0server'));
  }

  /** The process in which extensions run. */
  extensionHosts() {
    const ours = new Set([this.process.pid]);
    const all = processes();
    for (let before = 0; before !== ours.size; ) {
      before = ours.size;
      all.filter(({ parent }) => ours.has(parent)).forEach(({ id }) => ours.add(id));
    }
    return all.filter(({ id, command }) => ours.has(id) && command.includes('--type=extensionHost'));
  }

  /** What the extension wrote to its output channel. */
  channel() {
    const logs = join(this.home, 'user/logs');
    const files = readdirSync(logs, { recursive: true }).filter((name) => name.endsWith('Fasync Lens.log'));
    return files.map((name) => readFileSync(join(logs, name), 'utf8')).join('');
  }

  async stop() {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill();
    await gone;
    cpSync(join(this.home, 'user/logs'), join(this.logs, 'logs'), { recursive: true });
    await until('the language servers are gone', () => this.servers().length === 0);
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
        const resident = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0;
        return [
          {
            id: Number(id),
            parent: Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]),
            command: readFileSync(`/proc/${id}/cmdline`, 'utf8'),
            megabytes: Math.round(Number(resident) / 1024),
          },
        ];
      } catch {
        return []; // it has just ended
      }
    });
}
