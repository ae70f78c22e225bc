import type { Order } from './merge.ts';

/** Whole numbers from `from` on, and no longer `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Later than every request and every event. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

export const EVERYTHING: Span = { from: 0, to: FOREVER };

/** What both spans have in common; null when that is nothing. */
export function overlap(a: Span, b: Span): Span | null {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from < both.to ? both : null;
}

/** The same numbers in spans that do not touch, in order. */
export function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}

/** The numbers that are in none of the spans, which are in order and do not touch. */
export function gaps(spans: readonly Span[]): Span[] {
  const ends = [0, ...spans.map(({ to }) => to)];
  const starts = [...spans.map(({ from }) => from), FOREVER];
  return ends.flatMap((from, index) => overlap({ from, to: FOREVER }, { from: 0, to: starts[index] ?? 0 }) ?? []);
}

/** The part of a span that lies beyond a number, as the arguments of a query. */
export function beyond(
  { from, to }: Span,
  order: Order,
  after: number,
): { readonly from: number; readonly to: number } {
  return order === 'asc' ? { from: Math.max(from, after + 1), to } : { from, to: Math.min(to, after) };
}
