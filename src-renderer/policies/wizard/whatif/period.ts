import { t } from '#texts/texts.ts';
import { dayEnd, dayStart, later } from '../../../ui/time.ts';

/** The time in which requests were filed. */
export interface Period {
  /** As a sentence says it: `of the last 30 days`. */
  readonly words: string;
  readonly from?: string;
  readonly to?: string;
}

const DAY_SECONDS = 86_400;
const days = { month: 30, quarter: 90, year: 365 } as const;

/** The periods to choose from; `dates` stands for two dates that the viewer gives. */
export const periods = ['month', 'quarter', 'year', 'all', 'dates'] as const;
export type PeriodChoice = (typeof periods)[number];

/** The period of a choice, counted back from now; each of the dates `from` and `to` may be blank. */
export function periodOf(choice: PeriodChoice, now: string, from: string, to: string): Period {
  switch (choice) {
    case 'month':
    case 'quarter':
    case 'year':
      return { words: t(`policies.whatIf.period.${choice}`), from: later(now, -days[choice] * DAY_SECONDS) };
    case 'all':
      return { words: t('policies.whatIf.period.all') };
    case 'dates':
      return {
        words: datesText(from, to),
        ...(from === '' ? {} : { from: dayStart(from) }),
        ...(to === '' ? {} : { to: dayEnd(to) }),
      };
  }
}

function datesText(from: string, to: string): string {
  if (from !== '' && to !== '') return t('policies.whatIf.period.between', { from, to });
  if (from !== '') return t('policies.whatIf.period.from', { from });
  return to === '' ? t('policies.whatIf.period.all') : t('policies.whatIf.period.to', { to });
}
