import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestStatuses } from '#contract/requests.ts';
import { build, type Connection } from '../../src-main/store/connection.ts';
import { columnRun, keepAsked } from '../../src-main/store/queries/columns/read.ts';
import { tally } from '../../src-main/store/queries/columns/tally.ts';
import { countParts, countRange, type Range, rangeRun } from '../../src-main/store/queries/inbox.ts';
import { countSearch, searchExpression, searchRun } from '../../src-main/store/queries/search.ts';
import { countSifted, sieveOf, siftedRun } from '../../src-main/store/queries/sift.ts';
import { FOREVER } from '../../src-main/store/queries/span.ts';
import type { SeenPolicies } from '../../src-main/store/queries/visibility.ts';
import type { InboxRow } from '../../src-main/store/schema.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;
let rows: InboxRow[];

beforeAll(async () => {
  db = await smallWorkspace();
  rows = db.all(build.selectFrom('fact_inbox').selectAll().orderBy('number'));
}, GENERATING_MS);
afterAll(() => db.close());

const columns = ['requester', 'policy', 'resource', 'account'] as const;

// What each column may be asked for: nothing, one value, or several.
function ranges(): fc.Arbitrary<Range> {
  const row = fc.constantFrom(...rows);
  const number = fc.nat(rows.length + 5);
  const asked = fc.record({
    how: fc.constantFrom('any', 'any', 'equal', 'among'),
    values: fc.array(row, { minLength: 1, maxLength: 40 }),
  });
  return fc
    .record({
      statuses: fc.subarray([...requestStatuses], { minLength: 1 }),
      bounds: fc.tuple(number, number),
      asked: fc.tuple(asked, asked, asked, asked),
      stuck: fc.constantFrom(null, null, null, false),
      filer: fc.constantFrom(null, null, null, ...rows.flatMap(({ filer }) => filer ?? [])),
      seen: fc.option(seenPolicies(), { nil: null, freq: 1 }),
    })
    .map(({ statuses, bounds: [a, b], asked: all, stuck, filer, seen }) => {
      const equal: Partial<Record<(typeof columns)[number], number>> = {};
      const among: Partial<Record<(typeof columns)[number], number[]>> = {};
      for (const [index, { how, values }] of all.entries()) {
        const column = columns[index];
        const [first] = values;
        if (column !== undefined && how === 'equal' && first) equal[column] = first[column];
        if (column !== undefined && how === 'among') among[column] = [...new Set(values.map((one) => one[column]))];
      }
      const span = { from: Math.min(a, b), to: Math.max(a, b) };
      return { statuses, span, equal, among, stuck, filer, seen };
    });
}

