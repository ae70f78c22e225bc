import type { LedgerProblem } from '#contract/ledger.ts';
import { t } from '#texts/texts.ts';

/** The most problems to list, so that a person can still read them. */
const MOST_PROBLEMS = 100;

/** A collector of problems. */
export interface Findings {
  /** Returns false once there are too many to list. */
  add(sequence: number, what: string): boolean;
  all(): readonly LedgerProblem[];
}

/** Collects problems, and reports when it stops listing them. */
export function findings(): Findings {
  const listed: LedgerProblem[] = [];
  let more = false;
  return {
    add(sequence, what) {
      more ||= listed.length >= MOST_PROBLEMS;
      if (!more) listed.push({ sequence, what });
      return !more;
    },
    all: () =>
      more ? [...listed, { sequence: 0, what: t('integrity.moreProblems', { most: MOST_PROBLEMS }) }] : [...listed],
  };
}
