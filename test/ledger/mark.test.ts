import { describe, expect, it } from 'vitest';
import { personId } from '#contract/scalars.ts';
import { makeKeyPair } from '../../src-main/identity/keypair.ts';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import { importPublicKey, signatureHolds } from '../../src-main/ledger/keys.ts';
import { type Mark, readMark, signMark } from '../../src-main/ledger/mark.ts';
import { readEvent } from '../../src-main/ledger/read.ts';

const { signer } = makeKeyPair();
const hex = (digit: string) => digit.repeat(64);
const mark: Mark = {
  v: 1,
  desk: hex('a'),
  sequence: 12,
  hash: hex('b'),
  rules: 2,
  ledger: hex('c'),
  state: hex('d'),
  tables: '0019-keys-of-ids',
  person: personId.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  key: signer.key,
  at: '2026-01-05T09:00:00.000Z',
};
const text = signMark(mark, signer);
const signed = (change: object) => canonicalJson({ ...JSON.parse(text), ...change });

describe('a mark', () => {
  it('is read as it was signed', () => {
    expect(readMark(text)).toEqual(mark);
  });

  it.each(Object.keys(mark).filter((field) => field !== 'v'))('does not count with another %s', (field) => {
    const others: Record<string, unknown> = {
      sequence: 13,
      rules: 3,
      tables: '0020-other',
      person: '01890a5d-ac96-774b-bcce-b302099a8058',
      key: makeKeyPair().signer.key,
      at: '2026-01-05T09:00:00.001Z',
    };
    expect(readMark(signed({ mark: { ...mark, [field]: others[field] ?? hex('e') } }))).toBeNull();
  });

  it('does not count with the signature of another, nor with none', () => {
    const other = JSON.parse(signMark(mark, makeKeyPair().signer));
    for (const signature of [other.signature, '', 'AA']) expect(readMark(signed({ signature }))).toBeNull();
  });

  it('counts in the exact bytes that were written alone', () => {
    for (const other of [
      `${text}\n`,
      ` ${text}`,
      JSON.stringify(JSON.parse(text), null, 2),
      signed({ more: 1 }),
      '',
      '{}',
      'null',
    ])
      expect(readMark(other)).toBeNull();
  });

  it('cannot pass for an event, nor an event for a mark', () => {
    expect(readEvent(Buffer.from(text)).ok).toBe(false);
    expect(readEvent(Buffer.from(canonicalJson(mark))).ok).toBe(false);
    const key = importPublicKey(signer.key.publicKey);
    const { signature } = JSON.parse(text);
    const made = Buffer.from(signature, 'base64url');
    // An event signs the hash of its bytes.
    for (const bytes of [canonicalJson(mark), text])
      expect(key && signatureHolds(key, sha256(bytes), made)).toBe(false);
    const ofHash = Buffer.from(signer.sign(sha256(canonicalJson(mark)))).toString('base64url');
    expect(readMark(signed({ signature: ofHash }))).toBeNull();
  });
});
