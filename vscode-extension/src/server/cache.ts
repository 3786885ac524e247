import { readFile, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Lets the cache of classes in a package be used. It holds for a jar that was written at one second, and whoever unpacks
 * a package writes the jar anew; so it gets the time back that the package notes. Without it the server starts slower.
 */
export async function useCache(lib: string): Promise<void> {
  try {
    const written = Number(await readFile(join(lib, 'fasync-lens.jar.written'), 'utf8'));
    const jar = join(lib, 'fasync-lens.jar');
    if (Number.isInteger(written) && Math.floor((await stat(jar)).mtimeMs / 1000) !== written) {
      await utimes(jar, written, written);
    }
  } catch {
    // there is no cache in this package, or nobody may touch the folder
  }
}
