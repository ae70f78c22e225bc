import type { LedgerCheck, SavedHead } from '#contract/ledger.ts';
import type { Topic } from '#contract/names.ts';
import type { PolicyImpact } from '#contract/policyImpact.ts';
import type { PersonId, WhatIfId } from '#contract/scalars.ts';
import type { Matcher } from '../engine/policy/match.ts';
import { openKey } from '../identity/keypair.ts';
import {
  adoptDeskKey,
  type DeskKey,
  type DeskKeyKeeper,
  keepNextDeskKey,
  openDeskKey,
  type SystemKeyStore,
} from '../identity/keys/desk.ts';
import { openUsernameMask, type UsernameMask } from '../identity/keys/usernameMask.ts';
import type { Session } from '../identity/session.ts';
import type { Signer } from '../ledger/keys.ts';
import type { ReadDb } from '../store/connection.ts';
import { loadDesk, loadPrivateKey } from '../store/queries/desk.ts';
import { deskKeysInForce } from '../store/queries/keys.ts';
import type { Store } from '../store/store.ts';
import { type KeptCoverage, keptCoverage } from './accounts/coverage.ts';
import { type Clock, makeClock } from './clock.ts';
import type { Environment } from './environment.ts';
import type { ImpactJob } from './policies/impact/preview.ts';
import { keptMatcher } from './policies/matcher.ts';
import type { WhatIfJob } from './policies/whatif/run.ts';
import type { WhatIfRuns } from './policies/whatif/runs.ts';
import { deskKeyMissing, passphraseNeeded, RefusalError } from './refusalError.ts';
import type { SecureDisplay } from './secureDisplay.ts';

/** What the use cases of one open workspace share. */
export interface Core {
  readonly store: Store;
  readonly environment: Environment;
  readonly clock: Clock;
  /** The folder of the workspace, where its keys lie. */
  readonly directory: string;
  /** The places at which somebody sits. */
  readonly sessions: Set<Session>;
  /** Stands for a username that nobody has, where failed sign-ins are counted; see session/throttle.ts. */
  readonly usernameMask: UsernameMask;
  readonly secureDisplay: SecureDisplay;
  /** Checks the whole workspace, against a head that was saved elsewhere if there is one. */
  verify(head: SavedHead | undefined): Promise<LedgerCheck>;
  /** Says what a draft of a policy would do. */
  previewPolicy(job: ImpactJob): Promise<PolicyImpact>;
  /** Runs a draft over the past, for a person, who finds it among the runs. */
  startWhatIf(personId: PersonId, id: WhatIfId, job: WhatIfJob): void;
  readonly whatIfRuns: WhatIfRuns;
  /** The matcher for the active policies of this state of the database. */
  matcher(db: ReadDb): Matcher;
  /** Which accounts an active policy gates. */
  readonly coverage: KeptCoverage;
  /**
   * Signs for a person, or for the desk itself (null). In a real workspace a person signs with the key that they opened at their seat; throws
   * {@link RefusalError} when it is closed.
   */
  signer(db: ReadDb, personId: PersonId | null, session: Session | null): Signer;
  /** Signs for the desk itself; null where its key is not at hand. */
  deskSigner(db: ReadDb): Signer | null;
  /** The desk's own key in a real workspace, if it is one that the ledger names. */
  deskKey(db?: ReadDb): DeskKey;
  /** What would keep a new key of the desk here. */
  readonly deskKeyKeeper: DeskKeyKeeper;
  /** Keeps a new key of the desk beside the one in use; for right before the ledger names it. */
  keepNextDeskKey(id: string, privateKey: Uint8Array): void;
  /** Has that key take the place of the one that it replaces; for once the ledger names it. */
  adoptDeskKey(replaced: string | null): void;
  /** The time of the wall clock, in milliseconds since 1970. */
  wallMs(): number;
  /** Forgets what was cached; what was read in a turn that then failed may never have happened. */
  forget(): void;
  /** Tells every listener what may have changed. */
  announce(topics: ReadonlySet<Topic>): void;
  listen(listener: (topics: readonly Topic[]) => void): () => void;
}

export interface CoreOptions {
  readonly store: Store;
  readonly environment: Environment;
  readonly directory: string;
  readonly keyStore: SystemKeyStore | null;
  readonly secureDisplay: SecureDisplay;
  readonly verify: Core['verify'];
  readonly previewPolicy: Core['previewPolicy'];
  readonly startWhatIf: Core['startWhatIf'];
  readonly whatIfRuns: WhatIfRuns;
}

export function makeCore(options: CoreOptions): Core {
  const { store, environment, directory, keyStore, secureDisplay, verify, previewPolicy, startWhatIf, whatIfRuns } =
    options;
  const signers = new Map<string, Signer>();
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  let deskKey: DeskKey | null = null;
  let usernameMask: UsernameMask | null = null;
  const persona = (db: ReadDb, personId: PersonId | null): Signer => {
    const stored = loadPrivateKey(db, personId);
    const known = stored && signers.get(stored.id);
    if (known) return known;
    const opened = stored && openKey(stored.private_key);
    if (!stored || opened?.key.id !== stored.id)
      throw new Error(`The key of ${personId ?? 'the desk'} is missing or is not the enrolled one.`);
    signers.set(stored.id, opened);
    return opened;
  };
  const wallMs = () => Date.parse(environment.wallClock());
  // Another process may have replaced the key, so even one that was opened before is compared with the ledger.
  const openedDeskKey = (db: ReadDb = store.reader): DeskKey => {
    const inForce = deskKeysInForce(db);
    if (!deskKey?.ok || !inForce.includes(deskKey.signer.key.id)) deskKey = openDeskKey(directory, keyStore, inForce);
    return deskKey;
  };
  const real = (db: ReadDb, personId: PersonId | null, session: Session | null): Signer => {
    if (personId === null) {
      const own = openedDeskKey(db);
      if (!own.ok) throw new RefusalError(deskKeyMissing(own.message));
      return own.signer;
    }
    const signer = session?.person === personId ? session.signer(wallMs()) : null;
    if (!signer) throw new RefusalError(passphraseNeeded);
    return signer;
  };
  const matcher = keptMatcher();
  return {
    store,
    environment,
    directory,
    sessions: new Set(),
    usernameMask: (name) => {
      usernameMask ??= openUsernameMask(directory);
      return usernameMask(name);
    },
    secureDisplay,
    verify,
    previewPolicy,
    startWhatIf,
    whatIfRuns,
    deskKey: openedDeskKey,
    deskKeyKeeper: keyStore === null ? 'file' : 'system',
    keepNextDeskKey: (id, privateKey) =>
      keepNextDeskKey(directory, id, privateKey, keyStore, deskKeysInForce(store.reader)),
    adoptDeskKey: (replaced) => adoptDeskKey(directory, deskKeysInForce(store.reader), replaced),
    wallMs,
    clock: makeClock(environment),
    matcher: (db) => matcher.of(db),
    coverage: keptCoverage(store.reader, (db) => matcher.of(db)),
    signer: (db, personId, session) =>
      loadDesk(db)?.kind === 'real' ? real(db, personId, session) : persona(db, personId),
    deskSigner(db) {
      if (loadDesk(db)?.kind !== 'real') return persona(db, null);
      const own = openedDeskKey(db);
      return own.ok ? own.signer : null;
    },
    forget() {
      signers.clear();
      matcher.forget();
    },
    announce(topics) {
      if (topics.size > 0) for (const listener of listeners) listener([...topics]);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
