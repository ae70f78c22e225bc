import { join, resolve } from 'node:path';
import { app } from 'electron';

const SWITCH = '--workspace=';

/**
 * The folder of the workspace: the one that `--workspace=DIR` names, else one in the user's own folder for this
 * application.
 *
 * Chromium's own files go into a folder inside it, before Electron is ready. Electron's lock against a second instance
 * belongs to that folder too, and so holds for one workspace at a time.
 */
export function takeWorkspace(): string {
  const named = process.argv.findLast((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length);
  const folder = named ? resolve(named) : join(app.getPath('userData'), 'workspace');
  app.setPath('userData', join(folder, 'window'));
  return folder;
}
