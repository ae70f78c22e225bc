import type { DeskEvent, Fact } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { type KeyPair, makeKeyPair } from '../../../src-main/identity/keypair.ts';
import { append, EMPTY } from '../../../src-main/ledger/append.ts';
import type { Signer } from '../../../src-main/ledger/keys.ts';
import type { WriteConnection } from '../../../src-main/store/connection.ts';
import { project } from '../../../src-main/store/project/project.ts';
import { insertEvent, insertPrivateKey } from '../../../src-main/store/queries/desk.ts';
import type { Random } from './random.ts';

/** Writes a ledger as the desk does, event by event, but in transactions of many events. */
export interface LedgerWriter {
  /**
   * Signs facts in a person's name (null: the desk's own) or with the key of a code or a kit, appends and projects them. `at` is
   * milliseconds since 1970.
   */
  commit(at: number, actor: PersonId | null, facts: readonly Fact[], signer?: Signer): DeskEvent[];
  /** Makes a key pair for a person (null: the desk itself), who signs with it from then on. */
  makeKey(owner: PersonId | null): KeyPair;
  /** Makes the key pair of a code or a kit. */
  makePair(): KeyPair;
  /** A UUIDv7 (RFC 9562) for a moment, in milliseconds since 1970. */
  newId(at: number): string;
  /** Ends the last transaction; a training workspace keeps the new keys. */
  finish(kind: WorkspaceKind): void;
}

/** The number of events in one transaction. */
const BATCH = 20_000;

/** Begins a ledger in a workspace with empty tables. */
export function ledgerWriter(connection: WriteConnection, random: Random): LedgerWriter {
  const { database } = connection;
  const signers = new Map<PersonId | null, Signer>();
  const keys: { readonly pair: KeyPair; readonly owner: PersonId | null }[] = [];
  let head = EMPTY;
  let pending = 0;
  database.exec('BEGIN');

  const signerOf = (actor: PersonId | null): Signer => {
    const signer = signers.get(actor);
    if (!signer) throw new TypeError(`${actor ?? 'The desk'} has no key.`);
    return signer;
  };

  const makePair = (): KeyPair => makeKeyPair((count) => random.bytes(count));

  return {
    commit(at, actor, facts, signer = signerOf(actor)) {
      const time = new Date(at).toISOString();
      return facts.map((fact) => {
        const next = append(head, fact, time, actor, signer);
        insertEvent(connection.tx, next.stored);
        project(connection.tx, next.event, next.head.hash ?? '');
        head = next.head;
        pending += 1;
        if (pending === BATCH) {
          database.exec('COMMIT');
          database.exec('BEGIN');
          pending = 0;
        }
        return next.event;
      });
    },
    makePair,
    makeKey(owner) {
      const pair = makePair();
      signers.set(owner, pair.signer);
      keys.push({ pair, owner });
      return pair;
    },
    newId(at) {
      const time = at.toString(16).padStart(12, '0');
      const hex = (digits: number) =>
        random
          .int(16 ** digits)
          .toString(16)
          .padStart(digits, '0');
      const variant = (8 + random.int(4)).toString(16);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`;
    },
    finish(kind) {
      for (const { pair, owner } of kind === 'training' ? keys : [])
        insertPrivateKey(connection.tx, pair.signer.key.id, owner, pair.privateKey);
      database.exec('COMMIT');
    },
  };
}
