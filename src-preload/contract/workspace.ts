import { z } from 'zod';
import type { Refusal } from './refusal.ts';
import { email, flag, name, newUsername, says } from './scalars.ts';
import { passphrase, type WorkspaceKind, workspaceKinds } from './session.ts';

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
  /**
   * Opens a training workspace in a folder, a new one with a story in it where there is none. `leaving`: closes the desk that is open, real or
   * not, once the other one is open; everyone is signed out of it.
   */
  train: z.strictObject({ directory, leaving: flag.optional() }),
  /** Opens the workspace that a folder holds. `leaving`: as above. */
  open: z.strictObject({ directory, leaving: flag.optional() }),
  /** Closes a training workspace, so that something else can be opened. */
  leave: z.strictObject({}),
  /** The desks that were opened here lately, newest first. */
  recent: z.strictObject({}),
  /** Removes a desk from that list. Nothing in its folder changes. */
  forget: z.strictObject({ directory }),
};

/** Most desks in the list of recent ones. */
export const MOST_RECENT_DESKS = 12;

/** A desk that was opened. */
export const openedDesk = z.strictObject({ directory, name: z.string(), kind: z.enum(workspaceKinds) });
const rememberedDesk = openedDesk.extend({ openedAt: z.iso.datetime() });

/** The list of recent desks as it is kept on this machine. */
export const rememberedDesks = z.array(rememberedDesk);

/** A desk that was opened. */
export type OpenedDesk = z.output<typeof openedDesk>;
/** A desk that was opened at a time, ISO 8601 UTC. */
export type RememberedDesk = z.output<typeof rememberedDesk>;

/** A desk that was opened here lately, and what its folder holds now; `nothing`: the folder or the desk in it is gone. */
export interface RecentDesk extends RememberedDesk {
  readonly holds: ChosenFolder['holds'];
  /** Whether it is the desk that is open. */
  readonly isOpen: boolean;
}

/** The desks that were opened here lately, newest first. */
export interface RecentDeskList {
  readonly items: readonly RecentDesk[];
}

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
