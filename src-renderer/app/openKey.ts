import { client } from './client.ts';
import { passphraseNotGiven, RefusedError } from './desk.ts';
import { sessionQuery } from './queries/workspace.ts';
import { askForPassphrase } from './questions.ts';

/**
 * Makes sure that the person's key is open for so many seconds more, and asks for the passphrase where it would not be. Throws a
 * {@link RefusedError} when it is not given.
 */
export async function openKeyFor(seconds: number): Promise<void> {
  const { workspace, keyOpenUntil } = await client.fetchQuery({ ...sessionQuery(), staleTime: 0 });
  if (workspace.kind !== 'real') return;
  const openMs = keyOpenUntil === null ? 0 : Date.parse(keyOpenUntil) - Date.parse(workspace.now);
  // A second for the way to the desk.
  if (openMs > (seconds + 1) * 1000) return;
  if (!(await askForPassphrase())) throw new RefusedError(passphraseNotGiven());
}
