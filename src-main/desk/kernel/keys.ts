import type { PersonId } from '#contract/scalars.ts';
import { makeKeyPair, openKey } from '../../identity/keypair.ts';
import {
  adoptDeskKey,
  type DeskKey,
  type DeskKeyKeeper,
  type DeskKeyStore,
  keepNextDeskKey,
  openDeskKey,
  plainDeskKey,
  type SealedDeskKey,
  sealDeskKey,
} from '../../identity/keys/desk.ts';
import { openUsernameMask, type UsernameMask } from '../../identity/keys/usernameMask.ts';
import type { Session } from '../../identity/session.ts';
import type { Signer } from '../../ledger/keys.ts';
import type { ReadDb } from '../../store/connection.ts';
import { loadDesk, loadPrivateKey } from '../../store/queries/desk.ts';
import { deskKeysInForce } from '../../store/queries/keys.ts';
import type { Clock } from './clock.ts';
import { deskKeyMissing, passphraseNeeded, RefusalError } from './refusalError.ts';

/** The keys with which one open workspace signs. */
export interface Keys {
  /**
   * Signs for a person, or for the desk itself (null). In a real workspace a person signs with the key that their session has open; throws
   * {@link RefusalError} if that key is closed.
   */
  signer(db: ReadDb, personId: PersonId | null, session: Session | null): Signer;
  /** Signs for the desk itself; null if its key cannot be opened here. */
  deskSigner(db: ReadDb): Signer | null;
  /** The desk's own key in a real workspace; not ok if it cannot be opened, or if the ledger names another one. */
  deskKey(db?: ReadDb): DeskKey;
  /** Where a new desk key would be stored. */
  readonly deskKeyKeeper: DeskKeyKeeper;
  /** Makes and seals a new desk key for a transaction that may name one: the key store answers later, and a transaction cannot wait. */
  prepareDeskKey(): Promise<void>;
  /** A new desk key: the prepared one, if there is one. */
  newDeskKey(): NewDeskKey;
  /** Stores a new desk key beside the one in use. Call it right before the ledger names the new key. */
  keepNextDeskKey(key: NewDeskKey): void;
  /** Replaces the old desk key by the new one. Call it once the ledger names the new key. */
  adoptDeskKey(replaced: string | null): void;
  /** Replaces an unknown username by a number, under which its failed sign-ins are counted. */
  readonly maskUsername: UsernameMask;
  /** Drops cached keys: a transaction that was rolled back may have created them. */
  dropCached(): void;
}

/** A new key for the desk. `sealed` is null if the key store was not asked in time: a dry run can name such a key, but nothing can store it. */
export interface NewDeskKey {
  readonly signer: Signer;
  readonly sealed: SealedDeskKey | null;
}

export function openKeys(
  directory: string,
  keyStore: DeskKeyStore | null,
  reader: ReadDb,
  clock: Pick<Clock, 'wallMs'>,
): Keys {
  const personas = new Map<string, Signer>();
  let deskKey: DeskKey | null = null;
  let prepared: NewDeskKey | null = null;
  let usernameMask: UsernameMask | null = null;

  const personaSigner = (db: ReadDb, personId: PersonId | null): Signer => {
    const stored = loadPrivateKey(db, personId);
    const cached = stored && personas.get(stored.id);
    if (cached) return cached;
    const opened = stored && openKey(stored.private_key);
    if (!stored || opened?.key.id !== stored.id)
      throw new Error(`The key of ${personId ?? 'the desk'} is missing or is not the enrolled one.`);
    personas.set(stored.id, opened);
    return opened;
  };
  // Another process may have replaced the key, so a key that was opened before is compared with the ledger again.
  const openedDeskKey = (db: ReadDb = reader): DeskKey => {
    const inForce = deskKeysInForce(db);
    if (!deskKey?.ok || !inForce.includes(deskKey.signer.key.id)) deskKey = openDeskKey(directory, keyStore, inForce);
    return deskKey;
  };
  const realSigner = (db: ReadDb, personId: PersonId | null, session: Session | null): Signer => {
    if (personId === null) {
      const own = openedDeskKey(db);
      if (!own.ok) throw new RefusalError(deskKeyMissing(own.message));
      return own.signer;
    }
    const signer = session?.person === personId ? session.signer(clock.wallMs()) : null;
    if (!signer) throw new RefusalError(passphraseNeeded());
    return signer;
  };
  const isReal = (db: ReadDb): boolean => loadDesk(db)?.kind === 'real';

  return {
    signer: (db, personId, session) => (isReal(db) ? realSigner(db, personId, session) : personaSigner(db, personId)),
    deskSigner(db) {
      if (!isReal(db)) return personaSigner(db, null);
      const own = openedDeskKey(db);
      return own.ok ? own.signer : null;
    },
    deskKey: openedDeskKey,
    deskKeyKeeper: keyStore === null ? 'file' : 'system',
    async prepareDeskKey() {
      if (keyStore === null || prepared !== null) return;
      const { signer, privateKey } = makeKeyPair();
      prepared = { signer, sealed: await sealDeskKey(signer.key.id, privateKey, keyStore) };
    },
    newDeskKey() {
      if (prepared !== null) return prepared;
      const { signer, privateKey } = makeKeyPair();
      return { signer, sealed: keyStore === null ? plainDeskKey(signer.key.id, privateKey) : null };
    },
    keepNextDeskKey({ sealed }) {
      if (sealed === null) throw new TypeError('The key store must seal a new desk key before the transaction begins.');
      prepared = null;
      keepNextDeskKey(directory, sealed, deskKeysInForce(reader));
    },
    adoptDeskKey: (replaced) => adoptDeskKey(directory, deskKeysInForce(reader), replaced),
    maskUsername(username) {
      usernameMask ??= openUsernameMask(directory);
      return usernameMask(username);
    },
    dropCached: () => personas.clear(),
  };
}
