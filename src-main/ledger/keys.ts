import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { PublicKey } from '../../src-preload/contract/events.ts';
import { sha256 } from './canonical.ts';

/** Something that signs in the name of one key. */
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

/** Reads a public key from its base64url form (RFC 8037); null when it is none, or not written in the one way that it can be. */
export function importPublicKey(publicKey: string): KeyObject | null {
  const bytes = Buffer.from(publicKey, 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== publicKey) return null;
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
  } catch {
    return null;
  }
}

/** Whether `signature` is the Ed25519 signature of `bytes` by the private half of `key`. */
export function signatureHolds(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, key, signature);
}
