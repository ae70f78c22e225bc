import type { Refusal } from '#contract/refusal.ts';
import { refusal } from '../../engine/outcome.ts';
import { READ_ONLY } from '../../store/failure.ts';

/**
 * Thrown where a turn that had begun to write must not be written after all, so that the transaction is undone; the desk answers its
 * refusal. What a use case can know before it writes is refused as a value.
 */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'Halted';
  }
}

/** Refused because the key of the person signed in is closed. */
export const passphraseNeeded: Refusal = refusal(
  'PASSPHRASE_NEEDED',
  'Your passphrase was given too long ago to decide with it. Give it again.',
);

/** Refused because the workspace was opened from a folder that cannot be written to. */
export const readOnlyWorkspace: Refusal = refusal('WORKSPACE_UNREADABLE', READ_ONLY);

const clockSentences = {
  CLOCK_WENT_BACK:
    'The clock of this machine is behind the newest entry of the ledger. Nothing can be decided until the clock is put right, or an admin vouches for it.',
  CLOCK_LEAPT:
    'The clock of this machine is far ahead of the newest entry of the ledger. Nothing can be decided until someone confirms that the clock is right, or sets it right.',
} as const;

/** Refused because the clock of the machine cannot be trusted. */
export function clockRefusal(code: keyof typeof clockSentences): Refusal {
  return refusal(code, clockSentences[code]);
}

/** Refused because a newer build has brought in rules that this one does not know; reading goes on. */
export const writtenByNewer: Refusal = refusal(
  'WORKSPACE_UNREADABLE',
  'This desk was written by a newer version of Countersign, with rules that this version does not know. Use the newer version.',
);

/** Refused because something is due that only the desk's own key may sign, and that key is out of reach; `why` says what to do. */
export function deskKeyMissing(why: string): Refusal {
  return refusal('FORBIDDEN', why);
}
