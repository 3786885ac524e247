import { type Java, type Machine, OLDEST_JAVA, javaNamed, pathsOf, usualJavas, versionOf } from './java';

/** What the user set. */
export interface Choices {
  readonly serverPath: string;
  readonly javaHome: string;
  readonly javaArguments: readonly string[];
  readonly language: string;
}

/** How to run the program: the arguments of `fasync-lens` come after `arguments`. */
export interface Program {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it was found, for the log. */
  readonly because: string;
}

/** Why there is no program, and which setting mends it. */
export type Problem =
  | { readonly kind: 'no-server'; readonly path: string; readonly setting: 'fasyncLens.server.path' }
  | { readonly kind: 'no-java-there'; readonly path: string; readonly setting: 'fasyncLens.java.home' }
  | { readonly kind: 'java-too-old'; readonly path: string; readonly version: number; readonly setting: 'fasyncLens.java.home' }
  | { readonly kind: 'no-java'; readonly setting: 'fasyncLens.java.home' }
  | { readonly kind: 'incomplete'; readonly path: string; readonly setting: 'fasyncLens.server.path' };

export type Location = { readonly program: Program } | { readonly problem: Problem };

const FLAGS = ['-XX:+UseSerialGC', '-XX:-UsePerfData', '-Xmx120m', '-Xmn40m', '-XX:SurvivorRatio=3'];

/** Finds the program: the one that is set, else the runtime in the package, else a Java for its jar. */
export async function locate(folder: string, choices: Choices, machine: Machine): Promise<Location> {
  const paths = pathsOf(machine);
  if (choices.serverPath !== '') {
    return machine.isFile(choices.serverPath)
      ? { program: launched(choices.serverPath, choices, 'fasyncLens.server.path') }
      : { problem: { kind: 'no-server', path: choices.serverPath, setting: 'fasyncLens.server.path' } };
  }
  const windows = machine.platform === 'win32';
  const launcher = paths.join(folder, 'bin', 'fasync-lens');
  const runtime = paths.join(folder, 'runtime', 'bin', windows ? 'java.exe' : 'java');
  if (machine.isFile(runtime)) {
    return windows || !machine.isFile(launcher)
      ? { program: withJava(runtime, folder, choices, machine, 'the runtime of the extension') }
      : { program: launched(launcher, choices, 'the runtime of the extension') };
  }
  const jar = paths.join(folder, 'lib', 'fasync-lens.jar');
  if (!machine.isFile(jar)) {
    return { problem: { kind: 'incomplete', path: jar, setting: 'fasyncLens.server.path' } };
  }
  const found = await findJava(choices, machine);
  return 'problem' in found
    ? found
    : { program: withJava(found.java, folder, choices, machine, `Java ${found.version} in ${found.java}`) };
}

async function findJava(choices: Choices, machine: Machine): Promise<Java | { problem: Problem }> {
  const setting = 'fasyncLens.java.home';
  if (choices.javaHome !== '') {
    const java = javaNamed(choices.javaHome, machine);
    if (java === null) {
      return { problem: { kind: 'no-java-there', path: choices.javaHome, setting } };
    }
    const version = await versionOf(java, machine);
    return version >= OLDEST_JAVA ? { java, version } : { problem: { kind: 'java-too-old', path: java, version, setting } };
  }
  let newest: Java | null = null;
  for (const java of usualJavas(machine)) {
    const version = await versionOf(java, machine);
    if (version >= OLDEST_JAVA) {
      return { java, version };
    }
    if (newest === null || version > newest.version) {
      newest = { java, version };
    }
  }
  return newest === null
    ? { problem: { kind: 'no-java', setting } }
    : { problem: { kind: 'java-too-old', path: newest.java, version: newest.version, setting } };
}

function launched(command: string, choices: Choices, because: string): Program {
  const options = choices.javaArguments.join(' ');
  return { command, arguments: [], env: options === '' ? {} : { FASYNC_LENS_JAVA_OPTS: options }, because };
}

function withJava(java: string, folder: string, choices: Choices, machine: Machine, because: string): Program {
  const paths = pathsOf(machine);
  return {
    command: java,
    arguments: [
      '-Xlog:disable',
      '-Xlog:all=error:stderr',
      ...FLAGS,
      `-Dfasynclens.language=${choices.language}`,
      `-Dfasynclens.pages=${paths.join(folder, 'rules')}`,
      ...choices.javaArguments,
      '-jar',
      paths.join(folder, 'lib', 'fasync-lens.jar'),
    ],
    env: {},
    because,
  };
}
