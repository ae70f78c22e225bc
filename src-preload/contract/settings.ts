import { z } from 'zod';
import { flag, says, version } from './scalars.ts';

// Settings of this workstation, kept beside the ledger. In minutes.
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
  /** What a real desk needs after it was founded; for admins. */
  firstSteps: z.strictObject({}),
  /** Puts that list away for the caller, or brings it back. */
  putFirstStepsAway: z.strictObject({ away: flag }),
};

export const firstStepNames = [
  'secondAdmin',
  'people',
  'groups',
  'accounts',
  'policy',
  'fourEyes',
  'decision',
] as const;
export type FirstStepName = (typeof firstStepNames)[number];

/** One thing that a desk needs after it was founded, and whether the desk has it now. */
export interface FirstStep {
  readonly name: FirstStepName;
  readonly done: boolean;
}

/** What a real desk needs after it was founded, in the order in which it is best done. `away`: the caller put the list away. */
export interface FirstSteps {
  readonly steps: readonly FirstStep[];
  readonly away: boolean;
}

export const deskKeyStates = ['ready', 'missing', 'damaged', 'closed', 'another'] as const;
export type DeskKeyState = (typeof deskKeyStates)[number];

export interface Settings {
  /** Counts from 1; each change, here or of the desk itself, makes the next one. */
  readonly version: number;
  /** Minutes without input after which the desk locks itself. */
  readonly lockAfterMinutes: number;
  /** Minutes after which a decision needs the passphrase again. */
  readonly confirmAfterMinutes: number;
  /** Whether single letters are shortcuts. Anyone may switch them off, because they are easily pressed by mistake. */
  readonly singleKeys: boolean;
  /** Seconds for which an approval or a rejection can be undone before it is signed; 0: no undo. Anyone may set it. */
  readonly undoSeconds: number;
  /** Where the desk's own key is kept: in the operating system's key store, or in a file that only this user can read. */
  readonly deskKeyKeptBy: 'system' | 'file';
  /**
   * Whether this workstation has the key that the desk signs with: `ready`; `missing` or `damaged`, its file; `closed` to this user or program;
   * `another`, the file holds a key that is not the desk’s. Until it is ready again nothing that time causes can be recorded.
   */
  readonly deskKeyState: DeskKeyState;
  /** The problem and its remedy, in sentences; null when the key is ready. */
  readonly deskKeyProblem: string | null;
  /** Whether changes to rules and people need a second admin: of the desk, in its ledger, and the same at every workstation. */
  readonly fourEyes: boolean;
  /** Whether notifications of the system name resources and accounts; others may read them on the screen. */
  readonly namesInNotifications: boolean;
}
