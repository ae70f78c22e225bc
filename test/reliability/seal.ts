import { z } from 'zod';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { canonicalJson, sha256 } from '../../src-main/ledger/canonical.ts';
import type { Signer } from '../../src-main/ledger/keys.ts';
import { keyOf } from '../ledger/ledgerBuilder.ts';

export const json = z.json();
export type Json = z.infer<typeof json>;
export const object = z.record(z.string(), json);
export type Event = z.infer<typeof object>;

/** The signer of a key, by its id. */
export type Keys = Map<string, Signer>;

/** Signs for a key that the test does not hold. */
const stranger = keyOf('a stranger').signer;

/** A change to an event after it got its place and before it is signed. */
export type Late = (event: Event, index: number) => Event;

export interface Sealed {
  readonly events: readonly Event[];
  readonly stored: readonly StoredEvent[];
}

/** Makes a ledger of events: numbered, chained, canonical, hashed and signed with the key that each of them names. */
export function seal(drafts: readonly Json[], keys: Keys, late: Late = (event) => event): Sealed {
  let desk: string | null = null;
  let previousHash: string | null = null;
  const events: Event[] = [];
  const stored: StoredEvent[] = [];
  for (const [index, draft] of drafts.entries()) {
    const sequence = index + 1;
    const event = late({ ...object.parse(draft), sequence, desk, previousHash }, index);
    const bytes = Buffer.from(canonicalJson(event), 'utf8');
    const hash = sha256(bytes);
    const signature = (keys.get(String(event.key)) ?? stranger).sign(hash);
    events.push(event);
    stored.push({ sequence, bytes, hash, signature });
    previousHash = hash.toString('hex');
    desk ??= previousHash;
  }
  return { events, stored };
}
