import { sessionInputs } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { notFound } from '../kernel/lookup.ts';
import { readSnapshot } from '../kernel/transact.ts';
import { enabledPerson, ok, refuse, writes } from '../kernel/usecase.ts';
import { publicVerb } from './verb.ts';
import { viewSession } from './view.ts';

const notTraining = () => refusal('FORBIDDEN', t('desk.session.trainingClockOnly'));

/** Signs in as a persona, which only a training workspace allows. */
export const become = publicVerb(sessionInputs.become, (core, session, { personId }) =>
  readSnapshot(core, (db, now) => {
    if (loadDesk(db)?.kind !== 'training') return refuse(refusal('FORBIDDEN', t('desk.session.becomeInTrainingOnly')));
    if (!enabledPerson(db, personId)) return refuse(notFound(db, 'person', personId, 'personId'));
    session.become(personId);
    return ok(viewSession(core, db, now, session));
  }),
);

/** The clock of a training workspace. */
export const trainingClock = {
  advance: writes(sessionInputs.advance, {}, (context, { seconds }) => {
    const { core, db, session } = context;
    if (loadDesk(db)?.kind !== 'training') return refuse(notTraining());
    context.transaction.advance(seconds);
    return ok(viewSession(core, db, context.now, session));
  }),
  run: writes(sessionInputs.run, {}, (context, { running }) => {
    const { core, db, now, session, transaction } = context;
    if (loadDesk(db)?.kind !== 'training') return refuse(notTraining());
    if (running) core.clock.run(true, now);
    else transaction.stopClock();
    core.changes.announce(['session']);
    return ok(viewSession(core, db, now, session));
  }),
};
