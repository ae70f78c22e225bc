import { dayEnd, dayStart, later } from '../../../ui/time.ts';

/** A time in which requests were filed. */
export interface Period {
  /** As a sentence says it: `in the last 30 days`. */
  readonly words: string;
  readonly from?: string;
  readonly to?: string;
}

const DAY_SECONDS = 86_400;

/** The periods to choose from; `dates` stands for two dates of one's own. */
export const periods = [
  { value: 'month', label: 'Last 30 days' },
  { value: 'quarter', label: '90 days' },
  { value: 'year', label: '365 days' },
  { value: 'all', label: 'All' },
  { value: 'dates', label: 'Dates' },
] as const;
export type PeriodChoice = (typeof periods)[number]['value'];

/** The period of a choice, counted back from now; `from` and `to` are dates, of which either may be left blank. */
export function periodOf(choice: PeriodChoice, now: string, from: string, to: string): Period {
  switch (choice) {
    case 'month':
      return { words: 'of the last 30 days', from: later(now, -30 * DAY_SECONDS) };
    case 'quarter':
      return { words: 'of the last 90 days', from: later(now, -90 * DAY_SECONDS) };
    case 'year':
      return { words: 'of the last 365 days', from: later(now, -365 * DAY_SECONDS) };
    case 'all':
      return { words: 'of all time' };
    case 'dates':
      return {
        words:
          [...(from === '' ? [] : [`from ${from}`]), ...(to === '' ? [] : [`up to ${to}`])].join(' ') || 'of all time',
        ...(from === '' ? {} : { from: dayStart(from) }),
        ...(to === '' ? {} : { to: dayEnd(to) }),
      };
  }
}
