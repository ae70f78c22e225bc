import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { PublicKey } from '#contract/eventShapes.ts';
import { sha256 } from './canonical.ts';

/** Signs with one key. */
export interface Signer {
  readonly key: PublicKey;
  /** The Ed25519 signature (RFC 8032) of `bytes`: 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** A public key as the ledger names it. */
export function publicKeyOf(key: KeyObject): PublicKey {
  const { x } = key.export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('This is not an Ed25519 key.');
  return { id: keyId(x), publicKey: x };
}

/** The id that belongs to a public key: the SHA-256 of its 32 bytes. */
export function keyId(publicKey: string): string {
  return sha256(Buffer.from(publicKey, 'base64url')).toString('hex');
}

/**
 * Reads a public key from its base64url form (RFC 8037); null when the text is no key, is not its canonical form, or the key proves
 * nothing ({@link whyProvesNothing}).
 */
export function importPublicKey(publicKey: string): KeyObject | null {
  return whyProvesNothing(publicKey) === null ? importUnjudged(publicKey) : null;
}

/**
 * The same for 32 bytes in base64url, without asking whether the key proves anything, which takes a millisecond: for signatures by keys
 * that count only if {@link importPublicKey} has admitted them.
 */
export function importUnjudged(publicKey: string): KeyObject | null {
  if (bytesOf(publicKey) === null) return null;
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
}

/** What is wrong with a weak key: not 32 bytes in base64url, no encoding of a point, of small order, or outside the group. */
export type Weakness = 'form' | 'encoding' | 'smallOrder' | 'outside';

/**
 * Why signatures that verify with this public key prove nothing about their author; null for a sound key.
 * OpenSSL imports any 32 bytes, and accepts forged signatures for points of small order (docs/decisions/0023).
 */
export function whyProvesNothing(publicKey: string): Weakness | null {
  const known = judged.get(publicKey);
  if (known !== undefined) return known;
  const why = judge(publicKey);
  if (judged.size >= MOST_JUDGED) judged.clear();
  judged.set(publicKey, why);
  return why;
}

// Cached: a check takes a millisecond, and the same keys are checked again and again.
const judged = new Map<string, Weakness | null>();
const MOST_JUDGED = 10_000;

function judge(publicKey: string): Weakness | null {
  const bytes = bytesOf(publicKey);
  if (bytes === null) return 'form';
  let point: InstanceType<typeof ed25519.Point>;
  try {
    // Not by ZIP 215, which admits what RFC 8032, section 5.1.3, does not.
    point = ed25519.Point.fromBytes(bytes, false);
  } catch {
    return 'encoding';
  }
  if (point.isSmallOrder()) return 'smallOrder';
  return point.isTorsionFree() ? null : 'outside';
}

/** Whether `signature` is an Ed25519 signature of `bytes` by the private key that belongs to `key`. */
export function signatureHolds(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, key, signature);
}

function bytesOf(publicKey: string): Buffer | null {
  const bytes = Buffer.from(publicKey, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === publicKey ? bytes : null;
}
