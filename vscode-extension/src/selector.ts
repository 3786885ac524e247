import type { TextDocument } from 'vscode';

/** The files that the server reviews. Headers are C++ to the editor, unless it is told otherwise. */
export const C_FILES = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', language: 'cpp', pattern: '**/*.h' },
] as const;

/** All that the server looks at: it also tells what is wrong in a configuration while that is typed. */
export const REVIEWED_FILES = [...C_FILES, { scheme: 'file', pattern: '**/.fasync-lens.json' }] as const;

/** Whether the server reviews a document. */
export function isReviewed(document: TextDocument): boolean {
  return document.uri.scheme === 'file' && (document.languageId === 'c' || document.fileName.endsWith('.h'));
}
