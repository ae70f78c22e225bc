import { createPublicKey } from 'node:crypto';
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { type PublicKey, publicKey } from '#contract/eventShapes.ts';
import { type DeskEvent, type Fact, publicKeysIn } from '#contract/events.ts';
import { append, type StoredEvent } from '../../src-main/ledger/append.ts';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import { importPublicKey, keyId, signatureHolds, whyProvesNothing } from '../../src-main/ledger/keys.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, problemsOf, stored } from './ledgerBuilder.ts';
import { BOB } from './rich.ts';
import { smallOrder, smallOrderWrittenOtherwise, weakKeys } from './weakKeys.ts';

const written = (hex: string): string => Buffer.from(hex, 'hex').toString('base64url');
const asKey = (hex: string) => ({ publicKey: written(hex), id: keyId(written(hex)) });

/** A public key whose point has a component of order 8 besides the one of its private key. */
function mixed(): string {
  const honest = ed25519.Point.fromBytes(Buffer.from(keyOf('mixed').signer.key.publicKey, 'base64url'), false);
  const torsion = ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP[1] ?? '', false);
  return Buffer.from(honest.add(torsion).toBytes()).toString('hex');
}

describe('a public key that proves nothing', () => {
  it.each(weakKeys)('is refused, although OpenSSL imports it: %s', (_, hex) => {
    expect(() =>
      createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: written(hex) } }),
    ).not.toThrow();
    expect(publicKey.safeParse(asKey(hex)).success).toBe(true);
    expect(whyProvesNothing(written(hex))).toMatch(/smallOrder|encoding/);
    expect(importPublicKey(written(hex))).toBeNull();
  });

  it('is each of the eight points of small order that the curve has', () => {
    expect(Object.values(smallOrder).sort()).toEqual([...ED25519_TORSION_SUBGROUP].sort());
    for (const hex of Object.values(smallOrder)) expect(whyProvesNothing(written(hex))).toBe('smallOrder');
    for (const hex of Object.values(smallOrderWrittenOtherwise))
      expect(whyProvesNothing(written(hex))).toBe('encoding');
  });

  it('is one outside the group of key pairs, whose signatures two correct verifiers can judge differently', () => {
    expect(whyProvesNothing(written(mixed()))).toBe('outside');
    expect(importPublicKey(written(mixed()))).toBeNull();
  });

  it('is none that a key pair has', () => {
    for (let number = 0; number < 20; number += 1) {
      const { publicKey: text } = keyOf(`honest ${number}`).signer.key;
      expect(whyProvesNothing(text)).toBeNull();
      expect(importPublicKey(text)).not.toBeNull();
    }
  });
});

