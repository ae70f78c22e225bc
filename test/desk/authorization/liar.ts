import type { DeskEvent, Fact } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { openKey } from '../../../src-main/identity/keypair.ts';
import { append, type StoredEvent } from '../../../src-main/ledger/append.ts';
import type { Signer } from '../../../src-main/ledger/keys.ts';
import { WriteConnection } from '../../../src-main/store/connection.ts';
import { project } from '../../../src-main/store/project/project.ts';
import { insertEvent, loadHead, loadPrivateKey } from '../../../src-main/store/queries/desk.ts';

export interface Odd {
  /** The time of the event; by default that of the newest event. */
  readonly at?: string;
  /** The signer; by default the actor. */
  readonly signer?: Signer;
}

/**
 * An attacker who can write to a workspace file and has the keys of a training desk: adds events as the desk does, numbered, chained, signed
 * and projected, but without asking the engine.
 */
export class Liar {
  readonly #writer: WriteConnection;

  constructor(file: string) {
    this.#writer = WriteConnection.open(file);
  }

  /** The newest event's time. */
  get now(): string {
    return loadHead(this.#writer).at;
  }

  /** The newest event's number. */
  get sequence(): number {
    return loadHead(this.#writer).sequence;
  }

  /** The time a number of seconds after the newest event. */
  after(seconds: number): string {
    return new Date(Date.parse(this.now) + seconds * 1000).toISOString();
  }

  tell(fact: Fact, actor: PersonId | null, odd: Odd = {}): void {
    const { database } = this.#writer;
    const head = loadHead(this.#writer);
    const next = append(head, fact, odd.at ?? head.at, actor, odd.signer ?? this.signer(actor));
    database.exec('BEGIN');
    this.#insert(next.stored, next.event, next.head.hash ?? '');
    database.exec('COMMIT');
  }

  /** The key of a person, or of the desk itself (null). */
  signer(owner: PersonId | null): Signer {
    const kept = loadPrivateKey(this.#writer, owner);
    const signer = kept && openKey(kept.private_key);
    if (!signer) throw new Error(`No key of ${owner} is kept here.`);
    return signer;
  }

  close(): void {
    this.#writer.close();
  }

  // An event that the tables cannot hold is added to the ledger alone.
  #insert(stored: StoredEvent, event: DeskEvent, hash: string): void {
    const { database } = this.#writer;
    insertEvent(this.#writer.tx, stored);
    database.exec('SAVEPOINT projection');
    try {
      project(this.#writer.tx, event, hash);
    } catch {
      database.exec('ROLLBACK TO projection');
    }
    database.exec('RELEASE projection');
  }
}
