import type { ReactNode } from 'react';
import type { FoundStep } from './foundForm.ts';
import classes from './start.module.css';

interface Aside {
  readonly title: string;
  readonly content: ReactNode;
}

/** What is worth knowing beside each step of founding. */
export const asides: Readonly<Record<FoundStep, Aside>> = {
  desk: {
    title: 'What founding does',
    content: (
      <div className={classes.words}>
        <p>
          It makes the first entry of a ledger. Every decision of this desk will be signed and chained to that entry.
        </p>
        <p>
          The fingerprint of the first entry is the fingerprint of the desk. An auditor verifies against it later, so
          that nobody can put another desk in its place.
        </p>
        <p>One desk serves one workstation and everybody who walks up to it.</p>
      </div>
    ),
  },
  admin: {
    title: 'What an admin does',
    content: (
      <div className={classes.words}>
        <p>Keeps policies, people and groups. Being an admin makes nobody an approver: policies name those.</p>
        <p>
          You add everybody else once the desk is founded. Each gets a code for one sign-in, and chooses a passphrase
          that nobody else knows, not even you.
        </p>
        <p>A second admin is a good idea: only another admin can reset your key.</p>
      </div>
    ),
  },
  passphrase: {
    title: 'Why it must be strong',
    content: (
      <div className={classes.words}>
        <p>Your passphrase seals the key with which you sign. The sealed key lies in a file on this machine.</p>
        <p>
          Whoever copies that file can try passphrases for as long as they like; nothing slows them down there. A
          passphrase that is hard to guess is all that protects your signature.
        </p>
        <p>
          Nobody can look it up or reset it for you, except another admin, or you with the recovery kit that is made at
          the end.
        </p>
      </div>
    ),
  },
  review: {
    title: 'What happens next',
    content: (
      <div className={classes.words}>
        <p>The desk is founded, and you are signed in.</p>
        <p>You see its fingerprint. Print it or save it, and keep it away from this machine.</p>
        <p>
          The recovery kit opens on a page of its own. Print it and lock it away: it is the way back in if the
          passphrase of the last admin is lost.
        </p>
      </div>
    ),
  },
};
