import { t } from '#texts/texts.ts';
import {
  ANYONE_CONFIRMS_SECONDS,
  confirmClock,
  correctClock,
  LEAP_SECONDS,
  MAX_AHEAD_SECONDS_RULES_1,
  MAX_BEHIND_SECONDS,
} from '../../engine/clock.ts';
import { listBegunAfter } from '../../store/queries/due.ts';
import type { Expectation } from './comparison.ts';
import type { ActorContext, EventOf, ReplayContext } from './context.ts';
import { overdue } from './time.ts';

/** Why a training clock could not be moved so; null if it could (desk/kernel/transaction.ts, `advance`). */
export function checkAdvance(context: ReplayContext, { data }: EventOf<'clock.advanced'>): string | null {
  const { kind, now, before } = context;
  if (kind === 'real') return t('replay.clock.realDesk');
  const from = now.after(-data.seconds);
  if (from < before)
    return t('replay.clock.movedTooFar', { seconds: data.seconds, between: secondsBetween(before, now.at) });
  return overdue(context, from);
}

/** Replays an admin's correction of the machine's clock (desk/session/oversight.ts). */
export function replayClockCorrection(
  { db, kind, now, before, rules }: ActorContext,
  { data }: EventOf<'clock.corrected'>,
): Expectation {
  if (kind === 'training') return t('replay.clock.trainingCorrection');
  const ahead = secondsBetween(before, now.at);
  if (ahead >= -MAX_BEHIND_SECONDS && ahead <= leapSeconds(rules))
    return t('replay.clock.noCorrection', { before, now: now.at });
  return correctClock(data.from, listBegunAfter(db, now.at));
}

/** Replays a confirmation of the machine's clock (desk/session/oversight.ts). */
export function replayClockConfirmation(
  { kind, now, before, rules, actor }: ActorContext,
  { data }: EventOf<'clock.confirmed'>,
): Expectation {
  if (rules < 2) return t('replay.clock.rules1');
  if (kind === 'training') return t('replay.clock.trainingConfirmation');
  const ahead = secondsBetween(before, now.at);
  if (ahead <= LEAP_SECONDS) return t('replay.clock.noConfirmation', { before, now: now.at });
  return confirmClock(actor.role, data.from, ahead);
}

/** Why the time of an event of a real desk is wrong; null if it is not. */
export function leapt({ kind, now, before, rules }: ReplayContext): string | null {
  if (kind !== 'real') return null;
  const ahead = secondsBetween(before, now.at);
  if (rules < 2) return ahead > MAX_AHEAD_SECONDS_RULES_1 ? t('replay.clock.leaptYear') : null;
  return ahead > ANYONE_CONFIRMS_SECONDS ? t('replay.clock.leaptDays') : null;
}

// From how many seconds ahead on a clock needs a correction.
function leapSeconds(rules: number): number {
  return rules < 2 ? MAX_AHEAD_SECONDS_RULES_1 : LEAP_SECONDS;
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