function seenPolicies(): fc.Arbitrary<SeenPolicies> {
  const policies = [...new Set(rows.map(({ policy }) => policy))];
  const span = fc.tuple(fc.nat(2_000), fc.nat(2_000)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
  // Now and then more than there are, of policies that no request has: as many as make the search look them up instead.
  const others = fc.constantFrom(
    [],
    [],
    Array.from({ length: 300 }, (_, index) => 1_000_000 + index),
  );
  const one = fc.tuple(span, fc.subarray(policies, { minLength: 1, maxLength: 8 }), others);
  return fc.record({
    viewer: fc.constantFrom(...rows.map(({ requester }) => requester)),
    classes: fc
      .array(one, { maxLength: 12 })
      .map((all) => all.map(([where, some, more]) => ({ span: where, policies: [...some, ...more] }))),
  });
}

function isIn(range: Range, row: InboxRow): boolean {
  const { statuses, span, equal, among, stuck, filer, seen } = range;
  return (
    statuses.includes(row.status) &&
    row.number >= span.from &&
    row.number < span.to &&
    columns.every((column) => equal[column] === undefined || row[column] === equal[column]) &&
    columns.every((column) => among[column] === undefined || among[column].includes(row[column])) &&
    (stuck === null || (row.stuck === 1) === stuck) &&
    (filer === null || row.filer === filer) &&
    (seen === null ||
      row.requester === seen.viewer ||
      row.filer === seen.viewer ||
      seen.classes.some(
        (one) => one.span.from <= row.number && row.number < one.span.to && one.policies.includes(row.policy),
      ))
  );
}

/** What a sieve leaves out of a range that asks for what is not stuck. */
function stuckOnes({ stuck }: Range): ReadonlySet<number> {
  return new Set(stuck === false ? rows.filter((row) => row.stuck === 1).map(({ number }) => number) : []);
}

const orders = fc.constantFrom('asc', 'desc');

describe('a range of the inbox', () => {
  it('is read in order, from anywhere, by each way of reading', () => {
    fc.assert(
      fc.property(ranges(), orders, fc.nat(2_000), fc.integer({ min: 1, max: 100 }), (range, order, after, limit) => {
        const found = rows.filter((row) => isIn(range, row)).map(({ number }) => number);
        const expected =
          order === 'asc'
            ? found.filter((number) => number > after)
            : found.filter((number) => number < after).reverse();
        expect(rangeRun(db, range, order).read(after, limit)).toEqual(expected.slice(0, limit));
        expect(columnRun(db, range, order).read(after, limit)).toEqual(expected.slice(0, limit));
        const sieve = sieveOf(range, range.seen, stuckOnes(range));
        for (const most of [20, Number.POSITIVE_INFINITY])
          expect(
            siftedRun(db, range, sieve, order, most, (rest) => [rangeRun(db, rest, order)]).read(after, limit),
          ).toEqual(expected.slice(0, limit));
      }),
      { numRuns: 500 },
    );
  });

  it('is counted, no further than asked', () => {
    fc.assert(
      fc.property(ranges(), fc.integer({ min: 1, max: 500 }), (range, limit) => {
        const found = rows.filter((row) => isIn(range, row)).length;
        expect(countRange(db, range, limit)).toBe(Math.min(found, limit));
        const sieve = sieveOf(range, range.seen, stuckOnes(range));
        expect(countSifted(db, range, sieve, limit)).toBe(Math.min(found, limit));
      }),
      { numRuns: 300 },
    );
  });

  it('is counted by status, and chosen from others, in its columns', () => {
    const some = fc.subarray(rows, { minLength: 1 });
    fc.assert(
      fc.property(ranges(), some, orders, fc.integer({ min: 1, max: 500 }), (range, drawn, order, limit) => {
        const counted = (found: readonly InboxRow[]) =>
          range.statuses.map((status) => Math.min(found.filter((row) => row.status === status).length, limit));
        const all = tally(db, range, limit);
        all.addAll();
        expect(all.counts()).toEqual(counted(rows.filter((row) => isIn(range, row))));
        const inSpan = drawn.filter(({ number }) => number >= range.span.from && number < range.span.to);
        const inOrder = order === 'asc' ? inSpan : inSpan.toReversed();
        const chosen = inOrder.filter((row) => isIn(range, row));
        expect(keepAsked(db, range)(inOrder.map(({ number }) => number))).toEqual(chosen.map(({ number }) => number));
        const given = tally(db, range, limit);
        given.add(inSpan.map(({ number }) => number).reverse());
        expect(given.counts()).toEqual(counted(chosen));
      }),
      { numRuns: 300 },
    );
  });

  it('is counted in parts of policies that have nothing in common', () => {
    const policies = [...new Set(rows.map(({ policy }) => policy))];
    const part = fc.tuple(fc.constantFrom(...policies), fc.nat(2_000), fc.nat(2_000));
    const parts = fc.uniqueArray(part, { selector: ([policy]) => policy, maxLength: 30 });
    fc.assert(
      fc.property(ranges(), parts, fc.integer({ min: 1, max: 500 }), (range, drawn, limit) => {
        const asked = { ...range, seen: null };
        const all = drawn.map(([policy, a, b]) => ({ policy, span: { from: Math.min(a, b), to: Math.max(a, b) } }));
        const found = rows.filter(
          (row) =>
            isIn(asked, row) &&
            all.some(({ policy, span }) => policy === row.policy && span.from <= row.number && row.number < span.to),
        );
        expect(countParts(db, asked, all, limit)).toBe(Math.min(found.length, limit));
      }),
      { numRuns: 300 },
    );
  });

  it('is searched, and what is found is counted', () => {
    const expression = searchExpression(db, 'the') ?? '';
    const all = db.database
      .prepare<[string], number>('SELECT rowid FROM search_request WHERE search_request MATCH ?')
      .pluck()
      .all(expression);
    const answering = new Set(all);
    expect(answering.size).toBeGreaterThan(100);
    fc.assert(
      fc.property(ranges(), orders, fc.integer({ min: 1, max: 100 }), (asked, order, limit) => {
        const range = { ...asked, filer: null };
        const found = rows.filter((row) => answering.has(row.number) && isIn(range, row)).map(({ number }) => number);
        const expected = order === 'asc' ? found : [...found].reverse();
        const run = searchRun(db, expression, range, order);
        expect(run.read(order === 'asc' ? -1 : FOREVER, limit)).toEqual(expected.slice(0, limit));
        const counts = range.statuses.map(
          (one) => rows.filter((row) => row.status === one && found.includes(row.number)).length,
        );
        expect(countSearch(db, expression, range, FOREVER)).toEqual(counts);
        const upTo = counts.map((count) => Math.min(count, limit));
        expect(countSearch(db, expression, range, limit, 20)).toEqual(upTo);
      }),
      { numRuns: 300 },
    );
  });
});
