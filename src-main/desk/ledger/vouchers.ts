import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Transferable as Movable, Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { StoredEvent } from '../../ledger/append.ts';
import { ENTERED, publicKeysLikelyIn, VOUCHED, type Voucher, voucher } from '../../ledger/vouch.ts';
import type { Vouchers } from '../../store/integrity/readAhead.ts';
import { isEvidentlyEntered } from '../authorization/entered.ts';

/** Most threads that vouch for events: one thread projects and judges them, and keeps about three busy. */
const MOST_THREADS = 3;

const HASH_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Events for a thread, in transferred buffers: `lengths` has the size of each event; the other buffers hold one event after another. */
const vouchBatch = z.strictObject({
  id: z.int(),
  keysLater: z.boolean(),
  keys: z.array(z.string()),
  lengths: z.instanceof(Uint32Array),
  bytes: z.instanceof(Uint8Array),
  hashes: z.instanceof(Uint8Array),
  signatures: z.instanceof(Uint8Array),
});

type VouchBatch = z.infer<typeof vouchBatch>;

/** Asks a thread to judge all keys that were left for later. The answer is 1 if each proves something. */
const keysQuestion = z.strictObject({ id: z.int(), judgeKeys: z.literal(true) });

/** The answer of a thread for each event. */
const vouchedAnswer = z.strictObject({ id: z.int(), vouched: z.instanceof(Uint8Array) });

/** The answer as the thread posts it, in a buffer that can be transferred. */
interface Vouched {
  readonly id: number;
  readonly vouched: Uint8Array<ArrayBuffer>;
}

/**
 * Threads that vouch for events (ledger/vouch.ts), beside the one that judges them. `folder` has the built workers. A thread that ends
 * early vouches for nothing.
 */
export function startVouchers(
  folder: string,
  threads = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
): Vouchers {
  const pool = Array.from({ length: threads }, () => thread(join(folder, 'vouch.worker.js')));
  let next = 0;
  const learn = (keys: readonly string[]): void => {
    for (const one of pool) one.learn(keys);
  };
  return {
    threads,
    learn,
    vouch(events, keysLater) {
      const keys = events.flatMap(({ bytes }) => publicKeysLikelyIn(bytes));
      if (keys.length > 0) learn(keys);
      const turn = pool[next % pool.length];
      next += 1;
      return turn ? turn.vouch(events, keysLater) : Promise.resolve(new Uint8Array(events.length));
    },
    async keysAreSound() {
      return (await Promise.all(pool.map((one) => one.keysAreSound()))).every(Boolean);
    },
    async close() {
      await Promise.all(pool.map((one) => one.end()));
    },
  };
}

/** Starts the threads for some work, and ends them after it. Without a folder of built workers, the work gets no threads. */
export async function sharingWork<T>(
  folder: string | undefined,
  work: (vouchers: Vouchers | undefined) => Promise<T>,
): Promise<T> {
  const vouchers = folder === undefined ? undefined : startVouchers(folder);
  try {
    return await work(vouchers);
  } finally {
    await vouchers?.close();
  }
}

interface Thread {
  learn(keys: readonly string[]): void;
  vouch(events: readonly StoredEvent[], keysLater: boolean): Promise<Uint8Array>;
  /** False if the thread has ended. */
  keysAreSound(): Promise<boolean>;
  end(): Promise<unknown>;
}

function thread(script: string): Thread {
  const worker = new Worker(script);
  const waiting = new Map<number, (vouched: Uint8Array) => void>();
  let unknown: string[] = [];
  let last = 0;
  let ended = false;
  const end = () => {
    ended = true;
    for (const answer of waiting.values()) answer(new Uint8Array());
    waiting.clear();
  };
  worker.on('message', (message) => {
    const { id, vouched } = vouchedAnswer.parse(message);
    waiting.get(id)?.(vouched);
    waiting.delete(id);
  });
  worker.on('error', end);
  worker.on('exit', end);
  const asked = (question: VouchBatch | z.infer<typeof keysQuestion>, moved: Movable[]): Promise<Uint8Array> =>
    new Promise((resolve) => {
      waiting.set(question.id, resolve);
      worker.postMessage(question, moved);
    });
  return {
    learn(keys) {
      unknown.push(...keys);
    },
    vouch(events, keysLater) {
      if (ended) return Promise.resolve(new Uint8Array());
      last += 1;
      const { batch, moved } = packed({ id: last, keysLater, keys: unknown }, events);
      unknown = [];
      return asked(batch, moved);
    },
    async keysAreSound() {
      if (ended) return false;
      last += 1;
      const [sound] = await asked({ id: last, judgeKeys: true }, []);
      return sound === 1;
    },
    end: () => worker.terminate(),
  };
}

function packed(question: Pick<VouchBatch, 'id' | 'keysLater' | 'keys'>, events: readonly StoredEvent[]) {
  const lengths = new Uint32Array(events.length);
  const hashes = new Uint8Array(events.length * HASH_BYTES);
  const signatures = new Uint8Array(events.length * SIGNATURE_BYTES);
  const bytes = new Uint8Array(events.reduce((sum, event) => sum + event.bytes.length, 0));
  let at = 0;
  for (const [place, event] of events.entries()) {
    lengths[place] = event.bytes.length;
    bytes.set(event.bytes, at);
    // A hash or signature of another length stays zero, so the thread does not vouch for it.
    if (event.hash.length === HASH_BYTES) hashes.set(event.hash, place * HASH_BYTES);
    if (event.signature.length === SIGNATURE_BYTES) signatures.set(event.signature, place * SIGNATURE_BYTES);
    at += event.bytes.length;
  }
  const batch: VouchBatch = { ...question, lengths, bytes, hashes, signatures };
  const moved: Movable[] = [lengths.buffer, bytes.buffer, hashes.buffer, signatures.buffer];
  return { batch, moved };
}

/** What a thread does. */
export interface VoucherThread {
  /** Answers a message. */
  answer(message: unknown): Vouched;
  /** Judges a key that was left for later. Whether there was one. */
  judgeKey(): boolean;
}

export function voucherThread(): VoucherThread {
  const known = voucher();
  let sound = true;
  const judgeKey = (): boolean => {
    const judged = known.judgeKey();
    if (judged === false) sound = false;
    return judged !== null;
  };
  return {
    judgeKey,
    answer(message) {
      const question = z.union([vouchBatch, keysQuestion]).parse(message);
      if ('keys' in question) return vouchFor(known, question);
      while (judgeKey());
      return { id: question.id, vouched: Uint8Array.of(sound ? 1 : 0) };
    },
  };
}

function vouchFor(known: Voucher, { id, keysLater, keys, lengths, bytes, hashes, signatures }: VouchBatch): Vouched {
  known.learn(keys);
  const vouched = new Uint8Array(lengths.length);
  let at = 0;
  for (const [place, length] of lengths.entries()) {
    const event = {
      bytes: bytes.subarray(at, at + length),
      hash: hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES),
      signature: signatures.subarray(place * SIGNATURE_BYTES, (place + 1) * SIGNATURE_BYTES),
    };
    const read = known.vouchFor(event, keysLater);
    if (read !== null) vouched[place] = isEvidentlyEntered(read) ? ENTERED : VOUCHED;
    at += length;
  }
  return { id, vouched };
}
