import { eventCatalogue } from '#contract/events.ts';
import type { Answer } from '#contract/refusal.ts';
import { type EnrolledDeskKey, sessionInputs } from '#contract/session.ts';
import { refusal } from '../../engine/outcome.ts';
import { enrolDeskKey as decide } from '../../engine/people/keys.ts';
import { makeKeyPair } from '../../identity/keypair.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { deskKeysInForce } from '../../store/queries/keys.ts';
import { commitOr, refuse, type Writing, writes } from '../kernel/usecase.ts';

/** An admin has this workstation make a new key for the desk itself, where the one enrolled is lost or another one lies in its place. */
export const enrolDeskKey = writes(
  sessionInputs.enrolDeskKey,
  { roles: eventCatalogue['deskKey.enrolled'].roles },
  (context): Answer<EnrolledDeskKey> =>
    loadDesk(context.db)?.kind === 'real'
      ? enrolNewDeskKey(context)
      : refuse(
          refusal(
            'FORBIDDEN',
            'A training desk keeps its key in its own file, where no other can take its place; it needs no new one.',
          ),
        ),
);

/** Makes a new key for the desk, keeps it at this workstation, and has the desk sign with it from then on. */
export function enrolNewDeskKey(context: Writing): Answer<EnrolledDeskKey> {
  const { core, db } = context;
  const inForce = deskKeysInForce(db);
  const own = core.keys.deskKey(db);
  // Another workstation may have a key of its own for this desk; only the one from here is replaced.
  const replaces = (own.ok ? own.signer.key.id : inForce[0]) ?? null;
  const { signer, privateKey } = makeKeyPair();
  const keptBy = core.keys.deskKeyKeeper;
  return commitOr(context, decide(signer.key, replaces, inForce), () => {
    // A desk whose ledger names a key that is kept nowhere would be worse off than before.
    context.beforeCommit(() => core.keys.keepNextDeskKey(signer.key.id, privateKey));
    context.afterwards(() => core.keys.adoptDeskKey(replaces));
    return { key: signer.key.id, replaces, keptBy };
  });
}
