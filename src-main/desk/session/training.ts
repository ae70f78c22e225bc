import { sessionInputs } from '#contract/session.ts';
import { refusal } from '../../engine/outcome.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { notFound } from '../lookup.ts';
import { consult } from '../transact.ts';
import { loadCaller, no, ok, writes } from '../usecase.ts';
import { anyone } from './verb.ts';
import { viewSession } from './view.ts';

const notTraining = refusal('FORBIDDEN', 'Only the clock of a training workspace can be moved.');

/** Signs a persona in, which only a training workspace allows. */
export const become = anyone(sessionInputs.become, (core, seat, { personId }) =>
  consult(core, (db, now) => {
    if (loadDesk(db)?.kind !== 'training')
      return no(refusal('FORBIDDEN', 'Only in a training workspace can you become somebody else. Sign in instead.'));
    if (!loadCaller(db, personId)) return no(notFound(db, 'person', personId, 'personId'));
    seat.become(personId);
    return ok(viewSession(core, db, now, seat));
  }),
);

/** The clock of a training workspace. */
export const trainingClock = {
  advance: writes(sessionInputs.advance, {}, (context, { seconds }) => {
    const { core, db, seat } = context;
    if (loadDesk(db)?.kind !== 'training') return no(notTraining);
    context.turn.advance(seconds);
    return ok(viewSession(core, db, context.now, seat));
  }),
  run: writes(sessionInputs.run, {}, (context, { running }) => {
    const { core, db, now, seat, turn } = context;
    if (loadDesk(db)?.kind !== 'training') return no(notTraining);
    if (running) core.clock.run(true, now);
    else turn.standStill();
    core.announce(new Set(['session']));
    return ok(viewSession(core, db, now, seat));
  }),
};
