import * as vscode from 'vscode';
import type { Server } from './server/server';

const SCHEME = 'fasync-lens';
const OPEN = 'fasyncLens.openKernelPage';

/** A link to a page, as the server writes it. */
const LINK = /\]\((fasync-lens:\/[\w./-]+\.md)\)/g;

/** Gives the read-only documents about functions of the kernel, and opens them. */
export function kernelPages(server: Server): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: async (uri) => {
        const client = await server.running();
        const page = await client?.sendRequest<{ markdown: string } | null>('fasyncLens/kernelPage', {
          uri: `${SCHEME}:${uri.path}`,
        });
        // a preview opens links that lead to files beside the page
        return page?.markdown.replace(LINK, (_, link: string) => `](${link.slice(link.lastIndexOf('/') + 1)})`) ?? '';
      },
    }),
    vscode.commands.registerCommand(OPEN, async (address: unknown) => {
      if (typeof address === 'string' && address.startsWith(`${SCHEME}:/`)) {
        await vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.parse(address));
      }
    }),
  );
}

/** Opens the page of a function on a version. */
export async function openKernelPage(name: string, version: string): Promise<void> {
  if (/^[\w-]+$/.test(name) && /^[\d.]+$/.test(version)) {
    await vscode.commands.executeCommand(OPEN, `${SCHEME}:/${version}/${name}.md`);
  }
}

/** A hover whose links to pages can be followed: the editor opens no scheme of ours from there. */
export function linked(hover: vscode.Hover): vscode.Hover {
  const contents = hover.contents.map((content) => {
    if (!(content instanceof vscode.MarkdownString) || content.value.search(LINK) < 0) {
      return content;
    }
    const target = (link: string): string => `command:${OPEN}?${encodeURIComponent(JSON.stringify([link]))}`;
    const made = new vscode.MarkdownString(content.value.replace(LINK, (_, link: string) => `](${target(link)})`));
    made.isTrusted = { enabledCommands: [OPEN] };
    return made;
  });
  return new vscode.Hover(contents, hover.range);
}
