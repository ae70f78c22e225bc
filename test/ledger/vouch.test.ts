import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { sha256 } from '../../src-main/ledger/canonical.ts';
import { checker } from '../../src-main/ledger/check.ts';
import { keyId } from '../../src-main/ledger/keys.ts';
import { publicKeysLikelyIn, type Voucher, voucher } from '../../src-main/ledger/vouch.ts';
import { keyOf, stored } from './ledgerBuilder.ts';
import { richScenario } from './rich.ts';
import { smallOrder } from './weakKeys.ts';

const events = stored(richScenario());
const admin = keyOf('rich admin');
const stranger = keyOf('a stranger');

/** A voucher that knows every key of a ledger. */
function knowing(ledger: readonly StoredEvent[]): Voucher {
  const known = voucher();
  known.learn(ledger.flatMap(({ bytes }) => publicKeysLikelyIn(bytes)));
  return known;
}

/** What is wrong with a ledger; with a voucher, events that it vouches for are not checked in full. */
function problemsIn(ledger: readonly StoredEvent[], known: Voucher | null): string[] {
  const chain = checker();
  return ledger.flatMap((event) =>
    chain.next(event, (known?.vouchFor(event) ?? null) !== null).problems.map(({ what }) => what),
  );
}

/** The ledger with the text of an event changed, hashed and signed again. */
function rewritten(place: number, change: (text: string) => string, pair = admin): StoredEvent[] {
  return events.map((event, index) => {
    if (index !== place) return event;
    const bytes = Buffer.from(change(Buffer.from(event.bytes).toString('utf8')), 'utf8');
    const hash = sha256(bytes);
    return { sequence: event.sequence, bytes, hash, signature: pair.signer.sign(hash) };
  });
}

/** The ledger with one bit of an event's bytes, hash or signature changed. */
function flipped(place: number, part: 'bytes' | 'hash' | 'signature', position: number): StoredEvent[] {
  return events.map((event, index) => {
    if (index !== place) return event;
    const copy = Buffer.from(event[part]);
    copy.writeUInt8(copy.readUInt8(position % copy.length) ^ 1, position % copy.length);
    return { ...event, [part]: copy };
  });
}

const bySomeone = events.findIndex(({ bytes }) => Buffer.from(bytes).includes('"type":"person.created"'));
const enrolment = events.findIndex(({ bytes }) => Buffer.from(bytes).includes('"type":"key.enrolled"'));

describe('a voucher', () => {
  it('vouches for an event of every type in a ledger that is right', () => {
    const known = knowing(events);
    expect(events.filter((event) => known.vouchFor(event) === null)).toEqual([]);
    expect(problemsIn(events, known)).toEqual([]);
  });

  it('vouches for nothing that is signed by a key of which it has not heard', () => {
    const known = voucher();
    expect(events.some((event) => known.vouchFor(event) !== null)).toBe(false);
    expect(problemsIn(events, known)).toEqual([]);
  });

  it('hides no bit that was changed, wherever it lies', () => {
    const known = knowing(events);
    for (const place of [0, 1, bySomeone, enrolment, events.length - 1])
      for (const part of ['bytes', 'hash', 'signature'] as const)
        for (let position = 0; position < 600; position += part === 'bytes' ? 29 : 97) {
          const ledger = flipped(place, part, position);
          const [changed] = ledger.slice(place);
          expect(changed && known.vouchFor(changed) !== null, `${part} ${position} of ${place}`).toBe(false);
          expect(problemsIn(ledger, known)).toEqual(problemsIn(ledger, null));
        }
  });

  const [weak = ''] = Object.values(smallOrder);
  const changes: readonly (readonly [what: string, place: number, change: (text: string) => string])[] = [
    ['a space', bySomeone, (text) => text.replace('{', '{ ')],
    ['fields in another order', bySomeone, (text) => text.replace(/^\{("actor":[^,]+),("at":"[^"]+")/, '{$2,$1')],
    ['a field twice', bySomeone, (text) => text.replace('{"actor"', '{"actor":null,"actor"')],
    ['a field that nobody knows', bySomeone, (text) => text.replace('"data":{', '"data":{"aaa":1,')],
    ['a field that objects inherit', bySomeone, (text) => text.replace('"data":{', '"data":{"__proto__":{},')],
    ['a letter that was escaped', bySomeone, (text) => text.replace('"at":"2', '"at":"\\u0032')],
    ['a number with a fraction', bySomeone, (text) => text.replace('"v":1}', '"v":1.0}')],
    ['half a surrogate pair', bySomeone, (text) => text.replace('"name":"', '"name":"\\ud83d')],
    ['a day that no calendar has', bySomeone, (text) => text.replace(/"at":"\d{4}-\d\d-\d\d/, '"at":"2026-02-30')],
    ['another sequence', bySomeone, (text) => text.replace(/"sequence":\d+/, '"sequence":99')],
    ['another predecessor', bySomeone, (text) => text.replace(/"previousHash":"[0-9a-f]{4}/, '"previousHash":"0000')],
    [
      'a key that proves nothing',
      enrolment,
      (text) =>
        text.replace(/"publicKey":"[\w-]{43}"/, `"publicKey":"${Buffer.from(weak, 'hex').toString('base64url')}"`),
    ],
    [
      'a key with the id of another',
      enrolment,
      (text) => text.replace(/"publicKey":"[\w-]{43}"/, `"publicKey":"${stranger.signer.key.publicKey}"`),
    ],
  ];
  it.each(changes)('hides no event with %s that was signed as it should be', (_, place, change) => {
    const ledger = rewritten(place, change);
    expect(ledger[place]?.bytes).not.toEqual(events[place]?.bytes);
    const found = problemsIn(ledger, null);
    expect(found.length).toBeGreaterThan(0);
    expect(problemsIn(ledger, knowing(ledger))).toEqual(found);
  });

  it('vouches for an event whose key is judged later, and then finds that the key proves nothing', () => {
    const key = Buffer.from(weak, 'hex').toString('base64url');
    const ledger = rewritten(enrolment, (text) =>
      text
        .replace(/"publicKey":"[\w-]{43}"/, `"publicKey":"${key}"`)
        .replace(/"id":"[0-9a-f]{64}"/, `"id":"${keyId(key)}"`),
    );
    const known = knowing(ledger);
    const [changed, before] = [ledger[enrolment], ledger[0]];
    expect(before && known.vouchFor(before, true)).not.toBeNull();
    expect(known.judgeKey()).toBe(true);
    expect(changed && known.vouchFor(changed)).toBeNull();
    expect(changed && known.vouchFor(changed, true)).not.toBeNull();
    const judged: (boolean | null)[] = [];
    while (judged.at(-1) !== null) judged.push(known.judgeKey());
    expect(judged).toContain(false);
  });

  it('leaves it to the order of events which key might sign', () => {
    const ledger = rewritten(
      bySomeone,
      (text) => text.replace(/"key":"[0-9a-f]{64}","previousHash"/, `"key":"${stranger.signer.key.id}","previousHash"`),
      stranger,
    );
    const known = knowing(ledger);
    known.learn([stranger.signer.key.publicKey]);
    const [changed] = ledger.slice(bySomeone);
    expect(changed && known.vouchFor(changed) !== null).toBe(true);
    expect(problemsIn(ledger, known)).toEqual(problemsIn(ledger, null));
    expect(problemsIn(ledger, known).length).toBeGreaterThan(0);
  });
});
