import type { Person, PersonName } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { Alert, ClockLeap, SessionView } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { mayConfirm, type Now } from '../../engine/clock.ts';
import { shownName } from '../../engine/people/directory.ts';
import type { Session } from '../../identity/session.ts';
import type { Head } from '../../ledger/append.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk, loadHead } from '../../store/queries/desk.ts';
import { listDue } from '../../store/queries/due.ts';
import { currentKitId } from '../../store/queries/keys.ts';
import { listEnabled, loadPersonName } from '../../store/queries/people.ts';
import { listUnacknowledged } from '../../store/queries/workstation.ts';
import { clockState, iso } from '../kernel/clock.ts';
import type { Core } from '../kernel/core.ts';
import { readSnapshot } from '../kernel/transact.ts';
import { currentCaller, ok } from '../kernel/usecase.ts';

/** The session as a window shows it: the person signed in, the workspace, and the personas of a training workspace. */
export function viewSession(core: Core, db: ReadDb, now: Now, session: Session): SessionView {
  const desk = loadDesk(db);
  if (!desk) throw new TypeError('A workspace that is open has been founded.');
  const person = currentCaller(db, session) ?? null;
  const real = desk.kind === 'real';
  const clockProblem = core.clock.problem(clockState(db));
  return {
    person,
    workspace: {
      ...desk,
      now: now.at,
      clockRuns: real || core.clock.running,
      clockProblem,
      machineClock: real ? core.clock.wall() : now.at,
      clockLeap: clockProblem === 'CLOCK_LEAPT' ? leapOf(core, db, person) : null,
    },
    personas: real ? [] : listEnabled(db),
    locked: session.locked && nameOf(db, session.locked),
    keyOpenUntil: person && openUntil(core, session),
    alerts: person && real ? alertsFor(db, person) : [],
  };
}

function leapOf(core: Core, db: ReadDb, person: Person | null): ClockLeap {
  const wall = core.clock.wall();
  const seconds = secondsAhead(wall, loadHead(db));
  const due = listDue(db, wall);
  const requests = due.filter(({ kind }) => kind === 'request').length;
  return {
    seconds,
    requests,
    grants: due.length - requests,
    takesAdmin: !mayConfirm('member', seconds),
    mayConfirm: person !== null && mayConfirm(person.role, seconds),
  };
}

/** How far a time is ahead of the ledger's newest event, in whole seconds. */
export function secondsAhead(at: string, head: Head): number {
  return Math.floor((Date.parse(at) - Date.parse(head.at)) / 1000);
}

/** The answer of most session verbs: the session as it is now. */
export async function sessionNow(core: Core, session: Session): Promise<Answer<SessionView>> {
  return ok(await readSnapshot(core, (db, now) => viewSession(core, db, now, session)));
}

function openUntil(core: Core, session: Session): string | null {
  const until = session.openUntil(core.clock.wallMs());
  return until === null ? null : iso(until);
}

function nameOf(db: ReadDb, id: PersonId): PersonName | null {
  return loadPersonName(db, id) ?? null;
}

function shownNameOf(db: ReadDb, id: PersonId | null): string {
  const person = id === null ? undefined : nameOf(db, id);
  return person ? shownName(person) : t('desk.session.someone');
}

// Admins and auditors learn of every use of a recovery kit, and that there is none.
function alertsFor(db: ReadDb, person: Person): Alert[] {
  if (person.role === 'member') return [];
  const used = listUnacknowledged(db, 'recovery.used', person.id).map(
    ({ sequence, at, actor_id }): Alert => ({
      kind: 'recoveryUsed',
      sequence,
      at,
      message: t('desk.session.recoveryUsed', { name: shownNameOf(db, actor_id) }),
    }),
  );
  if (currentKitId(db) !== null) return used;
  const head = loadHead(db);
  return [
    ...used,
    {
      kind: 'noRecoveryKit',
      sequence: head.sequence,
      at: head.at,
      message: t('desk.session.noRecoveryKit'),
    },
  ];
}
