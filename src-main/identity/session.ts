import type { PersonId } from '#contract/scalars.ts';
import type { Signer } from '../ledger/keys.ts';

/** Whose key is open, and until when (milliseconds since 1970, by the wall clock). */
interface OpenKey {
  readonly signer: Signer;
  readonly until: number;
}

/**
 * A place at the desk, a window or a command line, and who sits there. The key that they opened with their passphrase lives here and nowhere
 * else, and is dropped when it is closed, when the place is locked, and when they leave.
 */
export class Session {
  #person: PersonId | null = null;
  /** The key that the person proved to have; null for a persona of a training workspace, who proves nothing. */
  #keyId: string | null = null;
  #open: OpenKey | null = null;
  #locked: PersonId | null = null;

  /** Who sits here. */
  get person(): PersonId | null {
    return this.#person;
  }

  /** The id of the key with which that person signed in; null for a persona. */
  get keyId(): string | null {
    return this.#keyId;
  }

  /** Who sat here when the place was locked; null when it is not locked. */
  get locked(): PersonId | null {
    return this.#locked;
  }

  /** A persona of a training workspace sits down. */
  become(person: PersonId): void {
    this.#sit(person, null);
  }

  /** Somebody who opened their key sits down, or opens it again. */
  open(person: PersonId, signer: Signer, until: number): void {
    this.#sit(person, signer.key.id);
    this.#open = { signer, until };
  }

  /** The open key at a time of the wall clock, in milliseconds; null when it is closed. */
  signer(now: number): Signer | null {
    if (this.#open !== null && now >= this.#open.until) this.#open = null;
    return this.#open?.signer ?? null;
  }

  /** Until when the key stays open; null when it is closed. */
  openUntil(now: number): number | null {
    return this.signer(now) === null ? null : (this.#open?.until ?? null);
  }

  /** Has an open key close earlier, if it would stay open for longer. */
  closeBy(until: number): void {
    if (this.#open !== null && this.#open.until > until) this.#open = { ...this.#open, until };
  }

  /** Closes the key and remembers who may come back. Answers whether somebody sat here. */
  lock(): boolean {
    const person = this.#person;
    if (person === null) return false;
    this.lockFor(person);
    return true;
  }

  /** Nobody sits here, and this person may come back. */
  lockFor(person: PersonId): void {
    this.leave();
    this.#locked = person;
  }

  /** Whoever sits here leaves. */
  leave(): void {
    this.#person = null;
    this.#keyId = null;
    this.#open = null;
    this.#locked = null;
  }

  #sit(person: PersonId, keyId: string | null): void {
    this.leave();
    this.#person = person;
    this.#keyId = keyId;
  }
}
