import { win32, posix } from 'node:path';

/** The oldest Java that the server runs on. */
export const OLDEST_JAVA = 25;

/** What the search for a server asks of the machine. Tests answer instead. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  isFile(path: string): boolean;
  /** Names in a folder; none if it is no folder. */
  list(folder: string): readonly string[];
  /** The content of a small file; null if there is none. */
  read(file: string): string | null;
  /** A path with its symbolic links followed. */
  real(path: string): string;
  /** What `java -version` says; null if it cannot be run. */
  ask(java: string): Promise<string | null>;
}

/** A Java that was found. */
export interface Java {
  readonly java: string;
  /** 0 if nobody knows. */
  readonly version: number;
}

/** The major version in `25.0.1`, `1.8.0_392`, `openjdk version "25-ea"`; 0 if there is none. */
export function majorVersion(text: string): number {
  const found = /(?:^|")(\d+)(?:\.(\d+))?/.exec(text.trim());
  const [first, second] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  return first === 1 ? second : first;
}

export function pathsOf(machine: Machine): typeof posix {
  return machine.platform === 'win32' ? win32 : posix;
}

function javaIn(home: string, machine: Machine): string {
  return pathsOf(machine).join(home, 'bin', machine.platform === 'win32' ? 'java.exe' : 'java');
}

/** The Java in a folder that somebody named: the folder itself, its `bin`, or the program. */
export function javaNamed(named: string, machine: Machine): string | null {
  const paths = pathsOf(machine);
  const folder = named.replace(/[\\/]+$/, '');
  const tries = [folder, javaIn(folder, machine), javaIn(paths.join(folder, 'Contents', 'Home'), machine)];
  if (paths.basename(folder) === 'bin') {
    tries.push(javaIn(paths.dirname(folder), machine));
  }
  return tries.find((each) => machine.isFile(each)) ?? null;
}

/** The version of a Java, from the file `release` beside it, or by asking it. */
export async function versionOf(java: string, machine: Machine): Promise<number> {
  const paths = pathsOf(machine);
  const release = machine.read(paths.join(paths.dirname(paths.dirname(machine.real(java))), 'release'));
  const told = /^JAVA_VERSION="([^"]+)"/m.exec(release ?? '')?.[1];
  if (told !== undefined) {
    return majorVersion(told);
  }
  const said = await machine.ask(java);
  return majorVersion(/version "[^"]+"/.exec(said ?? '')?.[0].slice('version '.length) ?? '');
}

/** Every place where a Java may be that nobody named, the likeliest first. */
export function usualJavas(machine: Machine): readonly string[] {
  const paths = pathsOf(machine);
  const found: string[] = [];
  const add = (java: string): void => {
    if (machine.isFile(java) && !found.includes(java)) {
      found.push(java);
    }
  };
  for (const name of ['JAVA_HOME', 'JDK_HOME']) {
    const home = machine.env[name];
    if (home !== undefined && home !== '') {
      add(javaIn(home, machine));
    }
  }
  for (const folder of (machine.env['PATH'] ?? machine.env['Path'] ?? '').split(paths.delimiter)) {
    if (folder !== '') {
      add(paths.join(folder, machine.platform === 'win32' ? 'java.exe' : 'java'));
    }
  }
  for (const folder of folders(machine)) {
    for (const name of [...machine.list(folder)].sort().reverse()) {
      add(javaIn(paths.join(folder, name), machine));
      add(javaIn(paths.join(folder, name, 'Contents', 'Home'), machine));
    }
  }
  return found;
}

function folders(machine: Machine): readonly string[] {
  const paths = pathsOf(machine);
  const own = [paths.join(machine.home, '.sdkman', 'candidates', 'java'), paths.join(machine.home, '.jdks')];
  switch (machine.platform) {
    case 'win32': {
      const programs = machine.env['ProgramFiles'] ?? 'C:\\Program Files';
      return [...['Java', 'Eclipse Adoptium', 'Microsoft', 'Zulu'].map((each) => paths.join(programs, each)), ...own];
    }
    case 'darwin':
      return ['/Library/Java/JavaVirtualMachines', paths.join(machine.home, 'Library/Java/JavaVirtualMachines'), ...own];
    default:
      return ['/usr/lib/jvm', '/usr/java', '/opt/java', '/opt', ...own];
  }
}
