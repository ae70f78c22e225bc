import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { publicKeyOf, type Signer } from '../ledger/keys.ts';

// The fixed beginning of an Ed25519 private key in PKCS #8 (RFC 8410, section 7); the 32 bytes of the seed follow.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A source of random bytes; deterministic in repeatable runs. */
export type RandomBytes = (count: number) => Uint8Array;

/** A signer with its private key as stored: PKCS #8, DER. */
export interface KeyPair {
  readonly signer: Signer;
  readonly privateKey: Uint8Array;
}

/** Makes an Ed25519 key pair. With `random`, its seed comes from there: for training workspaces that must be repeatable. */
export function makeKeyPair(random?: RandomBytes): KeyPair {
  const key = random
    ? createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, random(32)]), format: 'der', type: 'pkcs8' })
    : generateKeyPairSync('ed25519').privateKey;
  return { signer: signerOf(key), privateKey: key.export({ format: 'der', type: 'pkcs8' }) };
}

/** Opens a stored private key; null when the bytes are no private key. */
export function openKey(privateKey: Uint8Array): Signer | null {
  try {
    return signerOf(createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' }));
  } catch {
    return null;
  }
}

function signerOf(key: KeyObject): Signer {
  return { key: publicKeyOf(createPublicKey(key)), sign: (bytes) => sign(null, bytes, key) };
}
