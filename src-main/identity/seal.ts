import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { t } from '#texts/texts.ts';

/** The largest cost of opening a key: 1 GiB, 10 passes, 16 lanes. A file with a higher cost would stall the machine. */
const MOST = { memoryKiB: 1_048_576, passes: 10, lanes: 16 } as const;

const bytesOf = (least: number, most: number) =>
  z.base64().refine(
    (text) => {
      const { length } = Buffer.from(text, 'base64');
      return length >= least && length <= most;
    },
    {
      error: () =>
        least === most ? t('keyFiles.bytes', { count: least }) : t('keyFiles.bytesBetween', { least, most }),
    },
  );

/**
 * A private key sealed with a passphrase: argon2id (RFC 9106) derives a key for AES-256-GCM from it. The file contains everything else
 * that is needed, so a thief can try passphrases offline; therefore they must be strong.
 */
export const sealedKey = z.strictObject({
  v: z.literal(1),
  /** Id of the public key. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    memoryKiB: z
      .int()
      .min(8_192)
      .max(MOST.memoryKiB, { error: () => t('keyFiles.tooMuchMemory') }),
    passes: z
      .int()
      .min(1)
      .max(MOST.passes, { error: () => t('keyFiles.tooManyPasses', { most: MOST.passes }) }),
    lanes: z
      .int()
      .min(1)
      .max(MOST.lanes, { error: () => t('keyFiles.tooManyLanes', { most: MOST.lanes }) }),
    salt: bytesOf(8, 64),
  }),
  cipher: z.literal('aes-256-gcm'),
  nonce: bytesOf(12, 12),
  tag: bytesOf(16, 16),
  sealed: z.base64(),
});
export type SealedKey = z.infer<typeof sealedKey>;

/** RFC 9106's second recommendation: 64 MiB, 3 passes, 4 lanes; a quarter of a second on a small machine. */
const COST = { name: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 4 } as const;
const ARGON2ID = 2;

/** Seals the bytes of a private key (PKCS #8, DER) with a passphrase. `id`: the id of its public key. */
export async function seal(id: string, privateKey: Uint8Array, passphrase: string): Promise<SealedKey> {
  const kdf = { ...COST, salt: randomBytes(16).toString('base64') };
  const nonce = randomBytes(12);
  const key = await deriveKey(passphrase, kdf);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  key.fill(0);
  cipher.setAAD(Buffer.from(id, 'utf8'));
  const sealed = Buffer.concat([cipher.update(privateKey), cipher.final()]);
  return {
    v: 1,
    key: id,
    kdf,
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  };
}

/** Opens a sealed key; null when the passphrase is wrong or the file was changed. The caller wipes the result. */
export async function unseal(box: SealedKey, passphrase: string): Promise<Buffer | null> {
  const key = await deriveKey(passphrase, box.kdf);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'base64'), { authTagLength: 16 });
  key.fill(0);
  decipher.setAAD(Buffer.from(box.key, 'utf8'));
  try {
    decipher.setAuthTag(Buffer.from(box.tag, 'base64'));
    return Buffer.concat([decipher.update(Buffer.from(box.sealed, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

/** Takes as long as opening a key, so that the time does not reveal which usernames exist. */
export async function pretendToUnseal(passphrase: string): Promise<void> {
  (await deriveKey(passphrase, { ...COST, salt: randomBytes(16).toString('base64') })).fill(0);
}

function deriveKey(passphrase: string, { memoryKiB, passes, lanes, salt }: SealedKey['kdf']): Promise<Buffer> {
  return hashRaw(passphrase, {
    algorithm: ARGON2ID,
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
    outputLen: 32,
    salt: Buffer.from(salt, 'base64'),
  });
}
