import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestSorts, requestStatuses } from '#contract/requests.ts';
import { words } from '../../src-main/engine/text/words.ts';
import type { Connection } from '../../src-main/store/connection.ts';
import type { RequestFilters } from '../../src-main/store/requestList/filter.ts';
import { countRequests, listRequests } from '../../src-main/store/requestList/lists.ts';
import type { PersonRow } from '../../src-main/store/schema.ts';
import { Reference } from './support/reference.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;
let reference: Reference;

beforeAll(async () => {
  db = await smallWorkspace();
  reference = new Reference(db);
}, GENERATING_MS);
afterAll(() => db.close());

type Sort = (typeof requestSorts)[number];

// Every page of a list, one after the other.
function walk(viewer: PersonRow, filters: RequestFilters, sort: Sort, limit: number): number[] {
  const found: number[] = [];
  let cursor: string | null = null;
  do {
    const page = listRequests(db, viewer, { ...filters, sort, limit, ...(cursor === null ? {} : { cursor }) });
    if (!page) throw new Error('A cursor of this very list was refused.');
    expect(page.nextCursor === null || page.numbers.length === limit).toBe(true);
    found.push(...page.numbers);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

// Filters as people would use them, with values that exist.
function filtersOf(): fc.Arbitrary<RequestFilters> {
  const request = fc.constantFrom(...reference.requests);
  const optional = <T>(arbitrary: fc.Arbitrary<T>, often = 2) => fc.option(arbitrary, { nil: undefined, freq: often });
  const pattern = (of: 'resource' | 'account') =>
    fc.tuple(request, request, fc.nat(7), fc.nat(12)).map(([one, other, how, at]) => {
      const [name, second] = [one[of], other[of]];
      const cut = at % name.length;
      const patterns = [
        name,
        name.toUpperCase(),
        `${name.slice(0, cut)}*`,
        `*${name.slice(cut)}`,
        `${name.slice(0, cut)}?${name.slice(cut + 1)}`,
        `{${name},${second}}`,
        `*${name.slice(cut, cut + 2)}*`,
        `[${name.slice(0, 1)}-z]*`,
      ];
      return patterns[how] ?? name;
    });
  const text = fc.tuple(request, fc.nat(30), fc.nat(30), fc.nat(3)).map(([one, first, second, how]) => {
    const all = words(reference.requestText(one));
    const [word, other] = [all[first % all.length] ?? '', all[second % all.length] ?? ''];
    return [word, word.slice(0, 3), `${word} ${other.slice(0, 4)}`, `${word.toUpperCase()}, ${other}!`][how] ?? word;
  });
  const filters = fc.record({
    status: optional(fc.constantFrom(...requestStatuses)),
    waitingOnMe: optional(fc.boolean(), 1),
    mine: optional(fc.boolean(), 1),
    requesterId: optional(
      request.map((one) => one.requester_id),
      1,
    ),
    policyId: optional(
      request.map((one) => one.policy_id),
      1,
    ),
    resource: optional(pattern('resource'), 1),
    account: optional(pattern('account'), 1),
    text: optional(text, 1),
    submittedFrom: optional(
      request.map((one) => one.submitted_at),
      1,
    ),
    submittedTo: optional(
      request.map((one) => one.submitted_at),
      1,
    ),
    stuck: optional(fc.boolean(), 1),
    awaitsAnswer: optional(fc.boolean(), 1),
  });
  // Mostly a few at once: all at once find nothing.
  const masked = fc.tuple(
    filters,
    fc.subarray(
      [
        'status',
        'waitingOnMe',
        'mine',
        'requesterId',
        'policyId',
        'resource',
        'account',
        'text',
        'submittedFrom',
        'submittedTo',
        'stuck',
        'awaitsAnswer',
      ] as const,
      { maxLength: 4 },
    ),
  );
  return masked.map(([all, kept]) => Object.fromEntries(kept.map((name) => [name, all[name]])));
}

const viewers = () => fc.constantFrom(...reference.people);

describe('a list of requests', () => {
  it('holds what a scan of every row finds, in order, for any filter and viewer', () => {
    fc.assert(
      fc.property(
        viewers(),
        filtersOf(),
        fc.constantFrom(...requestSorts),
        fc.integer({ min: 1, max: 200 }),
        (viewer, filters, sort, limit) => {
          const expected = reference.list(viewer, filters, sort);
          const page = listRequests(db, viewer, { ...filters, sort, limit });
          expect(page?.numbers).toEqual(expected.slice(0, limit));
          expect(page?.nextCursor === null).toBe(expected.length <= limit);
        },
      ),
      { numRuns: 800 },
    );
  });

  it('is the same whether it is read in one page or in many', () => {
    fc.assert(
      fc.property(
        viewers(),
        filtersOf(),
        fc.constantFrom(...requestSorts),
        fc.integer({ min: 20, max: 200 }),
        (viewer, filters, sort, limit) => {
          expect(walk(viewer, filters, sort, limit)).toEqual(reference.list(viewer, filters, sort));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('answers each filter alone for every viewer', () => {
    const [sample] = reference.requests;
    if (!sample) throw new Error('There are requests.');
    const { requester_id: requesterId, policy_id: policyId, resource, account } = sample;
    const filters: RequestFilters[] = [
      {},
      ...requestStatuses.map((status) => ({ status })),
      { waitingOnMe: true },
      { mine: true },
      { requesterId },
      { policyId },
      { resource },
      { account },
      { stuck: true },
      { stuck: false },
    ];
    for (const viewer of reference.people)
      for (const one of filters) {
        const page = listRequests(db, viewer, { ...one, sort: 'newest', limit: 50 });
        expect(page?.numbers).toEqual(reference.list(viewer, one, 'newest').slice(0, 50));
      }
  });
});

describe('counts of requests', () => {
  it('are those of a scan of every row', () => {
    fc.assert(
      fc.property(viewers(), filtersOf(), (viewer, filters) => {
        expect(countRequests(db, viewer, filters)).toEqual(reference.counts(viewer, filters));
      }),
      { numRuns: 500 },
    );
  });

  it('stop at the cap, each status by itself, but never for the whole desk and for one requester', () => {
    let capped = 0;
    fc.assert(
      fc.property(viewers(), filtersOf(), fc.integer({ min: 1, max: 300 }), (viewer, filters, cap) => {
        const exact = reference.counts(viewer, filters);
        const { status: _, mine, requesterId, ...others } = filters;
        const isWhole =
          Object.values({ ...others, stuck: undefined }).every((value) => value === undefined || value === false) &&
          others.stuck === undefined &&
          (viewer.role !== 'member' || mine === true || requesterId === viewer.id);
        const { capped: __, ...numbers } = exact;
        const atMost = Object.entries(numbers).map(([name, count]) => [name, Math.min(count, cap)]);
        const expected = {
          ...Object.fromEntries(atMost),
          capped: Object.values(numbers).some((count) => count > cap),
        };
        if (!isWhole && expected.capped) capped += 1;
        expect(countRequests(db, viewer, filters, cap)).toEqual(isWhole ? exact : expected);
      }),
      { numRuns: 300 },
    );
    expect(capped).toBeGreaterThan(20);
  });
});
