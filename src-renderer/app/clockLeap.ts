import type { ClockLeap } from '#contract/session.ts';
import { roughly } from '../ui/time.ts';
import { counted } from '../ui/words.ts';

/** How far the clock is ahead, and what would be over by it, in sentences. */
export function leapSentences({ seconds, requests, grants }: ClockLeap): {
  readonly ahead: string;
  readonly over: string;
} {
  const ahead = `The clock of this machine is ${roughly(Math.floor(seconds / 3600) * 3600)} ahead of the newest entry of the ledger.`;
  const lapse = requests > 0 ? [`${counted(requests, 'open request')} would lapse`] : [];
  const end = grants > 0 ? [`${counted(grants, 'active grant')} would end`] : [];
  const over = [...lapse, ...end].join(' and ');
  return {
    ahead,
    over: over === '' ? 'No open request would lapse and no active grant would end by it.' : `By this clock ${over}.`,
  };
}
