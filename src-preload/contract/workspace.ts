import { z } from 'zod';
import type { Refusal } from './refusal.ts';
import { email, name, newUsername, says } from './scalars.ts';
import { passphrase, type WorkspaceKind } from './session.ts';

const directory = z
  .string(says('input.path'))
  .min(1, says('input.pathEmpty'))
  .max(4_096, says('input.pathTooLong'))
  .regex(/^[^\0]*$/, says('input.pathForm'));

/** Calls that find, open and found a desk. They need no sign-in. */
export const workspaceInputs = {
  get: z.strictObject({}),
  /** Asks the person for a folder, in a dialog of the system. */
  choose: z.strictObject({}),
  /** Founds a real desk in a folder that holds none. Its first person is an admin, signed in by it. */
  found: z.strictObject({
    directory,
    name,
    admin: z.strictObject({ username: newUsername, name, email }),
    passphrase,
  }),
  /** Opens a training workspace in a folder, a new one with a story in it where there is none. */
  train: z.strictObject({ directory }),
  /** Opens the workspace that a folder holds. */
  open: z.strictObject({ directory }),
  /** Closes a training workspace, so that something else can be opened. */
  leave: z.strictObject({}),
};

export interface Workspace {
  /** `open`: the desk can be called. `none`: there is none yet, found one or train. `refused`: it cannot be opened, and why. */
  readonly state: 'open' | 'none' | 'refused';
  readonly refusal: Refusal | null;
  /** The folder of the desk, or the one proposed for it. */
  readonly directory: string;
  /** The folder proposed for a training workspace. */
  readonly trainingDirectory: string;
}

/** The chosen folder and its content; null when none was chosen. */
export interface ChosenFolder {
  readonly directory: string | null;
  readonly holds: WorkspaceKind | 'nothing' | 'unreadable';
}
