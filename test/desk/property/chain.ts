import { createHash, createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';

const stored = z.strictObject({
  sequence: z.int(),
  bytes: z.instanceof(Buffer),
  hash: z.instanceof(Buffer),
  signature: z.instanceof(Buffer),
});
const publicKey = z.looseObject({ id: z.string(), publicKey: z.string() });
const event = z.looseObject({
  sequence: z.int(),
  previousHash: z.string().nullable(),
  key: z.string(),
  data: z.looseObject({
    key: publicKey.optional(),
    deskKey: publicKey.optional(),
    admin: z.looseObject({ key: publicKey }).optional(),
  }),
});

/**
 * The promises of docs/rules.md#events about the ledger, checked with only a hash and a signature: every event continues the one before and is signed
 * with a key that an earlier one (or the founding one itself) enrolled. Answers the number of events.
 */
export function chainLength(directory: string): number {
  const database = new Database(join(directory, WORKSPACE_FILE), { readonly: true });
  const rows = z.array(stored).parse(database.prepare('SELECT * FROM ledger ORDER BY sequence').all());
  database.close();
  const keys = new Map<string, string>();
  let previous: string | null = null;
  for (const [index, row] of rows.entries()) {
    const { sequence, previousHash, key, data } = event.parse(JSON.parse(row.bytes.toString('utf8')));
    for (const enrolled of [data.key, data.deskKey, data.admin?.key])
      if (enrolled) keys.set(enrolled.id, enrolled.publicKey);
    const hash = createHash('sha256').update(row.bytes).digest();
    const signer = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: keys.get(key) ?? '' } });
    const holds =
      sequence === index + 1 &&
      row.sequence === sequence &&
      previousHash === previous &&
      hash.equals(row.hash) &&
      verify(null, hash, signer, row.signature);
    if (!holds) throw new Error(`Event ${row.sequence} does not continue the chain.`);
    previous = hash.toString('hex');
  }
  return rows.length;
}
