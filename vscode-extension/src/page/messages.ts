import type { Site } from './beats';
import type { Preview, SetUp } from './story';

/** What the extension tells the page. `change` is the last change of the set-up that it knew of. */
export type ToPage =
  | { readonly type: 'words'; readonly words: Readonly<Record<string, string>> }
  | { readonly type: 'preview'; readonly preview: Preview; readonly setUp: SetUp; readonly change: number; readonly cursor: number | null }
  | { readonly type: 'refused'; readonly message: string; readonly setUp: SetUp; readonly change: number }
  | { readonly type: 'busy' };

/** What the page tells the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'setUp'; readonly setUp: SetUp; readonly change: number }
  | { readonly type: 'at'; readonly site: Site }
  | { readonly type: 'reveal' }
  | { readonly type: 'page'; readonly function: string; readonly version: string };
