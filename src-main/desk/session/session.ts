import type { PersonId } from '../../../src-preload/contract/scalars.ts';
import { type Session, sessionInputs } from '../../../src-preload/contract/session.ts';
import { refusal } from '../../engine/outcome.ts';
import type { Now } from '../../engine/time.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { listEnabled } from '../../store/queries/people.ts';
import type { Core } from '../core.ts';
import { notFound } from '../lookup.ts';
import { loadCaller, no, ok, writes } from '../usecase.ts';

/** What a window shows of itself: who is signed in, in which workspace, and whom a training workspace lets one be. */
export function viewSession({ clock }: Core, db: ReadDb, now: Now, personId: PersonId | null): Session {
  const desk = loadDesk(db);
  if (!desk) throw new TypeError('A workspace that is open has been founded.');
  return {
    person: (personId && loadCaller(db, personId)) ?? null,
    workspace: { ...desk, now: now.at, clockRuns: desk.kind === 'real' || clock.running },
    personas: desk.kind === 'training' ? listEnabled(db) : [],
  };
}

/** The answer to becoming somebody else, which only a training workspace allows. */
export function become(core: Core, db: ReadDb, now: Now, personId: PersonId) {
  if (loadDesk(db)?.kind !== 'training')
    return no(refusal('FORBIDDEN', 'Only in a training workspace can you become somebody else. Sign in instead.'));
  return loadCaller(db, personId)
    ? ok(viewSession(core, db, now, personId))
    : no(notFound(db, 'person', personId, 'personId'));
}

const notTraining = refusal('FORBIDDEN', 'Only the clock of a training workspace can be moved.');

export const sessionClock = {
  advance: writes(sessionInputs.advance, {}, (context, { seconds }) => {
    const { core, db, person } = context;
    if (loadDesk(db)?.kind !== 'training') return no(notTraining);
    context.turn.advance(seconds);
    return ok(viewSession(core, db, context.now, person.id));
  }),
  run: writes(sessionInputs.run, {}, (context, { running }) => {
    const { core, db, now, person, turn } = context;
    if (loadDesk(db)?.kind !== 'training') return no(notTraining);
    if (running) core.clock.run(true, now);
    else turn.standStill();
    core.announce(new Set(['session']));
    return ok(viewSession(core, db, now, person.id));
  }),
};
