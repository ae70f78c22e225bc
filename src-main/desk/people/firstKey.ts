import type { Fact } from '#contract/events.ts';
import type { PersonId } from '#contract/scalars.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import { insertPrivateKey, loadDesk } from '../../store/queries/desk.ts';
import type { Writing } from '../usecase.ts';

/**
 * The key of somebody new, to be committed right after them. A training workspace makes everybody's key pair at once and keeps it unsealed:
 * nothing made in it passes for real. In a real one nobody has a key until they enrol with a one-time code, so there are no facts.
 */
export function firstKey({ core, db }: Pick<Writing, 'core' | 'db'>, id: PersonId): readonly Fact[] {
  if (loadDesk(db)?.kind !== 'training') return [];
  const { signer, privateKey } = makeKeyPair(core.environment.random);
  insertPrivateKey(db, signer.key.id, id, privateKey);
  return [{ type: 'key.enrolled', data: { personId: id, key: signer.key } }];
}
