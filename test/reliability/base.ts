import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { playScenario } from '../../src-main/desk/scenario/play.ts';
import { readScenario } from '../../src-main/desk/scenario/read.ts';
import type { KeyPair } from '../../src-main/identity/keypair.ts';
import type { StoredEvent } from '../../src-main/ledger/append.ts';
import { WORKSPACE_FILE } from '../../src-main/store/store.ts';
import { openDesk } from '../desk/support.ts';
import { keyOf } from '../ledger/ledgerBuilder.ts';
import { frozenFile, goneOnWith } from './older.ts';
import { playReal } from './play.ts';
import { type Event, type Json, json, type Keys, object, seal } from './seal.ts';

/** A ledger of which the test holds every private key. */
export interface Base {
  readonly name: string;
  readonly events: readonly Event[];
  readonly keys: Keys;
  readonly stored: readonly StoredEvent[];
  /** The same keys, with their private halves. */
  readonly pairs: ReadonlyMap<string, KeyPair>;
  /** The workspace with the ledger, as a file, with the keys that it had there. */
  readonly file: Buffer;
}

/**
 * Plays a small scenario in a training desk and in a real one, and continues a ledger that 31b0007 has recorded under rules 1. Answers
 * their ledgers.
 */
export async function makeBases(): Promise<readonly Base[]> {
  const scenario = readScenario(readFileSync(join(import.meta.dirname, 'base', 'training.jsonl'), 'utf8'));
  if (!scenario.ok) throw new Error(scenario.message);
  const training = await openDesk();
  await playScenario(training.desk, scenario.lines, ({ line, answer, wanted }) => {
    if (!wanted) throw new Error(`Line ${line}: ${JSON.stringify(answer).slice(0, 600)}`);
  });
  const real = await playReal(join(import.meta.dirname, 'base', 'real.jsonl'));
  const older = transcribed('older', frozenFile());
  const olderFile = await goneOnWith(older.stored, older.pairs, join(import.meta.dirname, 'base', 'older.jsonl'));
  return [
    transcribed('training', join(training.directory, WORKSPACE_FILE)),
    transcribed('real', join(real.directory, WORKSPACE_FILE)),
    transcribed('older', olderFile),
  ];
}

const row = z.object({ bytes: z.instanceof(Uint8Array) });
const key = z.strictObject({ id: z.string(), publicKey: z.string() });

/** The ledger of a file, with its keys replaced by ours: always the same ones. */
export function transcribed(name: string, file: string): Base {
  const database = new Database(file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  const rows = database.prepare('SELECT bytes FROM ledger ORDER BY sequence').all();
  database.close();
  const events = rows.map((one) => object.parse(JSON.parse(Buffer.from(row.parse(one).bytes).toString('utf8'))));
  const ours = new Map<string, KeyPair>();
  const inPlaceOf = (value: Json): Json => {
    const enrolled = key.safeParse(value);
    if (enrolled.success) {
      const pair = ours.get(enrolled.data.id) ?? keyOf(`${name} ${ours.size}`);
      ours.set(enrolled.data.id, pair);
      return { ...pair.signer.key };
    }
    // The replaced key of the desk, by its id.
    if (typeof value === 'string') return ours.get(value)?.signer.key.id ?? value;
    if (Array.isArray(value)) return value.map(inPlaceOf);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, inPlaceOf(json.parse(inner))]));
  };
  const keys: Keys = new Map();
  const replaced = events.map((event) => object.parse({ ...event, data: inPlaceOf(json.parse(event.data)) }));
  for (const pair of ours.values()) keys.set(pair.signer.key.id, pair.signer);
  const signed = replaced.map((event) => ({ ...event, key: ours.get(String(event.key))?.signer.key.id ?? null }));
  const pairs = new Map([...ours.values()].map((pair) => [pair.signer.key.id, pair]));
  return { name, ...seal(signed, keys), keys, pairs, file: readFileSync(file) };
}
