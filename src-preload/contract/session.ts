import { z } from 'zod';
import { t } from '#texts/texts.ts';
import type { Person, PersonName } from './people.ts';
import type { RefusalCode } from './refusal.ts';
import { durationSeconds, flag, name, personId, says } from './scalars.ts';

/** Longest passphrase, in characters; the estimator of its strength looks at no more. */
export const MAX_PASSPHRASE_CHARACTERS = 256;
/** Shortest passphrase that can be chosen, in characters. */
export const MIN_PASSPHRASE_CHARACTERS = 12;

/** A passphrase as typed: NFC (RFC 8265, OpaqueString), nothing trimmed. Whether it is strong enough is judged where one is chosen. */
export const passphrase = z
  .string(says('input.text'))
  .max(MAX_PASSPHRASE_CHARACTERS * 6, says('input.tooLong', { max: MAX_PASSPHRASE_CHARACTERS }))
  .transform((text) => text.normalize('NFC'))
  .superRefine((text, context) => {
    if (text === '') context.addIssue({ code: 'custom', message: t('input.passphraseEmpty') });
    if ([...text].length > MAX_PASSPHRASE_CHARACTERS)
      context.addIssue({
        code: 'custom',
        message: t('input.tooLong', { max: MAX_PASSPHRASE_CHARACTERS }),
      });
  });

/** A one-time code as typed from paper: capitals and small letters, spaces and hyphens make no difference. */
const code = z.string(says('input.code')).min(1, says('input.codeEmpty')).max(128, says('input.codeTooLong'));

export const sessionInputs = {
  get: z.strictObject({}),
  become: z.strictObject({ personId }),
  advance: z.strictObject({ seconds: durationSeconds }),
  run: z.strictObject({ running: flag }),
  /** `confirmClock`: the person has seen the time of this machine and confirms it, as far as they may (`session.confirmClock`). */
  signIn: z.strictObject({ username: name, passphrase, confirmClock: flag.optional() }),
  /** First sign-in, or the first after a reset: the code that an admin handed over, and the passphrase chosen. */
  enrol: z.strictObject({ username: name, code, passphrase }),
  /** An admin who lost the passphrase enrols a new key with the code of the recovery kit. */
  recover: z.strictObject({ username: name, code, passphrase }),
  /** Opens the key of the person signed in again, so that they can decide. */
  confirm: z.strictObject({ passphrase, confirmClock: flag.optional() }),
  lock: z.strictObject({}),
  signOut: z.strictObject({}),
  changePassphrase: z.strictObject({ passphrase, newPassphrase: passphrase }),
  /** How strong a passphrase is; `about` are words that a guesser would try first (the own names). */
  strength: z.strictObject({ passphrase, about: z.array(z.string().max(256)).max(8).default([]) }),
  /** An admin vouches for the machine's clock after CLOCK_WENT_BACK or CLOCK_LEAPT. */
  correctClock: z.strictObject({}),
  /** The person signed in confirms that the machine's clock is right after CLOCK_LEAPT: anyone up to 30 days, an admin more. */
  confirmClock: z.strictObject({}),
  /** Makes a new recovery kit and shows it for printing. It replaces all earlier ones. */
  issueKit: z.strictObject({}),
  /** An admin has this workstation make a new key for the desk itself, which replaces the earlier one. */
  enrolDeskKey: z.strictObject({}),
  /** The person signed in has seen an alert. */
  acknowledge: z.strictObject({ sequence: z.int().min(1) }),
};

/** An alert, shown to admins and auditors until each of them has acknowledged it. */
export interface Alert {
  readonly kind: 'recoveryUsed' | 'noRecoveryKit';
  /** The event that it is about. */
  readonly sequence: number;
  readonly at: string;
  readonly message: string;
}

/** The desk's new signing key. */
export interface EnrolledDeskKey {
  /** Its id: the SHA-256 of the public key. */
  readonly key: string;
  /** The id of the replaced key; null if none was in force. */
  readonly replaces: string | null;
  /** Where this workstation keeps it. */
  readonly keptBy: 'system' | 'file';
}

export interface Strength {
  /** 0 (guessed at once) to 4 (very hard to guess), as zxcvbn counts. */
  readonly score: 0 | 1 | 2 | 3 | 4;
  /** Whether it may be chosen here. */
  readonly strongEnough: boolean;
  /** Weaknesses and advice, in sentences. */
  readonly advice: readonly string[];
}

/** Whether decisions here are real or practice. The founding event fixes it. */
export const workspaceKinds = ['real', 'training'] as const;
export type WorkspaceKind = (typeof workspaceKinds)[number];

/** A machine's clock that is far ahead of the ledger. */
export interface ClockLeap {
  /** By how much, in whole seconds. */
  readonly seconds: number;
  /** How many open requests would expire and how many active grants would end. */
  readonly requests: number;
  readonly grants: number;
  /** Whether only an admin may confirm it. */
  readonly takesAdmin: boolean;
  /** Whether the person signed in may confirm it; false when nobody is. */
  readonly mayConfirm: boolean;
}

export interface SessionView {
  /** Who is signed in in this window. */
  readonly person: Person | null;
  readonly workspace: {
    readonly kind: WorkspaceKind;
    readonly name: string;
    /** SHA-256 of the founding event, lower-case hexadecimal. */
    readonly fingerprint: string;
    /** The workspace's clock. */
    readonly now: string;
    /** Whether that clock moves by itself; one of a training workspace stands still until it is told to run. */
    readonly clockRuns: boolean;
    /** Why nothing can be decided until someone vouches for the clock; null when the clock is trusted. */
    readonly clockProblem: Extract<RefusalCode, 'CLOCK_WENT_BACK' | 'CLOCK_LEAPT'> | null;
    /** The time of this machine's own clock; in a training workspace that of the workspace's. */
    readonly machineClock: string;
    /** What would end by the machine's clock once it is confirmed; null unless `clockProblem` is CLOCK_LEAPT. */
    readonly clockLeap: ClockLeap | null;
  };
  /** Who was signed in when this desk was locked; null when it is not locked. */
  readonly locked: PersonName | null;
  /** Until when the key of the person signed in stays open; null when it is closed, and in a training workspace. */
  readonly keyOpenUntil: string | null;
  readonly alerts: readonly Alert[];
  /** The people that one can become in a training workspace; empty in a real one. */
  readonly personas: readonly Person[];
}
