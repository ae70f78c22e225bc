import dayjs from 'dayjs';
import durationPlugin from 'dayjs/plugin/duration';

dayjs.extend(durationPlugin);

const counted = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`;

function parts(seconds: number): readonly string[] {
  const span = dayjs.duration(Math.max(0, Math.round(seconds)), 'seconds');
  const days = Math.floor(span.asDays());
  return [
    days > 0 ? counted(days, 'day', 'days') : '',
    span.hours() > 0 ? `${span.hours()} h` : '',
    span.minutes() > 0 ? `${span.minutes()} min` : '',
    span.seconds() > 0 ? `${span.seconds()} s` : '',
  ].filter((part) => part !== '');
}

/** A duration in full, as people say it: `2 h`, `1 h 30 min`, `3 days`. */
export const inWords = (seconds: number): string => parts(seconds).join(' ') || '0 s';

/** A duration to its two largest units, for time that runs: `3 h 12 min`, `2 days 4 h`. */
export const roughly = (seconds: number): string => parts(seconds).slice(0, 2).join(' ') || '0 s';

/** Seconds from one instant to another. */
export const secondsBetween = (from: string, to: string): number => dayjs(to).diff(dayjs(from), 'second', true);

/** How long ago something was, to its largest unit: `12 min`, `1 h`, `just now`. */
export function age(at: string, now: string): string {
  const seconds = secondsBetween(at, now);
  return seconds < 60 ? 'just now' : (parts(seconds)[0] ?? 'just now');
}

/** An instant in local time, as short as `now` allows: `09:41` today, `Tue 4 Mar, 09:41` before. */
export function localTime(at: string, now: string): string {
  const when = dayjs(at);
  const today = dayjs(now);
  if (when.isSame(today, 'day')) return when.format('HH:mm');
  return when.format(when.isSame(today, 'year') ? 'ddd D MMM, HH:mm' : 'D MMM YYYY, HH:mm');
}

/** The day of an instant in local time, in full: `Monday, 30 November 2026`. */
export const longDate = (at: string): string => dayjs(at).format('dddd, D MMMM YYYY');

/** The time of an instant in local time, without its day: `09:41`. */
export const clockTime = (at: string): string => dayjs(at).format('HH:mm');

const precise = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });

/** An instant in full, with its zone. */
export const preciseTime = (at: string): string => precise.format(dayjs(at).toDate());

/** The day of an instant in local time, named as date fields do. */
export const dayOf = (at: string): string => dayjs(at).format('YYYY-MM-DD');

/** The first and the last instant of a day in local time, named as date fields do: `2026-03-04`. */
export const dayStart = (date: string): string => dayjs(date).startOf('day').toISOString();
export const dayEnd = (date: string): string => dayjs(date).endOf('day').toISOString();

/** The instant that lies `seconds` after another. */
export const later = (at: string, seconds: number): string => dayjs(at).add(seconds, 'second').toISOString();
