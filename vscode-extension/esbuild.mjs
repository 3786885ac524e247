// Bundles the extension for the extension host and the page for the webview; with --tests the unit tests.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const common = { bundle: true, target: 'es2022', logLevel: 'warning', legalComments: 'none' };
if (process.argv.includes('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  const tests = readdirSync('test/unit').filter((name) => name.endsWith('.test.ts'));
  await build({
    ...common,
    entryPoints: tests.map((name) => `test/unit/${name}`),
    outdir: 'out/test',
    platform: 'node',
    format: 'cjs',
    sourcemap: 'inline',
  });
} else {
  const minify = process.argv.includes('--minify');
  await build({
    ...common,
    minify,
    entryPoints: ['src/extension.ts'],
    outfile: 'out/extension.js',
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  await build({
    ...common,
    minify,
    entryPoints: ['src/page/main.ts', 'src/page/page.css'],
    outdir: 'out/page',
    platform: 'browser',
    format: 'iife',
  });
}
