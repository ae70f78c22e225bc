import type { PublicKey } from '#contract/eventShapes.ts';
import type { Fact } from '#contract/events.ts';
import { type PersonId, personId } from '#contract/scalars.ts';
import type { WorkspaceKind } from '#contract/session.ts';
import { NEWEST_RULES } from '../engine/rules.ts';
import { keyPairOfCode, makeCode } from '../identity/code.ts';
import { makeKeyPair } from '../identity/keypair.ts';
import { keepDeskKey, type SystemKeyStore } from '../identity/keys/desk.ts';
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
 * `admin`. `at` is the moment of it. Founding twice changes nothing.
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
  /** Strong enough, and chosen by the founder. */
  readonly passphrase: string;
  readonly keyStore: SystemKeyStore | null;
}

/** What came of founding a real desk; the code stands on the recovery kit, to be shown once and kept nowhere. */
export type Founded = { readonly ok: true; readonly recoveryCode: string } | { readonly ok: false };

/**
 * Founds a real desk in a workspace that has none: keys of its own, the first admin's sealed with the passphrase, and a recovery kit. Not
 * ok when somebody else has just founded one there.
 */
export async function foundReal(
  store: Store,
  directory: string,
  environment: Environment,
  { name, founder, passphrase, keyStore }: RealFounding,
): Promise<Founded> {
  const desk = makeKeyPair();
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
    // Before the transaction is committed: a desk without its keys would be of no use to anybody.
    keepDeskKey(directory, desk.signer.key.id, desk.privateKey, keyStore);
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

// Before there is a desk there is no write turn that could commit.
function commitFirst(tx: WriteTx, head: Head, fact: Fact, at: string, actor: PersonId, signer: Signer): Head {
  const next = append(head, fact, at, actor, signer);
  insertEvent(tx, next.stored);
  project(tx, next.event, next.head.hash ?? '');
  return next.head;
}
