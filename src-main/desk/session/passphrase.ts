import { sessionInputs } from '#contract/session.ts';
import { keepSealed } from '../../identity/keys/sealed.ts';
import { strengthOf } from '../../identity/strength.ts';
import { transact } from '../transact.ts';
import { notSignedIn, ok, refuse } from '../usecase.ts';
import { whyNotChoose } from './choose.ts';
import { prove, sitDown } from './signIn.ts';
import { anyone, whoeverSits } from './verb.ts';

/** Seals the own key with another passphrase; the key stays the same. */
export const changePassphrase = whoeverSits(
  sessionInputs.changePassphrase,
  async (core, session, person, { passphrase, newPassphrase }) => {
    const weak = await whyNotChoose(newPassphrase, person, 'newPassphrase');
    if (weak) return refuse(weak);
    const proof = await prove(
      core,
      person,
      person.username,
      passphrase,
      'This is not the passphrase that you have now.',
    );
    if (!proof.ok) return refuse(proof.refusal);
    const box = await proof.key.reseal(newPassphrase);
    proof.key.wipe();
    if (session.person !== person.id) return refuse(notSignedIn);
    const view = await sitDown(core, session, person, proof.key.signer);
    await transact(
      core,
      (transaction) => {
        transaction.commit([{ type: 'passphrase.changed', data: { personId: person.id } }], person.id);
        keepSealed(core.directory, box);
      },
      session,
    );
    return view;
  },
);

/** How strong a passphrase is; nobody needs to be signed in to choose one. */
export const strength = anyone(sessionInputs.strength, async (_core, _session, { passphrase, about }) =>
  ok(await strengthOf(passphrase, about)),
);
