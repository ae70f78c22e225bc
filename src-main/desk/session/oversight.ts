import { eventCatalogue } from '#contract/events.ts';
import type { Answer } from '#contract/refusal.ts';
import { type SessionView, sessionInputs } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { confirmClock, correctClock as decideCorrection } from '../../engine/clock.ts';
import { issueRecoveryKit } from '../../engine/people/keys.ts';
import { keyPairOfCode, makeCode } from '../../identity/code.ts';
import { loadDesk, loadHead } from '../../store/queries/desk.ts';
import { listBegunAfter } from '../../store/queries/due.ts';
import { acknowledge as remember } from '../../store/queries/workstation.ts';
import { clockState } from '../kernel/clock.ts';
import { clockRefusal } from '../kernel/refusalError.ts';
import { commitOr, ok, refuse, type Writing, writes } from '../kernel/usecase.ts';
import { kitPage } from '../wording/printedPages.ts';
import { secondsAhead, viewSession } from './view.ts';

/** What admins and auditors do about the desk itself: its clock, its recovery kit, its alerts. */
export const oversight = {
  /** An admin vouches for the machine's clock. Does nothing if the clock can be trusted. */
  correctClock: writes(sessionInputs.correctClock, { roles: eventCatalogue['clock.corrected'].roles }, (context) => {
    const { core, db, transaction } = context;
    if (core.clock.problem(clockState(db)) === null) return ok(sessionOf(context));
    const head = loadHead(db);
    transaction.trustWallClock();
    const outcome = decideCorrection(head.at, listBegunAfter(db, context.now.at));
    return commitOr(context, outcome, () => {
      context.transaction.recordExpiriesIfPossible();
      return sessionOf(context);
    });
  }),
  confirmClock: writes(sessionInputs.confirmClock, {}, confirmClockIn),
  issueKit: writes(sessionInputs.issueKit, { roles: eventCatalogue['recovery.issued'].roles }, (context) => {
    const { core, db, session } = context;
    if (loadDesk(db)?.kind !== 'real')
      return refuse({
        code: 'FORBIDDEN',
        message: t('desk.session.noKitInTraining'),
      });
    return issueNewKit(context, () => viewSession(core, db, context.now, session));
  }),
  acknowledge: writes(sessionInputs.acknowledge, { roles: ['admin', 'auditor'] }, (context, { sequence }) => {
    const { core, db, now, person, session } = context;
    remember(db, person.id, sequence);
    core.changes.announce(['session']);
    return ok(viewSession(core, db, now, session));
  }),
};

/** Confirms that the machine's clock is right although it leapt, and records what has expired by then. */
function confirmClockIn(context: Writing): Answer<SessionView> {
  const { core, db, person, transaction } = context;
  const problem = core.clock.problem(clockState(db));
  if (problem === null) return ok(sessionOf(context));
  if (problem === 'CLOCK_WENT_BACK') return refuse(clockRefusal(problem));
  const head = loadHead(db);
  transaction.trustWallClock();
  const outcome = confirmClock(person.role, head.at, secondsAhead(context.now.at, head));
  return commitOr(context, outcome, () => {
    context.transaction.recordExpiriesIfPossible();
    return sessionOf(context);
  });
}

function sessionOf({ core, db, now, session }: Writing): SessionView {
  return viewSession(core, db, now, session);
}

/** Issues a new recovery kit, shows it on a printed page, and answers `result`. */
export function issueNewKit<R>(context: Writing, result: () => R): Answer<R> {
  const { core, db, now } = context;
  const desk = loadDesk(db);
  if (!desk) throw new TypeError('A workspace that is open has been founded.');
  const code = makeCode('recovery', core.environment.random);
  const pair = keyPairOfCode('recovery', desk.fingerprint, code);
  if (!pair) throw new TypeError('A code that was just made can be read.');
  const answer = commitOr(context, issueRecoveryKit(pair.signer.key), result);
  if (answer.ok) context.afterwards(() => core.secureDisplay.show(kitPage(desk, code, now.at)));
  return answer;
}
