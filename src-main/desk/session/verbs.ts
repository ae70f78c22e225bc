import { sessionInputs } from '#contract/session.ts';
import type { UseCase } from '../kernel/usecase.ts';
import { enrolDeskKey } from './deskKey.ts';
import { enrol, recover } from './enrol.ts';
import { oversight } from './oversight.ts';
import { changePassphrase, strength } from './passphrase.ts';
import { confirm, lock, signIn, signOut } from './signIn.ts';
import { become, trainingClock } from './training.ts';
import { publicVerb, type SessionVerb } from './verb.ts';
import { sessionNow } from './view.ts';

/** The verbs that show or change who is signed in. */
export const sessionVerbs: Readonly<Record<string, SessionVerb>> = {
  get: publicVerb(sessionInputs.get, (core, session) => sessionNow(core, session)),
  become,
  signIn,
  enrol,
  recover,
  confirm,
  lock,
  signOut,
  changePassphrase,
  strength,
};

/** The verbs for the person signed in, like those of every other area. */
export const signedInVerbs: Record<string, UseCase<unknown>> = { ...trainingClock, ...oversight, enrolDeskKey };
