import { z } from 'zod';
import { flag, says, version } from './scalars.ts';

// What this workstation does by itself is kept beside the ledger, not in it. Minutes.
const lockAfterMinutes = z
  .int(says('input.wholeMinutes'))
  .min(1, says('input.minutesMin'))
  .max(480, says('input.minutesMax'));
const confirmAfterMinutes = z
  .int(says('input.wholeMinutes'))
  .min(1, says('input.minutesMin'))
  .max(480, says('input.minutesMax'));

export const DEFAULT_LOCK_AFTER_MINUTES = 10;
export const DEFAULT_CONFIRM_AFTER_MINUTES = 15;

// Seconds; 0 is none.
const undoSeconds = z.int(says('input.wholeSeconds')).min(0, says('input.undoMin')).max(30, says('input.undoMax'));

export const DEFAULT_UNDO_SECONDS = 5;

export const settingsInputs = {
  get: z.strictObject({}),
  update: z.strictObject({
    version: version.optional(),
    lockAfterMinutes: lockAfterMinutes.optional(),
    confirmAfterMinutes: confirmAfterMinutes.optional(),
    fourEyes: flag.optional(),
    namesInNotifications: flag.optional(),
    singleKeys: flag.optional(),
    undoSeconds: undoSeconds.optional(),
  }),
};

export const deskKeyStates = ['ready', 'missing', 'damaged', 'closed', 'another'] as const;
export type DeskKeyState = (typeof deskKeyStates)[number];

export interface Settings {
  /** Counts from 1; each change, here or of the desk itself, makes the next one. */
  readonly version: number;
  /** The desk locks itself when nobody has touched it for so long. */
  readonly lockAfterMinutes: number;
  /** Deciding asks for the passphrase again when it was last given longer ago. */
  readonly confirmAfterMinutes: number;
  /** Whether single letters do something while nobody types. Anyone may switch it, as not everybody can rely on what they press. */
  readonly singleKeys: boolean;
  /** How long the window waits with an approval or a rejection, so that it can be undone before it is signed; 0: it does not wait. Anyone may set it. */
  readonly undoSeconds: number;
  /** What keeps the desk's own key: the operating system's key store, or a file that only this user can read. */
  readonly deskKeyKeptBy: 'system' | 'file';
  /**
   * Whether this workstation has the key that the desk signs with: `ready`; `missing` or `damaged`, its file; `closed` to this user or program;
   * `another`, the file holds a key that is not the desk’s. Until it is ready again nothing that time causes can be recorded.
   */
  readonly deskKeyState: DeskKeyState;
  /** What is wrong with it and what to do, in sentences; null when it is ready. */
  readonly deskKeyProblem: string | null;
  /** Whether changes to rules and people need a second admin: of the desk, in its ledger, and the same at every workstation. */
  readonly fourEyes: boolean;
  /** Whether notifications of the system, which others may read along, name resources and accounts. */
  readonly namesInNotifications: boolean;
}
