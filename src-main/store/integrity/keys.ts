import { createPrivateKey, createPublicKey } from 'node:crypto';
import { t } from '#texts/texts.ts';
import { publicKeyOf } from '../../ledger/keys.ts';
import type { Connection } from '../connection.ts';
import { build } from '../connection.ts';

/** A sentence for each stored private key that does not belong to an enrolled public key of its owner. */
export function keyProblems(db: Connection): string[] {
  const kept = db.all(
    build
      .selectFrom('local_key')
      .leftJoin('fact_key', 'fact_key.id', 'local_key.id')
      .select([
        'local_key.id',
        'local_key.person_id as keeper',
        'local_key.private_key',
        'fact_key.id as enrolled',
        'fact_key.person_id as owner',
      ])
      .orderBy('local_key.id'),
  );
  return kept.flatMap(({ id, keeper, private_key, enrolled, owner }) => {
    if (enrolled === null) return [t('integrity.key.notEnrolled', { id })];
    if (keeper !== owner) return [t('integrity.key.ofOther', { id })];
    return publicIdOf(private_key) === id ? [] : [t('integrity.key.different', { id })];
  });
}

function publicIdOf(privateKey: Uint8Array): string | null {
  try {
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: 'der', type: 'pkcs8' });
    return publicKeyOf(createPublicKey(key)).id;
  } catch {
    return null;
  }
}
