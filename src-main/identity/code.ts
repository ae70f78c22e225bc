import { hkdfSync } from 'node:crypto';
import { base32crockford } from '@scure/base';
import { type KeyPair, makeKeyPair, type RandomBytes } from './keypair.ts';

/** The purpose of a code: enrolling a person's key, or recovery of an admin. */
export type CodePurpose = 'enrolment' | 'recovery';

/** A one-time code has 128 bits; a recovery kit, which is kept for years, has 160. */
const BYTES: Readonly<Record<CodePurpose, number>> = { enrolment: 16, recovery: 20 };

/** Makes a code as printed: Crockford's base 32 in groups of four. */
export function makeCode(purpose: CodePurpose, random: RandomBytes): string {
  const text = base32crockford.encode(random(BYTES[purpose]));
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

/**
 * Derives a key pair from a code for one desk (`desk` is its fingerprint): the seed is HKDF-SHA-256 (RFC 5869) of the code's bytes.
 * The public key can be published, because a code cannot be guessed. Null when the typed text is no code.
 */
export function keyPairOfCode(purpose: CodePurpose, desk: string, typed: string): KeyPair | null {
  const bytes = readCode(purpose, typed);
  if (bytes === null) return null;
  const seed = Buffer.from(hkdfSync('sha256', bytes, Buffer.from(desk, 'hex'), `countersign ${purpose} v1`, 32));
  return makeKeyPair(() => seed);
}

// Letters that look like digits are read as digits (https://www.crockford.com/base32.html).
function readCode(purpose: CodePurpose, typed: string): Uint8Array | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  try {
    const bytes = base32crockford.decode(text);
    return bytes.length === BYTES[purpose] ? bytes : null;
  } catch {
    return null;
  }
}
