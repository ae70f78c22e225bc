import { sessionInputs } from '#contract/session.ts';
import { keepSealed } from '../../identity/keys/sealed.ts';
import { strengthOf } from '../../identity/strength.ts';
import { transact } from '../transact.ts';
import { no, notSignedIn, ok } from '../usecase.ts';
import { whyNotChoose } from './choose.ts';
import { prove, sitDown } from './signIn.ts';
import { anyone, whoeverSits } from './verb.ts';

/** Seals the own key with another passphrase; the key stays the same. */
export const changePassphrase = whoeverSits(
  sessionInputs.changePassphrase,
  async (core, seat, person, { passphrase, newPassphrase }) => {
    const weak = await whyNotChoose(newPassphrase, person, 'newPassphrase');
    if (weak) return no(weak);
    const proof = await prove(
      core,
      person,
      person.username,
      passphrase,
      'This is not the passphrase that you have now.',
    );
    if (!proof.ok) return no(proof.refusal);
    const box = await proof.key.reseal(newPassphrase);
    proof.key.wipe();
    if (seat.person !== person.id) return no(notSignedIn);
    const session = await sitDown(core, seat, person, proof.key.signer);
    await transact(
      core,
      (turn) => {
        turn.commit([{ type: 'passphrase.changed', data: { personId: person.id } }], person.id);
        keepSealed(core.directory, box);
      },
      seat,
    );
    return session;
  },
);

/** How strong a passphrase is; nobody needs to be signed in to choose one. */
export const strength = anyone(sessionInputs.strength, async (_core, _seat, { passphrase, about }) =>
  ok(await strengthOf(passphrase, about)),
);
