import type { PublicKey } from '#contract/eventShapes.ts';
import type { Fact } from '#contract/events.ts';
import { type PersonId, personId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { NEWEST_RULES } from '../engine/rules.ts';
import { keyPairOfCode, makeCode } from '../identity/code.ts';
import { makeKeyPair } from '../identity/keypair.ts';
import { type DeskKeyStore, keepDeskKey, sealDeskKey } from '../identity/keys/desk.ts';
import { keepSealed } from '../identity/keys/sealed.ts';
import { append, EMPTY, type Head } from '../ledger/append.ts';
import type { Signer } from '../ledger/keys.ts';
import type { WriteTx } from '../store/connection.ts';
import { project } from '../store/project/project.ts';
import { insertEvent, insertPrivateKey, loadDesk } from '../store/queries/desk.ts';
import type { Store } from '../store/store.ts';
import type { Environment } from './kernel/environment.ts';
import { exclusively } from './kernel/transact.ts';
import { makeSealedKey } from './session/passphrase.ts';

/** The first person of a desk. */
export interface Founder {
  readonly username: string;
  readonly name: string;
  readonly email: string;
}

/**
 * Founds a training desk in a workspace that has none: the founding event with the keys of the desk and of its first person, the admin
 * `admin`. `at` is the time of founding. Founding again changes nothing.
 */
export function foundTraining(store: Store, environment: Environment, name: string, at: string): Promise<void> {
  return exclusively(store.writer, (tx) => {
    if (loadDesk(tx)) return;
    const desk = makeKeyPair(environment.random);
    const admin = makeKeyPair(environment.random);
    const id = personId.parse(environment.id(at));
    const founder = { username: 'admin', name: 'Admin', email: 'admin@desk.invalid' };
    insertPrivateKey(tx, desk.signer.key.id, null, desk.privateKey);
    insertPrivateKey(tx, admin.signer.key.id, id, admin.privateKey);
    commitFounding(tx, { kind: 'training', name, at, deskKey: desk.signer.key, id, founder, signer: admin.signer });
  });
}

export interface RealFounding {
  readonly name: string;
  readonly founder: Founder;
  /** Chosen by the founder; its strength was checked. */
  readonly passphrase: string;
  readonly keyStore: DeskKeyStore | null;
}

/** The recovery code is shown once, on the recovery kit, and stored nowhere. */
export type Founded = { readonly ok: true; readonly recoveryCode: string } | { readonly ok: false };

/**
 * Founds a real desk in a workspace that has none: a key of the desk, the first admin's key sealed with the passphrase, and a recovery
 * kit. Not ok if another process has just founded one there.
 */
export async function foundReal(
  store: Store,
  directory: string,
  environment: Environment,
  { name, founder, passphrase, keyStore }: RealFounding,
): Promise<Founded> {
  const desk = makeKeyPair();
  const sealed = await sealDeskKey(desk.signer.key.id, desk.privateKey, keyStore);
  const { signer, box } = await makeSealedKey(passphrase);
  return exclusively(store.writer, (tx): Founded => {
    if (loadDesk(tx)) return { ok: false };
    const at = environment.wallClock();
    const id = personId.parse(environment.id(at));
    const head = commitFounding(tx, { kind: 'real', name, at, deskKey: desk.signer.key, id, founder, signer });
    const recoveryCode = makeCode('recovery', environment.random);
    const kit = keyPairOfCode('recovery', head.desk ?? '', recoveryCode);
    if (!kit) throw new TypeError('A code that was just made can be read.');
    commitFirst(tx, head, { type: 'recovery.issued', data: { key: kit.signer.key } }, at, id, signer);
    // Stored before the commit: a desk whose keys were not stored could never be used.
    keepDeskKey(directory, sealed);
    keepSealed(directory, box);
    return { ok: true, recoveryCode };
  });
}

interface Founding {
  readonly kind: WorkspaceKind;
  readonly name: string;
  readonly at: string;
  readonly deskKey: PublicKey;
  readonly id: PersonId;
  readonly founder: Founder;
  readonly signer: Signer;
}

function commitFounding(tx: WriteTx, { kind, name, at, deskKey, id, founder, signer }: Founding): Head {
  const admin = { id, ...founder, key: signer.key };
  return commitFirst(
    tx,
    EMPTY,
    { type: 'desk.founded', data: { kind, name, deskKey, admin, rules: NEWEST_RULES } },
    at,
    id,
    signer,
  );
}

// A transaction (kernel/transaction.ts) needs a founded desk, so the first facts are recorded here.
function commitFirst(tx: WriteTx, head: Head, fact: Fact, at: string, actor: PersonId, signer: Signer): Head {
  const next = append(head, fact, at, actor, signer);
  insertEvent(tx, next.stored);
  project(tx, next.event, next.head.hash ?? '');
  return next.head;
}
