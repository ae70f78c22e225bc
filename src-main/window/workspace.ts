import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { app, dialog } from 'electron';
import { t } from '#texts/texts.ts';

const SWITCH = '--workspace=';

/** Where the desk is, or is proposed to be. */
export interface WorkspaceLocation {
  readonly directory: string;
  /** The folder proposed for a new desk. */
  readonly home: string;
  /** Whether a training workspace is to be opened there without asking (`--training`). */
  readonly training: boolean;
  /** The folder of Chromium's own files, of the log, and of what is remembered. */
  readonly profile: string;
  /** Has the next start open this folder, unless one is named; null has it ask again. */
  remember(directory: string | null): void;
}

/**
 * The folder of the workspace: the one that `--workspace=DIR` names, else the one that was open the last time, else one in the user's own
 * folder for this application.
 *
 * Chromium's own files go into a folder inside it, before Electron is ready. Electron's lock against a second instance
 * belongs to that folder too, and so holds for one workspace at a time.
 */
export function locateWorkspace(): WorkspaceLocation {
  const named = process.argv.findLast((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length);
  const home = named ? resolve(named) : join(app.getPath('userData'), 'workspace');
  const profile = join(home, 'window');
  const note = join(profile, 'workspace.json');
  app.setPath('userData', profile);
  return {
    // A folder that is named is meant, whatever was open in it before it was copied.
    directory: (named === undefined ? remembered(note) : null) ?? home,
    home,
    training: process.argv.includes('--training'),
    profile,
    remember(directory) {
      if (named !== undefined) return;
      mkdirSync(dirname(note), { recursive: true, mode: 0o700 });
      writeFileSync(note, `${JSON.stringify({ directory })}\n`);
    },
  };
}

/** Asks for a folder in the system's own dialog; null when none was chosen. */
export async function chooseFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: t('windows.chooseFolder'),
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

// What cannot be read was not remembered: the person is asked again.
function remembered(note: string): string | null {
  try {
    const read: unknown = JSON.parse(readFileSync(note, 'utf8'));
    return typeof read === 'object' && read !== null && 'directory' in read && typeof read.directory === 'string'
      ? read.directory
      : null;
  } catch {
    return null;
  }
}
