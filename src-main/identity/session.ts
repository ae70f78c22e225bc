import type { PersonId } from '#contract/scalars.ts';
import type { Signer } from '../ledger/keys.ts';

/** An open key, and when it closes (milliseconds since 1970, by the wall clock). */
interface OpenKey {
  readonly signer: Signer;
  readonly until: number;
}

/**
 * The session of a window or command line: who is signed in, and their opened key. The key exists only here, and is dropped when it
 * expires, on locking and on signing out.
 */
export class Session {
  #person: PersonId | null = null;
  /** The key with which the person signed in; null for a persona of a training workspace. */
  #keyId: string | null = null;
  #open: OpenKey | null = null;
  #locked: PersonId | null = null;

  /** Who is signed in. */
  get person(): PersonId | null {
    return this.#person;
  }

  /** The id of the key with which that person signed in; null for a persona. */
  get keyId(): string | null {
    return this.#keyId;
  }

  /** Who was signed in when the session was locked; null when it is not locked. */
  get locked(): PersonId | null {
    return this.#locked;
  }

  /** Signs in a persona of a training workspace. */
  become(person: PersonId): void {
    this.#signIn(person, null);
  }

  /** Signs in a person with their opened key, or opens it again. */
  open(person: PersonId, signer: Signer, until: number): void {
    this.#signIn(person, signer.key.id);
    this.#open = { signer, until };
  }

  /** The open key at a time of the wall clock, in milliseconds; null when it is closed. */
  signer(now: number): Signer | null {
    if (this.#open !== null && now >= this.#open.until) this.#open = null;
    return this.#open?.signer ?? null;
  }

  /** When the key closes; null when it is closed. */
  openUntil(now: number): number | null {
    return this.signer(now) === null ? null : (this.#open?.until ?? null);
  }

  /** Closes an open key at `until` at the latest. */
  closeBy(until: number): void {
    if (this.#open !== null && this.#open.until > until) this.#open = { ...this.#open, until };
  }

  /** Closes the key and remembers who may unlock the session. Returns whether anyone was signed in. */
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

  /** Signs out. */
  leave(): void {
    this.#person = null;
    this.#keyId = null;
    this.#open = null;
    this.#locked = null;
  }

  #signIn(person: PersonId, keyId: string | null): void {
    this.leave();
    this.#person = person;
    this.#keyId = keyId;
  }
}
