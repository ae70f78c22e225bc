import type { KeyObject } from 'node:crypto';
import type { PublicKey } from '#contract/eventShapes.ts';
import { type DeskEvent, publicKeysIn } from '#contract/events.ts';
import type { StoredEvent } from './append.ts';
import { sha256 } from './canonical.ts';
import { importPublicKey, importUnjudged, keyId, signatureHolds } from './keys.ts';
import { readJson, textOf } from './read.ts';

/** The answer of a thread about an event that it vouches for; and if it found besides that a person could have entered it. */
export const VOUCHED = 1;
export const ENTERED = 2;

/**
 * Checks the parts of an event that depend on its own bytes alone: hash, form, time, the signature by the key that it names, and whether
 * the keys that it enrols prove something. Threads can do this in any order. ledger/check.ts checks whether that key was allowed to sign.
 */
export interface Voucher {
  /** Makes public keys known, by their base64url form. An id is the hash of its key, so they may come from anywhere. */
  learn(publicKeys: readonly string[]): void;
  /**
   * The event, if all of these checks passed. If not, it may still be right: ledger/check.ts checks it again, and says what is wrong.
   * `keysLater`: the keys that it enrols are judged by {@link judgeKey}.
   */
  vouchFor(stored: Pick<StoredEvent, 'bytes' | 'hash' | 'signature'>, keysLater?: boolean): DeskEvent | null;
  /** Judges one of the keys that were left for later, which takes a millisecond. Whether it proves something; null if none is left. */
  judgeKey(): boolean | null;
}

export function voucher(): Voucher {
  const keys = new Map<string, KeyObject>();
  const unjudged: PublicKey[] = [];
  return {
    judgeKey() {
      const key = unjudged.pop();
      return key === undefined ? null : isSound(key);
    },
    learn(publicKeys) {
      for (const publicKey of publicKeys) {
        const key = importUnjudged(publicKey);
        if (key !== null) keys.set(keyId(publicKey), key);
      }
    },
    vouchFor({ bytes, hash, signature }, keysLater = false) {
      if (!sha256(bytes).equals(hash)) return null;
      const json = jsonIn(bytes);
      if (json === undefined) return null;
      const read = readJson(json);
      if (!read.ok || !isSame(json, read.event) || !isOnCalendar(read.event.at)) return null;
      const enrolled = publicKeysIn(read.event);
      if (keysLater) unjudged.push(...enrolled);
      else if (!enrolled.every(isSound)) return null;
      const key = keys.get(read.event.key);
      return key !== undefined && signatureHolds(key, hash, signature) ? read.event : null;
    },
  };
}

const isSound = ({ id, publicKey }: PublicKey): boolean =>
  keyId(publicKey) === id && importPublicKey(publicKey) !== null;

const PUBLIC_KEY = /"publicKey":"([\w-]{43})"/g;

/** Every text in an event that has the form of a public key, for {@link Voucher.learn}. */
export function publicKeysLikelyIn(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes('"publicKey":"')) return [];
  return [...buffer.toString('latin1').matchAll(PUBLIC_KEY)].flatMap(([, key]) => key ?? []);
}

/** Whether the calendar has this time. The format of an event admits a 30th of February. */
export function isOnCalendar(at: string): boolean {
  const time = Date.parse(at);
  return !Number.isNaN(time) && new Date(time).toISOString() === at;
}

/**
 * Parses canonical JSON (RFC 8785); undefined if the bytes are not canonical, or not evidently so. JSON.stringify writes values as the
 * canonical form does, except for the order of fields ({@link isSame}) and halves of surrogate pairs, which it escapes.
 */
function jsonIn(bytes: Uint8Array): unknown {
  try {
    const text = textOf(bytes);
    const json: unknown = JSON.parse(text);
    return JSON.stringify(json) === text && !text.includes('\\ud') ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a schema made `read` out of `json` without leaving out, adding or changing anything, and the fields of `json` are sorted. */
function isSame(json: unknown, read: unknown): boolean {
  if (json === read) return true;
  if (typeof json !== 'object' || typeof read !== 'object' || json === null || read === null) return false;
  if (Array.isArray(json))
    return Array.isArray(read) && json.length === read.length && json.every((value, at) => isSame(value, read[at]));
  const said = new Map<string, unknown>(Object.entries(read));
  const fields = Object.entries(json);
  return (
    fields.length === said.size &&
    fields.every(
      ([field, value], at) =>
        (at === 0 || (fields[at - 1]?.[0] ?? '') < field) && said.has(field) && isSame(value, said.get(field)),
    )
  );
}
