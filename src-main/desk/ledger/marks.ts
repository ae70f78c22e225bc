import type { KeptMark } from '#contract/ledger.ts';
import type { Person } from '#contract/people.ts';
import { t } from '#texts/texts.ts';
import type { Session } from '../../identity/session.ts';
import { type Mark, readMark, signMark } from '../../ledger/mark.ts';
import type { ReadDb } from '../../store/connection.ts';
import type { SavedState } from '../../store/integrity/checkedState.ts';
import { newestTables } from '../../store/integrity/schema.ts';
import { keepMark, markedState, readMarkText } from '../../store/marks.ts';
import { loadDesk, loadRules } from '../../store/queries/desk.ts';
import { currentKeyId } from '../../store/queries/keys.ts';
import type { FoundMark } from '../kernel/jobs.ts';
import type { Reading } from '../kernel/usecase.ts';

/**
 * The mark that a person has kept, if it is theirs; and why a check cannot begin at it (docs/decisions/0034). Null if they have none. Whether
 * the ledger and the saved state are still those of the mark is found by the check.
 */
export function findMark({
  core,
  db,
  person,
  session,
}: Pick<Reading, 'core' | 'db' | 'person' | 'session'>): FoundMark | null {
  const text = readMarkText(core.directory, person.id);
  if (text === null) return null;
  const found = readMark(text);
  if (found === null) return { head: null, at: null, begin: null, why: t('desk.mark.why.changed') };
  if (found.person !== person.id || found.key.id !== keyOf(db, person, session))
    return { head: null, at: null, begin: null, why: t('desk.mark.why.notYours') };
  if (found.desk !== loadDesk(db)?.fingerprint)
    return { head: null, at: null, begin: null, why: t('desk.mark.why.otherDesk') };
  const { desk, sequence, hash, at, ledger, state } = found;
  const own = { head: { desk, sequence, hash }, at };
  const why = whyOutdated(found, loadRules(db));
  if (why !== null) return { ...own, begin: null, why };
  return { ...own, begin: { sequence, ledger, state, file: markedState(core.directory, person.id, state) }, why: null };
}

/** The same for people. */
export function keptMark(found: FoundMark | null): KeptMark | null {
  return found && { sequence: found.head?.sequence ?? null, at: found.at, why: found.why };
}

function whyOutdated({ tables, rules }: Mark, rulesNow: number): string | null {
  if (tables !== newestTables()) return t('desk.mark.why.tables');
  return rules === rulesNow ? null : t('desk.mark.why.rules', { before: rules, now: rulesNow });
}

// A passphrase has opened this key, and the tables are not asked. Personas of a training workspace sign in without one.
function keyOf(db: ReadDb, person: Person, session: Session): string | null {
  if (session.keyId !== null) return session.keyId;
  return loadDesk(db)?.kind === 'training' ? currentKeyId(db, person.id) : null;
}

/** Signs a mark for a saved state with the person's own key, and keeps it. Throws {@link RefusalError} if that key is closed. */
export async function signAndKeep(
  { core, db, person, session, now }: Reading,
  { state: saved, file }: { readonly state: SavedState; readonly file: string },
): Promise<KeptMark> {
  const signer = core.keys.signer(db, person.id, session);
  const mark: Mark = { v: 1, ...saved, person: person.id, key: signer.key, at: now.at };
  await keepMark(core.directory, person.id, { text: signMark(mark, signer), state: file, digest: saved.state });
  core.changes.announce(['ledger']);
  return { sequence: mark.sequence, at: mark.at, why: null };
}
