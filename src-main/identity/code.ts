import { hkdfSync } from 'node:crypto';
import { base32crockford } from '@scure/base';
import { type KeyPair, makeKeyPair, type RandomBytes } from './keypair.ts';

/** What a code stands for: a first or new key of somebody, or the way back in for an admin. */
export type CodePurpose = 'enrolment' | 'recovery';

/** A one-time code has 128 bits, a recovery kit, which lies in a safe for years, 160. */
const BYTES: Readonly<Record<CodePurpose, number>> = { enrolment: 16, recovery: 20 };

/** A new code, as it is written on paper: Crockford's base 32 in groups of four. */
export function makeCode(purpose: CodePurpose, random: RandomBytes): string {
  const text = base32crockford.encode(random(BYTES[purpose]));
  return (text.match(/.{1,4}/g) ?? []).join('-');
}

/**
 * The key pair that a code stands for at one desk (`desk` is its fingerprint): HKDF-SHA-256 (RFC 5869) of the code's bytes is the seed. The
 * public half can be published, since a code cannot be guessed. Null when what was typed is no code at all.
 */
export function keyPairOfCode(purpose: CodePurpose, desk: string, typed: string): KeyPair | null {
  const bytes = readCode(purpose, typed);
  if (bytes === null) return null;
  const seed = Buffer.from(hkdfSync('sha256', bytes, Buffer.from(desk, 'hex'), `countersign ${purpose} v1`, 32));
  return makeKeyPair(() => seed);
}

// Letters that are easily mistaken for digits are read as those (https://www.crockford.com/base32.html).
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
