import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Machine } from './java';

const PATIENCE = 10_000;

/** A value, or another one if the file system has nothing to say. */
function tried<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

/** The machine on which the extension runs. */
export const thisMachine: Machine = {
  platform: process.platform,
  home: homedir(),
  env: process.env,
  isFile: (path) => tried(() => statSync(path).isFile(), false),
  list: (folder) => tried(() => readdirSync(folder), []),
  read: (file) => tried(() => readFileSync(file, 'utf8'), null),
  real: (path) => tried(() => realpathSync(path), path),
  ask: (java) =>
    new Promise((resolve) => {
      execFile(java, ['-version'], { timeout: PATIENCE }, (error, stdout, stderr) => {
        resolve(error ? null : stderr + stdout);
      });
    }),
};
