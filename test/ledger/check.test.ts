import { describe, expect, it } from 'vitest';
import { eventTypes } from '#contract/events.ts';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, person, problemsOf, stored } from './ledgerBuilder.ts';
import { BOB, richScenario } from './rich.ts';

const rich = richScenario();
const events = stored(rich);
const admin = keyOf('rich admin');

const at = (sequence: number): StoredEvent => {
  const event = events[sequence - 1];
  if (!event) throw new Error(`There is no event ${sequence}.`);
  return event;
};

/** The rich ledger with one event changed. */
const changed = (sequence: number, change: (event: StoredEvent) => Partial<StoredEvent>): StoredEvent[] =>
  events.map((event) => (event.sequence === sequence ? { ...event, ...change(event) } : event));

const flipped = (bytes: Uint8Array, position: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(position) ^ 1, position);
  return copy;
};

/** An event with other content, correctly hashed and signed by the owner of `pair`. */
const resigned = (event: StoredEvent, change: (json: string) => string, pair = admin): StoredEvent => {
  const bytes = Buffer.from(change(Buffer.from(event.bytes).toString('utf8')), 'utf8');
  const hash = sha256(bytes);
  return { sequence: event.sequence, bytes, hash, signature: pair.signer.sign(hash) };
};

const person2 = { id: BOB, username: 'bob', name: 'Bob', email: 'bob@example.org', role: 'member' } as const;

const withBob = (): LedgerBuilder => {
  const told = ledgerBuilder();
  told.tell({ type: 'person.created', data: person2 }, ADMIN);
  told.enrol(BOB, keyOf('bob'));
  return told;
};

describe('a ledger as it was written', () => {
  it('is intact, and ends where it ended', () => {
    const chain = checker();
    for (const event of events) expect(chain.next(event).problems).toEqual([]);
    expect(chain.head).toEqual(rich.told.at(-1)?.head);
  });

  it('reads back as the events that were appended', () => {
    const chain = checker();
    expect(events.map((event) => chain.next(event).event)).toEqual(rich.told.map(({ event }) => event));
  });

  it('has an event of every type in it', () => {
    expect([...new Set(rich.told.map(({ event }) => event.type))].sort()).toEqual([...eventTypes].sort());
  });
});

