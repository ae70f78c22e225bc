import { type DeskEvent, EVENT_VERSION, type Fact, publicKeysIn } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { importPublicKey, keyId, type Signer } from './keys.ts';

/** The end of the ledger. */
export interface Head {
  readonly sequence: number;
  /** Hash of the newest event, lower-case hexadecimal; null for an empty ledger. */
  readonly hash: string | null;
  /** Time of the newest event; for an empty ledger the empty string, which sorts before every time. */
  readonly at: string;
  /** Hash of the founding event; null for an empty ledger. */
  readonly desk: string | null;
}

export const EMPTY: Head = { sequence: 0, hash: null, at: '', desk: null };

/** An event as stored: the canonical bytes, their hash, and the signature of that hash. */
export interface StoredEvent {
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly signature: Uint8Array;
}

export interface Appended {
  readonly event: DeskEvent;
  readonly stored: StoredEvent;
  readonly head: Head;
}

/**
 * Makes a fact the next event: numbered, chained to the one before, canonical, hashed, signed (docs/rules.md#events). `actor` is
 * null where time or the machine caused it; the desk's key signs then. Throws when the fact brings in a key that proves nothing: whatever reads
 * keys from outside refuses them before.
 */
export function append(head: Head, fact: Fact, at: string, actor: PersonId | null, signer: Signer): Appended {
  for (const { id, publicKey } of publicKeysIn(fact))
    if (importPublicKey(publicKey) === null || keyId(publicKey) !== id)
      throw new TypeError(`${fact.type} would enrol a key that proves nothing.`);
  const event: DeskEvent = {
    v: EVENT_VERSION,
    desk: head.desk,
    sequence: head.sequence + 1,
    at,
    previousHash: head.hash,
    actor,
    key: signer.key.id,
    ...fact,
  };
  const bytes = Buffer.from(canonicalJson(event), 'utf8');
  const hash = sha256(bytes);
  const signature = signer.sign(hash);
  const hashText = hash.toString('hex');
  return {
    event,
    stored: { sequence: event.sequence, bytes, hash, signature },
    head: { sequence: event.sequence, hash: hashText, at, desk: head.desk ?? hashText },
  };
}