it('a signature does not verify with another S of the same value, so no second one can be made from it', () => {
  const { signer } = keyOf('signer');
  const bytes = Buffer.from('message');
  const signature = Buffer.from(signer.sign(bytes));
  const key = importPublicKey(signer.key.publicKey);
  if (!key) throw new Error('An honest key is imported.');
  const order = ed25519.Point.Fn.ORDER;
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`);
  const other = (times: bigint) =>
    Buffer.concat([
      signature.subarray(0, 32),
      Buffer.from((s + times * order).toString(16).padStart(64, '0'), 'hex').reverse(),
    ]);
  expect(other(0n).equals(signature)).toBe(true);
  expect(signatureHolds(key, bytes, other(0n))).toBe(true);
  for (const times of [1n, 2n, 7n]) expect(signatureHolds(key, bytes, other(times))).toBe(false);
});

const founded = (): LedgerBuilder => {
  const told = ledgerBuilder('desk', 'real');
  const person = { id: BOB, username: 'bob', name: 'Bob', email: 'bob@example.org', role: 'admin' } as const;
  told.tell({ type: 'person.created', data: person }, ADMIN);
  return told;
};

const honest = keyOf('honest').signer.key;
const deskKey = keyOf('desk').signer.key;

/** Every event that brings a public key into a founded ledger. */
const doors: readonly (readonly [name: string, factWith: (key: PublicKey) => Fact])[] = [
  [
    'a one-time code',
    (key) => ({
      type: 'enrolment.issued',
      data: { personId: BOB, key, expiresAt: '2026-01-06T09:00:00.000Z', reset: false },
    }),
  ],
  ['an enrolment', (key) => ({ type: 'key.enrolled', data: { personId: BOB, key } })],
  ['a recovery kit', (key) => ({ type: 'recovery.issued', data: { key } })],
  ['a recovery', (key) => ({ type: 'recovery.used', data: { personId: ADMIN, key } })],
  ['a new key of the desk', (key) => ({ type: 'deskKey.enrolled', data: { key, replaces: deskKey.id } })],
];

const signerOf = (fact: Fact) => {
  if (fact.type === 'key.enrolled') return keyOf('code');
  return fact.type === 'recovery.used' ? keyOf('desk kit') : keyOf('desk admin');
};

/** An event written without asking any rule, numbered, hashed and signed correctly. */
function planted(event: DeskEvent, change: (json: string) => string, pair: ReturnType<typeof keyOf>): StoredEvent {
  const bytes = Buffer.from(canonicalJson(JSON.parse(change(canonicalJson(event)))), 'utf8');
  const hash = sha256(bytes);
  return { sequence: event.sequence, bytes, hash, signature: pair.signer.sign(hash) };
}

const instead = (hex: string) => (json: string) => {
  const key = asKey(hex);
  return json.replaceAll(honest.publicKey, key.publicKey).replaceAll(honest.id, key.id);
};

describe.each(doors)('by %s', (_, factWith) => {
  const fact = factWith(honest);
  const told = founded();
  if (fact.type === 'key.enrolled') told.invite(BOB, keyOf('code'));
  const before = stored(told);
  const head = told.told.at(-1)?.head;
  const { event } = told.tell(fact, fact.type === 'key.enrolled' ? BOB : ADMIN, { pair: signerOf(fact) });

  it('no key that proves nothing gets into a ledger', () => {
    if (!head) throw new Error('A ledger has a head.');
    expect(publicKeysIn(fact)).toEqual([honest]);
    const bringIn = (key: PublicKey) => () => append(head, factWith(key), head.at, ADMIN, signerOf(fact).signer);
    for (const [name, hex] of weakKeys) expect(bringIn(asKey(hex)), name).toThrow(/proves nothing/);
    expect(bringIn({ ...honest, id: deskKey.id })).toThrow(/proves nothing/);
  });

  it('verification finds one that was written directly, whatever the ledger’s age', () => {
    expect(problemsOf(stored(told))).toEqual([]);
    for (const [name, hex] of [...weakKeys, ['mixed', mixed()] as const])
      expect(problemsOf([...before, planted(event, instead(hex), signerOf(fact))]), name).toEqual([
        expect.stringMatching(
          new RegExp(`^Event ${event.sequence}: The key that it enrols is (a point of|not the encoding|outside)`),
        ),
      ]);
  });
});

describe('by its founding', () => {
  it.each(['deskKey', 'admin'] as const)('a desk with such a key for its %s is refused', (whose) => {
    const [first] = ledgerBuilder('desk', 'real').told;
    if (first?.event.type !== 'desk.founded') throw new Error('A ledger begins with its founding.');
    const { data } = first.event;
    const own = whose === 'deskKey' ? data.deskKey : data.admin.key;
    for (const [name, hex] of weakKeys) {
      const weak = asKey(hex);
      const swap = (json: string) => json.replaceAll(own.publicKey, weak.publicKey).replaceAll(own.id, weak.id);
      const problems = problemsOf([planted(first.event, swap, keyOf('desk admin'))]);
      expect(problems[0], name).toMatch(/^Event 1: The key that it enrols is/);
    }
  });
});
