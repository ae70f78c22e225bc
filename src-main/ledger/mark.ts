import { z } from 'zod';
import { instant, publicKey, sha256Hex } from '#contract/eventShapes.ts';
import { personId } from '#contract/scalars.ts';
import { canonicalJson, jsonOf } from './canonical.ts';
import { importPublicKey, keyId, type Signer, signatureHolds } from './keys.ts';

/**
 * "I have verified this ledger up to this event, and this was its state then" (docs/decisions/0034). Hashes and digests are SHA-256, in
 * lower-case hexadecimal.
 */
export const mark = z.strictObject({
  v: z.literal(1),
  /** The hash of the founding event. */
  desk: sha256Hex,
  /** The newest event at the time of the check, and its hash. */
  sequence: z.int().min(1),
  hash: sha256Hex,
  /** The rules in force after that event. */
  rules: z.int().min(1),
  /** The digest of the events up to that one as they were stored (store/integrity/checkedState.ts). */
  ledger: sha256Hex,
  /** The digest of the file with the state after that event, and the tables in it: the name of the newest migration. */
  state: sha256Hex,
  tables: z.string().min(1),
  /** Who ran the check, their key, and when they signed (the time of the desk). */
  person: personId,
  key: publicKey,
  at: instant,
});
export type Mark = z.infer<typeof mark>;

const signedMark = z.strictObject({ mark, signature: z.base64url() });

// It is longer than a hash, which is what events sign, so that neither can pass for the other.
const KIND = 'countersign mark of a checked ledger, version 1\n';

const signedBytes = (content: Mark): Buffer => Buffer.from(`${KIND}${canonicalJson(content)}`, 'utf8');

/** The text of a signed mark. `content.key` is the key of the signer. */
export function signMark(content: Mark, signer: Signer): string {
  const signature = Buffer.from(signer.sign(signedBytes(content))).toString('base64url');
  return canonicalJson({ mark: content, signature });
}

/**
 * Reads the text of a signed mark. Null if it is none, if its bytes are not those that {@link signMark} writes, or if it was not signed
 * with the key that it names. Whose key that is, and whether the mark fits a ledger, is for the caller to check.
 */
export function readMark(text: string): Mark | null {
  const read = signedMark.safeParse(jsonOf(text));
  if (!read.success || canonicalJson(read.data) !== text) return null;
  const { mark: content, signature } = read.data;
  const key = importPublicKey(content.key.publicKey);
  if (key === null || keyId(content.key.publicKey) !== content.key.id) return null;
  return signatureHolds(key, signedBytes(content), Buffer.from(signature, 'base64url')) ? content : null;
}
