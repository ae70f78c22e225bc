import { type Asked, asking } from './asking.ts';

const passphrase = asking<null, boolean>(false);

/** A call that waits for the passphrase of the person signed in; `settle` says whether it was given. */
export type PassphraseAsked = Asked<null, boolean>;

/**
 * Asks the person signed in for the passphrase. Calls that come meanwhile wait for the same answer.
 *
 * @returns whether it was given; false at once where nothing is there that could ask
 */
export async function askForPassphrase(): Promise<boolean> {
  return (await (passphrase.awaited() ?? passphrase.ask(null))) ?? false;
}

/** The question that waits to be put to the person; null when there is none. For the one dialog that puts it. */
export const useAsked = passphrase.useAsked;
