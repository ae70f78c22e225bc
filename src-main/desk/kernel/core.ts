import type { DeskKeyStore } from '../../identity/keys/desk.ts';
import type { Session } from '../../identity/session.ts';
import type { Store } from '../../store/store.ts';
import { type Caches, makeCaches } from './caches.ts';
import { type Changes, makeChanges } from './changes.ts';
import { type Clock, makeClock } from './clock.ts';
import type { Environment } from './environment.ts';
import type { Jobs } from './jobs.ts';
import { type Keys, openKeys } from './keys.ts';
import type { SecureDisplay } from './secureDisplay.ts';

/** What the use cases of one open workspace share. */
export interface Core {
  readonly store: Store;
  /** The folder of the workspace, which also holds its keys. */
  readonly directory: string;
  readonly environment: Environment;
  readonly clock: Clock;
  /** The sessions in which someone may be signed in. */
  readonly sessions: Set<Session>;
  readonly keys: Keys;
  readonly caches: Caches;
  readonly changes: Changes;
  readonly jobs: Jobs;
  readonly secureDisplay: SecureDisplay;
}

export interface CoreOptions extends Pick<Core, 'store' | 'directory' | 'environment' | 'jobs' | 'secureDisplay'> {
  /** The system's key store; null if there is none. */
  readonly keyStore: DeskKeyStore | null;
}

export function makeCore({ store, directory, environment, keyStore, jobs, secureDisplay }: CoreOptions): Core {
  const clock = makeClock(environment);
  const changes = makeChanges();
  keyStore?.onRevealed(() => changes.announce(new Set(['settings', 'session'])));
  return {
    store,
    directory,
    environment,
    clock,
    sessions: new Set(),
    keys: openKeys(directory, keyStore, store.reader, clock),
    caches: makeCaches(store.reader),
    changes,
    jobs,
    secureDisplay,
  };
}
