import { personId } from '../../src-preload/contract/scalars.ts';
import { makeKeyPair } from '../identity/keypair.ts';
import { append, EMPTY } from '../ledger/append.ts';
import { project } from '../store/project/project.ts';
import { insertEvent, insertPrivateKey, loadDesk } from '../store/queries/desk.ts';
import type { Store } from '../store/store.ts';
import type { Source } from './source.ts';
import { exclusively } from './transact.ts';

/**
 * Founds a training desk in a workspace that has none: the founding event with the keys of the desk and of its first person, the admin
 * `admin`. `at` is the moment of it. Founding twice changes nothing.
 */
export function foundTraining(store: Store, source: Source, name: string, at: string): Promise<void> {
  return exclusively(store.writer, (tx) => {
    if (loadDesk(tx)) return;
    const desk = makeKeyPair(source.random);
    const admin = makeKeyPair(source.random);
    const id = personId.parse(source.id(at));
    const person = { id, username: 'admin', name: 'Admin', email: 'admin@desk.invalid', key: admin.signer.key };
    const founded = append(
      EMPTY,
      { type: 'desk.founded', data: { kind: 'training', name, deskKey: desk.signer.key, admin: person } },
      at,
      id,
      admin.signer,
    );
    insertPrivateKey(tx, desk.signer.key.id, null, desk.privateKey);
    insertPrivateKey(tx, admin.signer.key.id, id, admin.privateKey);
    insertEvent(tx, founded.stored);
    project(tx, founded.event, founded.head.hash ?? '');
  });
}
