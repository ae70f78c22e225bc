import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskEvent, subjectsOf } from '#contract/events.ts';
import { bypassStates, grantSorts, grantStatuses } from '#contract/grants.ts';
import { personStatuses } from '#contract/people.ts';
import { policyStatuses } from '#contract/policies.ts';
import { subjectId } from '#contract/scalars.ts';
import { compilePattern, prepareName } from '../../src-main/engine/pattern/compile.ts';
import { parseSearch, searchMatches, words } from '../../src-main/engine/text/words.ts';
import { readEvent } from '../../src-main/ledger/read.ts';
import { build, type Connection } from '../../src-main/store/connection.ts';
import { listGrants } from '../../src-main/store/queries/grantList.ts';
import { listGroups } from '../../src-main/store/queries/groupList.ts';
import { listEvents } from '../../src-main/store/queries/ledgerList.ts';
import { listPeople } from '../../src-main/store/queries/peopleList.ts';
import { loadPolicy } from '../../src-main/store/queries/policies.ts';
import { listPolicies } from '../../src-main/store/queries/policyList.ts';
import type { PersonRow } from '../../src-main/store/schema.ts';
import { Reference } from './support/reference.ts';
import { GENERATING_MS, smallWorkspace } from './support/workspace.ts';

let db: Connection;
let reference: Reference;
let admin: PersonRow;

beforeAll(async () => {
  db = await smallWorkspace();
  reference = new Reference(db);
  const found = reference.people.find(({ role }) => role === 'admin');
  if (!found) throw new Error('There is an admin.');
  admin = found;
}, GENERATING_MS);
afterAll(() => db.close());

// Every page of a list, one after the other.
function walk<T>(read: (cursor: string | undefined) => { items: readonly T[]; nextCursor: string | null } | null): T[] {
  const found: T[] = [];
  for (let cursor: string | undefined | null; cursor !== null; ) {
    const page = read(cursor);
    if (!page) throw new Error('A cursor of this very list was refused.');
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

const given = <T>(cursor: T | undefined) => (cursor === undefined ? {} : { cursor });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const limits = fc.integer({ min: 1, max: 200 });

function finds(text: string | undefined, where: string): boolean {
  const search = text === undefined ? undefined : parseSearch(text);
  return search === undefined || (search !== null && searchMatches(search, where));
}

function fits(pattern: string, name: string): boolean {
  const compiled = compilePattern(pattern);
  return compiled.ok && compiled.pattern.match(prepareName(name)) !== null;
}

// One or two words of a text, the last one perhaps cut short.
function wordsOf(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...texts), fc.nat(20), fc.nat(20), fc.nat(6)).map(([text, first, second, cut]) => {
    const all = words(text);
    const [one, other] = [all[first % all.length] ?? '', all[second % all.length] ?? ''];
    return cut > 3 ? one : `${one} ${other.slice(0, 2 + cut)}`;
  });
}

