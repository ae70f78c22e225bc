import type { StoredEvent } from '../../ledger/append.ts';
import { build, type Connection } from '../connection.ts';

/** Threads that vouch for events. */
export interface Vouchers {
  readonly threads: number;
  /**
   * Answers {@link VOUCHED} or {@link ENTERED} for each event that is vouched for. Batches are answered in any order; a missing answer
   * vouches for nothing. `keysLater`: whether the keys that events enrol may be judged until {@link keysAreSound}.
   */
  vouch(events: readonly StoredEvent[], keysLater: boolean): Promise<Uint8Array>;
  /** Whether all keys that were left for later prove something. */
  keysAreSound(): Promise<boolean>;
  /** Makes public keys known, in base64url, that events before the first batch brought in. */
  learn(publicKeys: readonly string[]): void;
  close(): Promise<void>;
}

/** How many events are vouched for together, and how many such batches each thread has before it. */
const BATCH = 256;
const BATCHES_AHEAD = 24;

/** Events, and what the threads answered about each ({@link VOUCHED}, {@link ENTERED}). */
export interface Batch {
  readonly events: readonly StoredEvent[];
  readonly vouched: Uint8Array;
}

/** The ledger in batches. Threads, if there are any, vouch for the next ones meanwhile. */
async function* batchesOf(
  connection: Connection,
  vouchers: Vouchers | undefined,
  first: number,
  keysLater: boolean,
): AsyncGenerator<Batch> {
  const all = build.selectFrom('ledger').selectAll().orderBy('sequence');
  // A damaged ledger can have a row before the first number.
  const rows = connection.iterate(first === 1 ? all : all.where('sequence', '>=', first));
  const ahead: { events: StoredEvent[]; vouched: Promise<Uint8Array>; failure: unknown }[] = [];
  const most = vouchers ? vouchers.threads * BATCHES_AHEAD : 1;
  let more = true;
  try {
    while (more || ahead.length > 0) {
      while (more && ahead.length < most) {
        const { events, failure, ended } = nextBatch(rows);
        more = !ended;
        ahead.push({
          events,
          failure,
          vouched: vouchers?.vouch(events, keysLater) ?? Promise.resolve(new Uint8Array()),
        });
      }
      const next = ahead.shift();
      if (!next) return;
      yield { events: next.events, vouched: await next.vouched };
      if (next.failure !== null) throw next.failure;
    }
  } finally {
    rows.return?.();
  }
}

/** The events of a ledger, whose first ones have been read. */
export interface ReadAhead {
  readonly events: AsyncIterable<Batch>;
  end(): Promise<unknown>;
}

/**
 * Reads the events from a number on. The first ones are read at once, so that other threads have work while this one looks at pages and
 * makes tables. `keysLater`: whether the threads may judge keys until they are asked ({@link Vouchers.keysAreSound}).
 */
export function readAhead(
  connection: Connection,
  vouchers: Vouchers | undefined,
  from: number,
  keysLater: boolean,
): ReadAhead {
  const batches = batchesOf(connection, vouchers, from, keysLater);
  const first = batches.next();
  // An error is for the one who needs the batch.
  first.catch(() => undefined);
  const events = async function* (): AsyncGenerator<Batch> {
    const { done, value } = await first;
    if (!done) yield value;
    yield* batches;
  };
  return { events: events(), end: () => batches.return(undefined) };
}

// What could be read before a damaged page is checked before the damage is reported.
function nextBatch(rows: IterableIterator<StoredEvent>): { events: StoredEvent[]; failure: unknown; ended: boolean } {
  const events: StoredEvent[] = [];
  try {
    while (events.length < BATCH) {
      const { done, value } = rows.next();
      if (done) return { events, failure: null, ended: true };
      events.push(storedEvent(value));
    }
    return { events, failure: null, ended: false };
  } catch (failure) {
    return { events, failure, ended: true };
  }
}

// A damaged file can return anything for a blob.
export function storedEvent({ sequence, bytes, hash, signature }: StoredEvent): StoredEvent {
  const blob = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array());
  return { sequence, bytes: blob(bytes), hash: blob(hash), signature: blob(signature) };
}
