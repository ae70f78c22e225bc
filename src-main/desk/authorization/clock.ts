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

/** What is wrong with a training clock having been moved, as the rest of a sentence; null when it is right (desk/kernel/transact.ts, `advance`). */
export function judgeAdvance(
  { db, kind, now, before }: ReplayContext,
  { data }: EventOf<'clock.advanced'>,
): string | null {
  if (kind === 'real') return 'the clock of a real desk cannot be moved';
  const from = now.after(-data.seconds);
  if (from < before)
    return `it moves the clock by ${data.seconds} s, and only ${secondsBetween(before, now.at)} s lie between it and the event before`;
  const ended = overdue(db, from);
  return ended === null ? null : `${ended}, which was to be recorded before the clock was moved`;
}

/** Whether an admin could have vouched for the machine's clock so (desk/session/oversight.ts). */
export function judgeCorrection(
  { db, kind, now, before, rules }: ActorContext,
  { data }: EventOf<'clock.corrected'>,
): Expectation {
  if (kind === 'training') return 'the clock of a training desk needs no correction';
  const ahead = secondsBetween(before, now.at);
  if (ahead >= -MAX_BEHIND_SECONDS && ahead <= leapSeconds(rules))
    return `the clock stood at ${before}, and a time of ${now.at} needs no correction`;
  return correctClock(data.from, listBegunAfter(db, now.at));
}

/** Whether someone could have confirmed the machine's clock so (desk/session/oversight.ts). */
export function judgeConfirmation(
  { kind, now, before, rules, actor }: ActorContext,
  { data }: EventOf<'clock.confirmed'>,
): Expectation {
  if (rules < 2) return 'rules 1 know no confirmation of the clock';
  if (kind === 'training') return 'the clock of a training desk needs no confirmation';
  const ahead = secondsBetween(before, now.at);
  if (ahead <= LEAP_SECONDS) return `the clock stood at ${before}, and a time of ${now.at} needs no confirmation`;
  return confirmClock(actor.role, data.from, ahead);
}

/** What is wrong with the time of an event in a real desk, as the rest of a sentence; null when nothing is. */
export function leapt({ kind, now, before, rules }: ReplayContext): string | null {
  if (kind !== 'real') return null;
  const ahead = secondsBetween(before, now.at);
  if (rules < 2)
    return ahead > MAX_AHEAD_SECONDS_RULES_1
      ? 'the clock had leapt by more than a year since the event before, and no admin had vouched for it'
      : null;
  return ahead > ANYONE_CONFIRMS_SECONDS
    ? 'the clock had leapt by more than 30 days since the event before, and nobody had confirmed it'
    : null;
}

// How far ahead a clock must be to need a correction.
function leapSeconds(rules: number): number {
  return rules < 2 ? MAX_AHEAD_SECONDS_RULES_1 : LEAP_SECONDS;
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