describe('a list of grants', () => {
  it('by end holds the active ones, next to end first, up to a moment', () => {
    const texts = reference.grants.map((grant) => reference.grantText(grant));
    const active = reference.grants.filter(({ status }) => status === 'active');
    expect(active.length).toBeGreaterThan(5);
    const filters = fc.record({
      status: optional(fc.constantFrom('active' as const, 'expired' as const)),
      personId: optional(fc.constantFrom(...active.map(({ person_id }) => person_id))),
      text: optional(wordsOf(texts)),
      endsUntil: optional(fc.constantFrom(...active.map(({ expires_at }) => expires_at))),
      sort: fc.constantFrom(...grantSorts),
    });
    fc.assert(
      fc.property(fc.constantFrom(...reference.people), filters, limits, (viewer, wanted, limit) => {
        fc.pre(wanted.sort === 'ending' || wanted.endsUntil !== undefined);
        const expected = active
          .filter(
            (grant) =>
              (viewer.role !== 'member' || grant.person_id === viewer.id) &&
              wanted.status !== 'expired' &&
              (wanted.personId === undefined || grant.person_id === wanted.personId) &&
              (wanted.endsUntil === undefined || grant.expires_at <= wanted.endsUntil) &&
              finds(wanted.text, reference.grantText(grant)),
          )
          .sort((a, b) =>
            wanted.sort === 'newest'
              ? b.sequence - a.sequence
              : a.expires_at < b.expires_at || (a.expires_at === b.expires_at && a.sequence < b.sequence)
                ? -1
                : 1,
          )
          .map(({ sequence }) => sequence);
        const found = walk((cursor) => {
          const page = listGrants(db, viewer, { ...wanted, limit, ...given(cursor) });
          return page && { items: page.sequences, nextCursor: page.nextCursor };
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it('holds what a scan of every row finds, the newest first; members see their own', () => {
    const texts = reference.grants.map((grant) => reference.grantText(grant));
    const filters = fc.record({
      status: optional(fc.constantFrom(...grantStatuses)),
      personId: optional(fc.constantFrom(...reference.grants.map(({ person_id }) => person_id))),
      bypass: optional(fc.constantFrom(...bypassStates)),
      text: optional(wordsOf(texts)),
    });
    fc.assert(
      fc.property(fc.constantFrom(...reference.people), filters, limits, (viewer, { bypass, ...rest }, limit) => {
        const expected = reference.grants
          .filter(
            (grant) =>
              (viewer.role !== 'member' || grant.person_id === viewer.id) &&
              (rest.status === undefined || grant.status === rest.status) &&
              (rest.personId === undefined || grant.person_id === rest.personId) &&
              (bypass === undefined ||
                (grant.bypass_reason !== null && (grant.reviewed_at !== null) === (bypass === 'reviewed'))) &&
              finds(rest.text, reference.grantText(grant)),
          )
          .map(({ sequence }) => sequence)
          .reverse();
        const found = walk((cursor) => {
          const page = listGrants(db, viewer, { ...rest, bypass, limit, ...given(cursor) });
          return page && { items: page.sequences, nextCursor: page.nextCursor };
        });
        expect(found).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});

describe('lists by name', () => {
  it('of people hold those whom a text finds by username, name or e-mail address, by username', () => {
    const texts = reference.people.map(({ username, name, email }) => `${username} ${name} ${email}`);
    const filters = fc.record({ status: optional(fc.constantFrom(...personStatuses)), text: optional(wordsOf(texts)) });
    fc.assert(
      fc.property(filters, limits, ({ status, text }, limit) => {
        const expected = reference.people.filter(
          ({ username, name, email, status: has }) =>
            (status === undefined || has === status) && finds(text, `${username} ${name} ${email}`),
        );
        const found = walk((cursor) => listPeople(db, { limit, status, text, ...given(cursor) }));
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 100 },
    );
  });

  it('of groups hold those that are not removed, with their members', () => {
    const expected = reference.groups.filter(({ removed_sequence }) => removed_sequence === null);
    const found = walk((cursor) => listGroups(db, { limit: 7, ...given(cursor) }));
    expect(found.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    expect(found.find(({ name }) => name === 'Everybody')?.members.length).toBeGreaterThan(100);
    expect(listGroups(db, { limit: 50, text: 'owners vid' })?.items.map(({ name }) => name)).toEqual([
      'Owners of video',
    ]);
  });

  it('of policies hold those that a text finds by name and description', () => {
    const texts = reference.policies.map(({ id, name }) => `${name} ${loadPolicy(db, id)?.description ?? ''}`);
    const filters = fc.record({ status: optional(fc.constantFrom(...policyStatuses)), text: optional(wordsOf(texts)) });
    fc.assert(
      fc.property(filters, limits, ({ status, text }, limit) => {
        const expected = reference.policies.filter(
          (row, index) => (status === undefined || row.status === status) && finds(text, texts[index] ?? ''),
        );
        const found = walk((cursor) => listPolicies(db, { limit, status, text, ...given(cursor) }));
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('are empty for a text without a word', () => {
    expect(listPeople(db, { limit: 50, text: ' -- ' })?.items).toEqual([]);
    expect(listGroups(db, { limit: 50, text: '!' })?.items).toEqual([]);
    expect(listPolicies(db, { limit: 50, text: '' })?.items).toEqual([]);
  });
});

// The newest first.
function everyEvent(): DeskEvent[] {
  return db.all(build.selectFrom('ledger').select('bytes').orderBy('sequence', 'desc')).map(({ bytes }) => {
    const read = readEvent(bytes);
    if (!read.ok) throw new Error(read.what);
    return read.event;
  });
}

describe('a list of events', () => {
  it('holds what a scan of every event finds, the newest first', () => {
    const events = everyEvent();
    const about = new Map<string, Set<number>>();
    for (const event of events)
      for (const id of subjectsOf(event)) about.set(id, (about.get(id) ?? new Set()).add(event.sequence));
    const event = fc.constantFrom(...events);
    const filters = fc.record({
      type: optional(event.map(({ type }) => type)),
      personId: optional(event.map(({ actor }) => actor ?? undefined)),
      subjectId: optional(fc.constantFrom(...about.keys()).map((id) => subjectId.parse(id))),
      from: optional(event.map(({ at }) => at)),
      to: optional(event.map(({ at }) => at)),
    });
    fc.assert(
      fc.property(filters, limits, ({ type, personId, subjectId: subject, from, to }, limit) => {
        const expected = events.filter(
          (one) =>
            (type === undefined || one.type === type) &&
            (personId === undefined || one.actor === personId) &&
            (subject === undefined || about.get(subject)?.has(one.sequence)) &&
            (from === undefined || one.at >= from) &&
            (to === undefined || one.at <= to),
        );
        const page = listEvents(db, admin, { type, personId, subjectId: subject, from, to, limit });
        expect(page?.items.map(({ sequence }) => sequence)).toEqual(
          expected.slice(0, limit).map(({ sequence }) => sequence),
        );
        const next =
          page?.nextCursor &&
          listEvents(db, admin, { type, personId, subjectId: subject, from, to, limit, cursor: page.nextCursor });
        expect(next ? next.items[0]?.sequence : undefined).toBe(expected[limit]?.sequence);
      }),
      { numRuns: 150 },
    );
  });

  it('about requests, accounts and words holds what a scan of every event finds', () => {
    const events = everyEvent();
    const requests = new Map<string, number>(reference.requests.map(({ id, number }) => [id, number]));
    const requestOfGrant = new Map<string, number>(reference.grants.map((grant) => [grant.id, grant.request_number]));
    const named = new Set(reference.requests.map(({ number }) => number));
    const numberOf = (event: DeskEvent): number | undefined =>
      subjectsOf(event).flatMap((id) => requests.get(id) ?? requestOfGrant.get(id) ?? [])[0];
    const people = new Map<string, string>(
      reference.people.map((one) => [one.id, `${one.username} ${one.name} ${one.email}`]),
    );
    const names = new Map<string, string>([
      ...people,
      ...reference.groups
        .filter(({ removed_sequence }) => removed_sequence === null)
        .map(({ id, name }) => [id, name] as const),
      ...reference.policies.map(({ id, name }) => [id, `${name} ${loadPolicy(db, id)?.description ?? ''}`] as const),
    ]);
    const byNumber = new Map(reference.requests.map((request) => [request.number, request]));
    const request = fc.constantFrom(...reference.requests);
    const event = fc.constantFrom(...events);
    const text = wordsOf([...reference.requests.map((one) => reference.requestText(one)), ...names.values()]);
    const filters = fc.record({
      requestId: fc.option(
        request.map(({ id }) => id),
        { nil: undefined, freq: 3 },
      ),
      requestNumber: fc.option(
        request.map(({ number }) => number),
        { nil: undefined, freq: 3 },
      ),
      resource: optional(request.map((one) => (one.number % 2 === 0 ? one.resource : `${one.resource.slice(0, 3)}*`))),
      account: optional(request.map((one) => one.account)),
      text: optional(text),
      types: optional(
        fc.array(
          event.map(({ type }) => type),
          { minLength: 1, maxLength: 4 },
        ),
      ),
      personId: optional(event.map(({ actor }) => actor ?? undefined)),
      from: optional(event.map(({ at }) => at)),
      to: optional(event.map(({ at }) => at)),
    });
    const isOver = new Set<string>();
    fc.assert(
      fc.property(filters, limits, (wanted, limit) => {
        const { requestId, requestNumber, resource, account, types, personId, from, to } = wanted;
        const aboutRequests = [requestId, requestNumber, resource, account].some((one) => one !== undefined);
        const matching = new Set(
          [...byNumber.values()]
            .filter(
              (one) =>
                (requestId === undefined || one.id === requestId) &&
                (requestNumber === undefined || one.number === requestNumber) &&
                (resource === undefined || fits(resource, one.resource)) &&
                (account === undefined || fits(account, one.account)) &&
                finds(wanted.text, reference.requestText(one)),
            )
            .map(({ number }) => number),
        );
        const isNamed = (id: string | null) => id !== null && finds(wanted.text, names.get(id) ?? '');
        const isFound = (one: DeskEvent): boolean => {
          if (!aboutRequests && wanted.text === undefined) return true;
          const number = numberOf(one);
          if (number !== undefined && matching.has(number)) return true;
          if (aboutRequests) return false;
          return (people.has(one.actor ?? '') && isNamed(one.actor)) || subjectsOf(one).some(isNamed);
        };
        const expected = events.filter(
          (one) =>
            isFound(one) &&
            (types === undefined || types.includes(one.type)) &&
            (personId === undefined || one.actor === personId) &&
            (from === undefined || one.at >= from) &&
            (to === undefined || one.at <= to),
        );
        const page = listEvents(db, admin, { ...wanted, limit });
        const read = page && { ...page, items: page.items.map(({ sequence }) => sequence) };
        if (page?.capped === false) {
          expect(read?.items).toEqual(expected.slice(0, limit).map(({ sequence }) => sequence));
          const next = page.nextCursor && listEvents(db, admin, { ...wanted, limit, cursor: page.nextCursor });
          expect(next ? next.items[0]?.sequence : undefined).toBe(expected[limit]?.sequence);
        }
        isOver.add(String(page?.capped));
      }),
      { numRuns: 300 },
    );
    expect(isOver).toContain('false');
    expect(named.size).toBeGreaterThan(100);
  });

  it('says when more requests match than it searches, and shows the events of the newest', () => {
    const newest = Math.max(...reference.requests.map(({ number }) => number));
    const searched = (limit: number) => listEvents(db, admin, { resource: '*', limit: 200 }, limit);
    expect(searched(newest)?.capped).toBe(false);
    const few = searched(1);
    expect(few?.capped).toBe(true);
    const own = listEvents(db, admin, { requestNumber: newest, limit: 200 })?.items;
    expect(few?.items.map(({ sequence }) => sequence)).toEqual(own?.map(({ sequence }) => sequence));
  });

  it('shows an event with its actor, its data and its hashes', () => {
    const [second] = listEvents(db, admin, { limit: 1, type: 'person.created' })?.items ?? [];
    expect(second).toMatchObject({ type: 'person.created', actor: { username: 'admin', name: 'Imani Okafor' } });
    expect(second?.data).toHaveProperty('username');
    expect(second?.hash).toMatch(/^[0-9a-f]{64}$/);
    const [after] =
      listEvents(db, admin, { limit: 200, from: second?.at, to: second?.at })?.items.filter(
        ({ sequence }) => sequence === (second?.sequence ?? 0) + 1,
      ) ?? [];
    expect(after?.previousHash ?? second?.hash).toBe(second?.hash);
    const [expiry] = listEvents(db, admin, { limit: 1, type: 'grant.expired' })?.items ?? [];
    expect(expiry?.actor).toBeNull();
  });
});
