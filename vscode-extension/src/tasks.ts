import * as vscode from 'vscode';
import type { Server } from './server/server';

const TYPE = 'fasync-lens';

/** The task `lint` of each folder; its findings go where those of compilers go. */
export function lintTasks(server: Server): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: async () => {
      const tasks = (vscode.workspace.workspaceFolders ?? []).map((folder) =>
        taskOf(server, folder, { type: TYPE, command: 'lint' }),
      );
      return (await Promise.all(tasks)).filter((task) => task !== undefined);
    },
    resolveTask: (task) => {
      const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
      return folder && task.definition['command'] === 'lint' ? taskOf(server, folder, task.definition) : undefined;
    },
  });
}

async function taskOf(
  server: Server,
  folder: vscode.WorkspaceFolder,
  definition: vscode.TaskDefinition,
): Promise<vscode.Task | undefined> {
  const location = await server.locate();
  if ('problem' in location) {
    return undefined;
  }
  const { program } = location;
  const further: unknown = definition['arguments'];
  const given = Array.isArray(further) ? further.filter((each): each is string => typeof each === 'string') : [];
  const run = new vscode.ProcessExecution(
    program.command,
    [...program.arguments, 'lint', '--format', 'gcc', ...given],
    { cwd: folder.uri.fsPath, env: { ...program.env } },
  );
  return new vscode.Task(definition, folder, 'lint', TYPE, run, '$fasync-lens');
}