describe('verification names the event that was tampered with', () => {
  it('a changed byte anywhere in an event', () => {
    for (const { sequence, bytes } of [at(1), at(7)])
      for (let position = 0; position < bytes.length; position += 3) {
        const wrong = changed(sequence, (event) => ({ bytes: flipped(event.bytes, position) })).slice(0, sequence);
        expect(problemsOf(wrong)).toContain(`Event ${sequence}: Its hash is not the hash of its bytes.`);
      }
  });

  it('any changed byte of a hash or a signature', () => {
    for (let position = 0; position < 32; position += 1)
      expect(problemsOf(changed(7, ({ hash }) => ({ hash: flipped(hash, position) })))).toEqual([
        'Event 7: Its hash is not the hash of its bytes.',
      ]);
    for (let position = 0; position < 64; position += 1)
      expect(problemsOf(changed(7, ({ signature }) => ({ signature: flipped(signature, position) })))).toEqual([
        'Event 7: Its signature is wrong.',
      ]);
  });

  it('values of other lengths', () => {
    const none = new Uint8Array();
    expect(problemsOf(changed(7, () => ({ signature: none })))).toEqual(['Event 7: Its signature is wrong.']);
    expect(problemsOf(changed(7, () => ({ hash: none })))).toEqual(['Event 7: Its hash is not the hash of its bytes.']);
    expect(problemsOf(changed(7, () => ({ bytes: none })))).toContain('Event 7: Its bytes are not JSON in UTF-8.');
  });

  it('two events swapped', () => {
    const swapped = changed(5, () => ({ ...at(6), sequence: 5 })).map((event) =>
      event.sequence === 6 ? { ...at(5), sequence: 6 } : event,
    );
    const problems = problemsOf(swapped);
    expect(problems).toContain('Event 5: It says that it is number 6.');
    expect(problems).toContain('Event 5: It does not continue the event before it.');
    expect(problems).toContain('Event 6: It says that it is number 5.');
  });

  it('events out of order', () => {
    expect(problemsOf([at(1), at(3), at(2)])).toContain('Event 2: It is out of order.');
    expect(problemsOf([at(1), at(2), at(2)])).toContain('Event 2: It is out of order.');
  });

  it('one event or several missing', () => {
    const without = (...gone: number[]) => events.filter(({ sequence }) => !gone.includes(sequence));
    expect(problemsOf(without(9)).slice(0, 2)).toEqual([
      'Event 10: Event 9 is missing before it.',
      'Event 10: It does not continue the event before it.',
    ]);
    expect(problemsOf(without(8, 9))[0]).toBe('Event 10: Events 8 to 9 are missing before it.');
  });

  it('the founding event missing, without blaming every other event for belonging elsewhere', () => {
    const problems = problemsOf(events.slice(1));
    expect(problems).toContain('Event 2: Event 1 is missing before it.');
    expect(problems).toContain('Event 2: A ledger begins with its founding event, and has no other one.');
    expect(problems.filter((what) => what.includes('another desk'))).toEqual(['Event 2: It belongs to another desk.']);
  });

  it('an event signed again by another person, who is enrolled', () => {
    const bob = withBob();
    const pair = keyOf('bob');
    bob.tell({ type: 'person.disabled', data: { id: BOB } }, ADMIN, { pair });
    expect(problemsOf(stored(bob))).toEqual(['Event 4: It is signed with the key of another person.']);
    const claimed = changed(7, (event) => resigned(event, (json) => json, keyOf('rich bob')));
    expect(problemsOf(claimed)).toEqual(['Event 7: Its signature is wrong.']);
  });

  it('an event signed with a key that was not enrolled', () => {
    const bob = withBob();
    bob.tell({ type: 'person.disabled', data: { id: BOB } }, ADMIN, { pair: keyOf('stranger') });
    expect(problemsOf(stored(bob))).toEqual(['Event 4: It is signed with a key that was not enrolled.']);
  });

  it('an event signed with a replaced key', () => {
    const bob = withBob();
    bob.enrol(BOB, keyOf('bob, second key'));
    bob.tell({ type: 'person.disabled', data: { id: BOB } }, BOB, { pair: keyOf('bob') });
    expect(problemsOf(stored(bob))).toEqual(['Event 5: It is signed with a key that was replaced before.']);
  });

  it('a replaced key whose id does not fit its bytes', () => {
    const stranger = keyOf('stranger').signer.key.publicKey;
    const replaced = changed(3, (event) =>
      resigned(event, (json) => json.replace(/"publicKey":"[^"]+"/, `"publicKey":"${stranger}"`)),
    );
    expect(problemsOf(replaced)).toContain('Event 3: The key that it enrols does not fit its id.');
  });

  it('a key that proves nothing and has a wrong id is reported by its id', () => {
    const replaced = changed(3, (event) =>
      resigned(event, (json) => json.replace(/"publicKey":"[^"]+"/, `"publicKey":"${'A'.repeat(43)}"`)),
    );
    expect(problemsOf(replaced)).toContain('Event 3: The key that it enrols does not fit its id.');
  });

  it('a key that is enrolled twice', () => {
    const bob = withBob();
    bob.enrol(person(3), keyOf('bob'));
    expect(problemsOf(stored(bob))).toEqual(['Event 4: The key that it enrols was enrolled before.']);
  });

  it('bytes that are well signed but not canonical', () => {
    const spaced = changed(7, (event) => resigned(event, (json) => json.replace(',"at"', ', "at"')));
    expect(problemsOf(spaced)[0]).toBe('Event 7: Its bytes are not in canonical form.');
    const twice = changed(7, (event) => resigned(event, (json) => json.replace('{', '{"actor":null,')));
    expect(problemsOf(twice)[0]).toBe('Event 7: Its bytes are not in canonical form.');
  });

  it('bytes that are well signed but not UTF-8, or have a byte order mark', () => {
    const sign = (bytes: Buffer): StoredEvent => {
      const hash = sha256(bytes);
      return { sequence: 1, bytes, hash, signature: keyOf('rich admin').signer.sign(hash) };
    };
    const invalid = Buffer.from(at(1).bytes);
    invalid.writeUInt8(0xff, invalid.indexOf('Ada'));
    expect(problemsOf([sign(invalid)])).toEqual(['Event 1: Its bytes are not JSON in UTF-8.']);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), at(1).bytes]);
    expect(problemsOf([sign(marked)])).toEqual(['Event 1: Its bytes are not JSON in UTF-8.']);
  });

  it('half a surrogate pair, which has no canonical form', () => {
    const half = resigned(at(1), (json) => json.replace('Ada', '\\ud800'));
    expect(problemsOf([half])).toEqual(['Event 1: Its bytes are not in canonical form.']);
  });

  it('an event of another desk', () => {
    const other = ledgerBuilder('other');
    other.tell({ type: 'person.created', data: person2 }, ADMIN);
    const [, foreign] = stored(other);
    const problems = problemsOf([at(1), ...(foreign ? [foreign] : [])]);
    expect(problems).toContain('Event 2: It belongs to another desk.');
    expect(problems).toContain('Event 2: It is signed with a key that was not enrolled.');
  });

  it('a second founding event', () => {
    const { event } = ledgerBuilder().told[0] ?? {};
    const told = ledgerBuilder();
    if (event?.type === 'desk.founded') told.tell({ type: event.type, data: event.data }, ADMIN);
    expect(problemsOf(stored(told))[0]).toBe('Event 2: A ledger begins with its founding event, and has no other one.');
  });

  it('an unknown type, an extra field, a later version', () => {
    const with6 = (change: (json: string) => string) => problemsOf(changed(6, (event) => resigned(event, change)))[0];
    expect(with6((json) => json.replace('"person.created"', '"person.invented"'))).toBe(
      'Event 6: Its type "person.invented" is unknown.',
    );
    expect(with6((json) => json.replace('"type":', '"toString":1,"type":'))).toMatch(/^Event 6: It is not an event \(/);
    expect(with6((json) => json.replace('"v":1', '"v":2'))).toMatch(/^Event 6: It is not an event \(v: /);
    expect(with6((json) => json.replace('"data":{', '"data":{"admin":true,'))).toMatch(
      /^Event 6: Its data does not fit /,
    );
    expect(with6((json) => json.replace('"person.created"', '"toString"'))).toBe(
      'Event 6: Its type "toString" is unknown.',
    );
  });

  it('bytes that are no object, and a wrong field inside an object', () => {
    const wrong = (change: (json: string) => string) => problemsOf([resigned(at(1), change)])[0];
    expect(wrong(() => '[]')).toMatch(/^Event 1: It is not an event \(the whole: .+\)\.$/);
    expect(wrong((json) => json.replace('"username":"admin"', '"username":5'))).toMatch(
      /^Event 1: Its data does not fit desk\.founded \(admin\.username: .+\)\.$/,
    );
  });

  it('an older time, and one that does not exist', () => {
    const older = withBob();
    older.tell({ type: 'person.disabled', data: { id: BOB } }, ADMIN, { at: '2026-01-05T08:59:59.999Z' });
    expect(problemsOf(stored(older))).toEqual(['Event 4: It is older than the event before it.']);
    const never = withBob();
    never.tell({ type: 'person.disabled', data: { id: BOB } }, ADMIN, { at: '2026-02-30T09:00:00.000Z' });
    expect(problemsOf(stored(never))).toEqual(['Event 4: Its time, 2026-02-30T09:00:00.000Z, does not exist.']);
  });

  it('an event of time caused by a person, and an event of a person caused by time', () => {
    const told = withBob();
    told.tell({ type: 'clock.advanced', data: { seconds: 1 } }, BOB);
    told.tell({ type: 'person.disabled', data: { id: BOB } }, null);
    expect(problemsOf(stored(told))).toEqual([
      'Event 4: A person cannot cause clock.advanced.',
      'Event 5: The desk itself cannot cause person.disabled.',
    ]);
  });
});

it('canonical bytes are those of the event', () => {
  for (const { event, stored: kept } of rich.told)
    expect(Buffer.from(kept.bytes).toString('utf8')).toBe(canonicalJson(event));
});
