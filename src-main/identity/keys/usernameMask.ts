import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readKeyJson, writeKeyFile } from './files.ts';

const VEIL = 'sign-in.json';
const SECRET_BYTES = 32;

const keptSecret = z.strictObject({
  v: z.literal(1),
  secret: z.base64().refine((text) => Buffer.from(text, 'base64').length === SECRET_BYTES),
});

/** Turns what was typed as a username into a number that tells names apart and says nothing of them. */
export type UsernameMask = (name: string) => number;

/** Enough to tell names apart, and far too little to find out what was typed, even with the secret: somebody may have typed a passphrase. */
const VEIL_BITS = 20;

/**
 * The username mask of this workstation. Its secret lies with the keys, for the database is handed to auditors; it is made where there is none. Where it
 * cannot be kept, it lasts as long as this process.
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
    // A folder that nothing can be written to must not keep anybody from signing in.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
