import { z } from 'zod';
import { t } from '#texts/texts.ts';
import type { Refusal } from './refusal.ts';
import {
  email,
  flag,
  type GroupId,
  name,
  newUsername,
  oneOf,
  type PersonId,
  type PolicyId,
  page,
  personId,
  type RequestId,
  says,
  searchText,
  version,
} from './scalars.ts';

export const roles = ['admin', 'member', 'auditor'] as const;
export const personStatuses = ['enabled', 'disabled'] as const;
export const keyStates = ['none', 'invited', 'lapsed', 'enrolled'] as const;
export type Role = (typeof roles)[number];
export type KeyState = (typeof keyStates)[number];
export type PersonStatus = (typeof personStatuses)[number];

const role = z.enum(roles, oneOf(roles));

/** Most characters of one import; far more than its rows need. */
export const MAX_IMPORT_CHARACTERS = 2_000_000;
/** Most people in one import: an import is one transaction, and all other writes wait for it. */
export const MAX_IMPORT_ROWS = 5_000;

/** The shortest and the longest time for which a one-time code can be used, in seconds: 1 hour to 7 days (docs/rules.md#identity-and-trust). */
export const MIN_CODE_SECONDS = 3_600;
export const MAX_CODE_SECONDS = 7 * 86_400;
/** Most one-time codes at once: as many as one proposal has changes. */
export const MAX_CODES = 500;

const csv = z.strictObject({
  csv: z.string(says('input.csvText')).max(MAX_IMPORT_CHARACTERS, says('input.fileMax')),
});

/** Accepts a name that looks like another one in another script; without it such a name is refused with LOOKS_ALIKE. */
const evenIfAlike = flag.optional();

const codeIds = z
  .array(personId, says('input.idList'))
  .min(1, says('input.codesMin'))
  .max(MAX_CODES, says('input.codesMax'))
  .superRefine((ids, context) => {
    const twice = ids.findIndex((id, at) => ids.indexOf(id) < at);
    if (twice >= 0) context.addIssue({ code: 'custom', path: [twice], message: t('input.personTwice') });
  });

const codeSeconds = z
  .int(says('input.wholeSeconds'))
  .min(MIN_CODE_SECONDS, says('input.codeSecondsMin'))
  .max(MAX_CODE_SECONDS, says('input.codeSecondsMax'))
  .optional();

/** The `sequence` of a plan; the import is then refused if people or groups changed since. */
const sequence = z.int(says('input.wholeNumber')).min(0, says('input.eventMin')).optional();

/** What any build has taken for a new person: earlier ones took every name as a username. */
export const everTaken = z.strictObject({ username: name, name, email, role, evenIfAlike });

export const peopleInputs = {
  create: everTaken.extend({ username: newUsername }),
  update: z.strictObject({
    id: personId,
    version: version.optional(),
    name: name.optional(),
    email: email.optional(),
    role: role.optional(),
    evenIfAlike,
  }),
  disable: z.strictObject({ id: personId }),
  enable: z.strictObject({ id: personId }),
  list: z.strictObject({
    text: searchText.optional(),
    status: z.enum(personStatuses, oneOf(personStatuses)).optional(),
    /** Only people with this state of their key; for admins. */
    key: z.enum(keyStates, oneOf(keyStates)).optional(),
    ...page,
  }),
  enrolments: z.strictObject({ ...page }),
  issueCode: z.strictObject({ id: personId }),
  issueCodes: z.strictObject({ ids: codeIds, validSeconds: codeSeconds }),
  previewDisable: z.strictObject({ id: personId }),
  previewRole: z.strictObject({ id: personId, role }),
  checkImport: csv,
  import: csv.extend({ sequence, evenIfAlike }),
};

export interface Person {
  readonly id: PersonId;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly status: PersonStatus;
  /** Counts from 1; each change of name, e-mail address or role makes the next one. */
  readonly version: number;
  /** Present when another person, also a disabled one, has the same folded name; sentences then add the username. */
  readonly nameIsShared?: true;
}

/** A person as named inside other answers. */
export type PersonName = Pick<Person, 'id' | 'username' | 'name' | 'nameIsShared'>;
export type PersonContact = PersonName & Pick<Person, 'email'>;

/**
 * The state of a person's key. `none`: no code was issued yet; `invited`: a code waits to be used; `lapsed`: it was not
 * used in time; `enrolled`: signs with a key of their own.
 */
export interface Enrolment {
  readonly personId: PersonId;
  readonly state: KeyState;
  /** When the code expires or expired; null without one. */
  readonly codeExpiresAt: string | null;
  /** When the key in use was made; null without one. */
  readonly enrolledAt: string | null;
  /** When an admin last reset the key; null if nobody ever did. */
  readonly resetAt: string | null;
}

/** A one-time code was issued; the code itself is shown on a page of its own and never answered. */
export interface IssuedCode {
  readonly personId: PersonId;
  readonly expiresAt: string;
  /** Whether this took an earlier key out of use. */
  readonly reset: boolean;
}

/** One-time codes for several people, in the order of the call; the codes themselves are on one printed page. */
export interface IssuedCodes {
  readonly codes: readonly IssuedCode[];
}

/** What disabling a person, or making them an auditor, would end now. Other changes of role end nothing. */
export interface PersonConsequences {
  /** Why it would be refused; null when it would not. */
  readonly refusal: Refusal | null;
  /** Own open requests that would be cancelled, and own access that would end. */
  readonly cancelled: readonly {
    readonly id: RequestId;
    readonly number: number;
    readonly resource: string;
    readonly account: string;
  }[];
  readonly revoked: number;
  /** Open requests of others that could no longer be completed. */
  readonly stuck: readonly { readonly id: RequestId; readonly number: number; readonly because: string }[];
  /** Active policies that name the person, and groups that they are in. */
  readonly policies: readonly { readonly id: PolicyId; readonly name: string }[];
  readonly groups: readonly { readonly id: GroupId; readonly name: string }[];
}

export interface ImportRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly username: string;
  readonly action: 'create' | 'update' | 'unchanged';
  /** What changes, in words: `name: Al → Alan`, `joins managers`. */
  readonly changes: readonly string[];
}

export interface ImportProblem {
  readonly line: number;
  readonly message: string;
}

/** The effect of an import. A file with problems is not imported. */
export interface ImportPlan {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly ImportProblem[];
  /** Names that look like others in another script. The import is refused with LOOKS_ALIKE unless `evenIfAlike` is set. */
  readonly alike: readonly ImportProblem[];
  /** The newest event about people or groups; pass it to `people.import`. */
  readonly sequence: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}
