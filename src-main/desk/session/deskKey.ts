import { eventCatalogue } from '#contract/events.ts';
import type { Answer } from '#contract/refusal.ts';
import { type EnrolledDeskKey, sessionInputs } from '#contract/session.ts';
import { t } from '#texts/texts.ts';
import { refusal } from '../../engine/outcome.ts';
import { enrolDeskKey as decide } from '../../engine/people/keys.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import { deskKeysInForce } from '../../store/queries/keys.ts';
import { commitOr, refuse, type Writing, writes } from '../kernel/usecase.ts';

/** Makes a new key for the desk itself at this workstation, if the enrolled one is lost or was replaced by another. */
export const enrolDeskKey = writes(
  sessionInputs.enrolDeskKey,
  { roles: eventCatalogue['deskKey.enrolled'].roles, prepare: (core) => core.keys.prepareDeskKey() },
  (context): Answer<EnrolledDeskKey> =>
    loadDesk(context.db)?.kind === 'real'
      ? enrolNewDeskKey(context)
      : refuse(refusal('FORBIDDEN', t('desk.session.noDeskKeyInTraining'))),
);

/** Makes a new key for the desk, stores it at this workstation, and signs with it from then on. */
export function enrolNewDeskKey(context: Writing): Answer<EnrolledDeskKey> {
  const { core, db } = context;
  const inForce = deskKeysInForce(db);
  const own = core.keys.deskKey(db);
  // Another workstation may have its own key for this desk; only this workstation's key is replaced.
  const replaces = (own.ok ? own.signer.key.id : inForce[0]) ?? null;
  const made = core.keys.newDeskKey();
  const { signer } = made;
  const keptBy = core.keys.deskKeyKeeper;
  return commitOr(context, decide(signer.key, replaces, inForce), () => {
    // Stored before the commit: the ledger must not name a key that is stored nowhere.
    context.beforeCommit(() => core.keys.keepNextDeskKey(made));
    context.afterwards(() => core.keys.adoptDeskKey(replaces));
    return { key: signer.key.id, replaces, keptBy };
  });
}
