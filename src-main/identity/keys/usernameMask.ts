import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readKeyJson, writeKeyFile } from './files.ts';

const VEIL = 'sign-in.json';
const SECRET_BYTES = 32;

const keptSecret = z.strictObject({
  v: z.literal(1),
  secret: z.base64().refine((text) => Buffer.from(text, 'base64').length === SECRET_BYTES),
});

/** Turns a typed username into a number that distinguishes names without revealing them. */
export type UsernameMask = (name: string) => number;

/** Enough bits to distinguish names, too few to recover the typed text even with the secret: it may have been a passphrase. */
const VEIL_BITS = 20;

/**
 * Opens the username mask of this workstation. Its secret is kept with the keys, because auditors get the database; it is made on
 * first use, and lasts for this process only when it cannot be stored.
 */
export function openUsernameMask(directory: string): UsernameMask {
  const file = readKeyJson(directory, VEIL);
  const kept = keptSecret.safeParse(file.ok ? file.json : null);
  const secret = kept.success ? Buffer.from(kept.data.secret, 'base64') : randomBytes(SECRET_BYTES);
  if (!kept.success) keep(directory, secret);
  return (name) => createHmac('sha256', secret).update(name).digest().readUInt32BE() >>> (32 - VEIL_BITS);
}

function keep(directory: string, secret: Buffer): void {
  try {
    writeKeyFile(directory, VEIL, `${JSON.stringify({ v: 1, secret: secret.toString('base64') }, null, 2)}\n`);
  } catch (error) {
    // People must be able to sign in although the folder is read-only.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
