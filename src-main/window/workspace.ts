import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { app } from 'electron';

const SWITCH = '--workspace=';

/** The folder of the desk, or the one proposed for it. */
export interface WorkspaceLocation {
  readonly directory: string;
  /** The folder proposed for a new desk. */
  readonly home: string;
  /** Whether to open a training workspace there without asking (`--training`). */
  readonly training: boolean;
  /** The folder for Chromium's own files, the log, and remembered settings. */
  readonly profile: string;
  /** Makes the next start open this folder, unless one is named. Null makes it ask again. */
  remember(directory: string | null): void;
}

/**
 * The folder of the workspace: from `--workspace=DIR`, else the last one open, else one in the user's folder for this
 * application. Chromium's files go into a folder inside it, before Electron is ready. So Electron's single-instance
 * lock, which belongs to that folder, holds for one workspace at a time.
 */
export function locateWorkspace(): WorkspaceLocation {
  const named = process.argv.findLast((argument) => argument.startsWith(SWITCH))?.slice(SWITCH.length);
  const home = named ? resolve(named) : join(app.getPath('userData'), 'workspace');
  const profile = join(home, 'window');
  const note = join(profile, 'workspace.json');
  app.setPath('userData', profile);
  return {
    // A named folder is used as given. If it is a copy, its note may name another folder, so ignore the note.
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

// An unreadable note counts as missing: the person is asked again.
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
