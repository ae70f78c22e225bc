import type { WhatIf } from '#contract/whatIf.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';

const outcomes = ['refused', 'expired', 'same', 'undetermined'] as const;

/** The result of a run in one sentence; `period` is the time of the requests, as a sentence says it. */
export function summary({ total, done, touched, untouched, fates, state }: WhatIf, period: string): string {
  if (total === 0) return t('policies.whatIf.summary.noRequest', { period });
  if (done === 0) return t('policies.whatIf.summary.notBegun');
  const requests =
    state === 'done'
      ? t('policies.whatIf.summary.requests', { count: total })
      : t('policies.whatIf.summary.newest', { count: done });
  if (touched === 0) return t('policies.whatIf.summary.none', { requests, period });
  const counts = outcomes.flatMap((outcome) =>
    fates[outcome] === 0 ? [] : [t(`policies.whatIf.summary.${outcome}`, { count: fates[outcome] })],
  );
  return t('policies.whatIf.summary.some', { requests, period, touched, outcomes: listed(counts), untouched });
}
