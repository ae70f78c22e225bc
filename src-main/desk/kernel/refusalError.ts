import type { Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';

/**
 * Thrown inside a transaction that has already written, to roll it back; the desk answers the refusal. A use case that knows before it
 * writes answers the refusal as a value.
 */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
    this.name = 'Halted';
  }
}

/** Refused because the key of the person signed in is closed. */
export const passphraseNeeded = (): Refusal => refusal('PASSPHRASE_NEEDED', t('desk.kernel.passphraseNeeded'));

/** Refused because the workspace was opened from a folder that cannot be written to. */
export const readOnlyWorkspace = (): Refusal => refusal('WORKSPACE_UNREADABLE', t('storage.readOnly'));

/** Refused because the clock of the machine cannot be trusted. */
export function clockRefusal(code: 'CLOCK_WENT_BACK' | 'CLOCK_LEAPT'): Refusal {
  return refusal(code, t(`desk.kernel.${code}`));
}

/** Refused because the ledger has rules of a newer build, which this one does not know. Reading still works. */
export const writtenByNewer = (): Refusal => refusal('WORKSPACE_UNREADABLE', t('desk.kernel.writtenByNewer'));

/** Refused because only the desk's own key may sign an expiry that is due, and that key cannot be used; `why` says what to do. */
export function deskKeyMissing(why: string): Refusal {
  return refusal('FORBIDDEN', why);
}
