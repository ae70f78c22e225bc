import dayjs from 'dayjs';
import { t } from '#texts/texts.ts';
import { roughestDuration } from '#texts/values.ts';

export { duration, roughDuration } from '#texts/values.ts';

/** Seconds from one instant to another. */
export const secondsBetween = (from: string, to: string): number => dayjs(to).diff(dayjs(from), 'second', true);

/** How long ago something was, to its largest unit: `12 min`, `1 h`, `just now`. */
export function age(at: string, now: string): string {
  const seconds = secondsBetween(at, now);
  return seconds < 60 ? t('ui.justNow') : roughestDuration(seconds);
}

// By the locale of the system: what people read on a clock and in a calendar here.
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const precise = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** An instant in local time, as short as `now` allows: its time today, its day and time this year, its date before. */
export function localTime(at: string, now: string): string {
  const when = dayjs(at);
  const today = dayjs(now);
  if (when.isSame(today, 'day')) return clock.format(when.valueOf());
  return (when.isSame(today, 'year') ? dayAndTime : dateAndTime).format(when.valueOf());
}

/** The date and the time of an instant in local time. */
export const dateTime = (at: string): string => dateAndTime.format(Date.parse(at));

/** The day of an instant in local time, in full, with the day of the week. */
export const longDate = (at: string): string => date.format(Date.parse(at));

/** The time of an instant in local time, without its day. */
export const clockTime = (at: string): string => clock.format(Date.parse(at));

/** An instant in full, with its zone. */
export const preciseTime = (at: string): string => precise.format(Date.parse(at));

/** The day of an instant in local time, named as date fields do. */
export const dayOf = (at: string): string => dayjs(at).format('YYYY-MM-DD');

/** The first and the last instant of a day in local time, named as date fields do: `2026-03-04`. */
export const dayStart = (day: string): string => dayjs(day).startOf('day').toISOString();
export const dayEnd = (day: string): string => dayjs(day).endOf('day').toISOString();

/** The instant that lies `seconds` after another. */
export const later = (at: string, seconds: number): string => dayjs(at).add(seconds, 'second').toISOString();
