import { z } from 'zod';
import type { Needed, TextKey, ValuesOf } from '#texts/catalogue.ts';
import { t } from '#texts/texts.ts';
import { listed } from '#texts/values.ts';

/** The message of a schema, taken from the catalogue when input is refused. */
export const says = <const Key extends TextKey>(key: Key, ...values: Needed<ValuesOf<Key>>) => ({
  error: () => t(key, ...values),
});

/** The message of an enumeration: `This must be inbox or mine.` */
export const oneOf = (choices: readonly string[]) => ({
  error: () => t('input.oneOf', { choices: listed(choices, 'or') }),
});

/** Longest duration of a grant: 365 days, in seconds (docs/rules.md#approval). */
export const MAX_DURATION_SECONDS = 365 * 86_400;
/** Shortest and longest time an open request may wait, in seconds (docs/rules.md#approval). */
export const MIN_PENDING_SECONDS = 60;
export const MAX_PENDING_SECONDS = 30 * 86_400;
export const DEFAULT_PENDING_SECONDS = 86_400;
/** Longest name or pattern and longest free text, in characters (docs/rules.md#names-and-patterns and docs/rules.md#approval). */
export const MAX_NAME_CHARACTERS = 256;
export const MAX_TEXT_CHARACTERS = 4_000;

// A character is at most two UTF-16 units, and normalisation to NFC can at most triple a text. Anything longer cannot be
// valid, and is refused before any work is done on it.
const longest = (characters: number): number => characters * 6;

const characterCount = (text: string): number => [...text].length;

// Characters that show nothing: Default_Ignorable_Code_Point, all blanks, and empty signs of Braille, music and hieroglyphs.
const SHOWS_NOTHING = String.raw`\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\u2800\u{1D159}\u{13441}\u{13442}`;
const invisible = new RegExp(`[${SHOWS_NOTHING}]`, 'u');
const everyInvisible = new RegExp(invisible, 'gu');

/** The number of visible characters of a text. */
export const visibleCharacters = (text: string): number => characterCount(text.replace(everyInvisible, ''));

/** Whether a text has no visible character. */
export const isBlank = (text: string): boolean => visibleCharacters(text) === 0;

const brand = <B extends string>() =>
  z
    .string(says('input.id'))
    .max(64, says('input.idTooLong'))
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, says('input.idForm'))
    .brand<B>();

export const personId = brand<'PersonId'>();
export const groupId = brand<'GroupId'>();
export const policyId = brand<'PolicyId'>();
export const requestId = brand<'RequestId'>();
export const grantId = brand<'GrantId'>();
export const proposalId = brand<'ProposalId'>();
/** A what-if of this desk. No event records it, and it is gone when the desk closes. */
export const whatIfId = brand<'WhatIfId'>();
/** A saved view of this workstation. No event records it. */
export const viewId = brand<'ViewId'>();
/** Shared by the events of one import of accounts. */
export const importId = brand<'ImportId'>();
/** The id of anything an event can be about. */
export const subjectId = brand<'SubjectId'>();

export type PersonId = z.infer<typeof personId>;
export type GroupId = z.infer<typeof groupId>;
export type PolicyId = z.infer<typeof policyId>;
export type RequestId = z.infer<typeof requestId>;
export type GrantId = z.infer<typeof grantId>;
export type ProposalId = z.infer<typeof proposalId>;
export type WhatIfId = z.infer<typeof whatIfId>;
export type ViewId = z.infer<typeof viewId>;
export type ImportId = z.infer<typeof importId>;

/**
 * A name or a pattern: NFC, trimmed, 1 to 256 characters, no control, format, private-use or unassigned surrogate
 * characters, and (since rules 2) none that show nothing but the ordinary space (docs/rules.md#names-and-patterns; docs/decisions/0025).
 */
export const name = z
  .string(says('input.text'))
  .max(longest(MAX_NAME_CHARACTERS), says('input.tooLong', { max: MAX_NAME_CHARACTERS }))
  .transform((text) => text.normalize('NFC').trim())
  .superRefine((text, context) => {
    if (text.length === 0) context.addIssue({ code: 'custom', message: t('input.empty') });
    else if (characterCount(text) > MAX_NAME_CHARACTERS)
      context.addIssue({ code: 'custom', message: t('input.tooLong', { max: MAX_NAME_CHARACTERS }) });
    if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))
      context.addIssue({
        code: 'custom',
        message: t('input.hiddenCharacter'),
      });
    else if (invisible.test(text.replaceAll(' ', '')))
      context.addIssue({
        code: 'custom',
        message: t('input.invisibleCharacter'),
        params: { since: 2 },
      });
  });

/**
 * The username of a new person: a {@link name} of what people can type, letters and digits of any script and `. _ - @ \\ # ' + $ ! ~`.
 * People who have another one keep it, and so do ledgers.
 */
export const newUsername = name.refine(
  (text) => /^[\p{L}\p{M}\p{Nd}._\-@\\#'+$!~]*$/u.test(text),
  says('input.username'),
);

/** A glob pattern as written; its syntax is checked by the engine, which knows the grammar. */
export const pattern = name;

// Bidirectional controls reorder what an approver reads; other format characters (joiners in emoji, say) are harmless in prose.
const forbiddenInText = /[\p{Co}\p{Cs}\u202A-\u202E\u2066-\u2069]|(?![\n\r\t])\p{Cc}/u;

const text = z
  .string(says('input.text'))
  .max(longest(MAX_TEXT_CHARACTERS), says('input.tooLong', { max: MAX_TEXT_CHARACTERS }))
  .transform((value) => value.normalize('NFC').trim())
  .superRefine((value, context) => {
    if (characterCount(value) > MAX_TEXT_CHARACTERS)
      context.addIssue({ code: 'custom', message: t('input.tooLong', { max: MAX_TEXT_CHARACTERS }) });
    if (forbiddenInText.test(value)) context.addIssue({ code: 'custom', message: t('input.controlOrPrivate') });
  });

/** Free text that may be null; blank counts as null, and so does text that shows nothing. */
export const nullableText = text.nullable().transform((value) => (value === null || isBlank(value) ? null : value));

/** Free text that may be left out; blank counts as left out. Answers null then. */
export const optionalText = nullableText.optional().transform((value) => value ?? null);

/** Free text that must say something. */
export const requiredText = text
  .refine((value) => value.length > 0, says('input.empty'))
  .refine((value) => value.length === 0 || !isBlank(value), {
    ...says('input.nothingVisible'),
    params: { since: 2 },
  });

/** The text of a search box. */
export const searchText = z
  .string(says('input.text'))
  .max(longest(MAX_NAME_CHARACTERS), says('input.tooLong', { max: MAX_NAME_CHARACTERS }))
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, says('input.controlCharacter'));

export const email = name.refine((value) => /^[^\s@]+@[^\s@]+$/u.test(value), says('input.email'));

export const durationSeconds = z
  .int(says('input.wholeSeconds'))
  .min(1, says('input.durationMin'))
  .max(MAX_DURATION_SECONDS, says('input.durationMax'));

/** The version of something that a change is based on; a change of another version is refused with STALE. */
export const version = z.int(says('input.wholeNumber')).min(1, says('input.versionMin'));

export const flag = z.boolean(says('input.trueOrFalse'));

/** An instant on entry: ISO 8601 with a zone. Answers the same instant in UTC with milliseconds. */
export const instant = z
  .string(says('input.time'))
  .max(64, says('input.timeTooLong'))
  .pipe(z.iso.datetime({ offset: true, ...says('input.isoTime') }))
  .transform((value) => new Date(value).toISOString())
  // Times are compared as text, and with more than four digits to the year that goes wrong.
  .refine((value) => /^\d{4}-/.test(value), says('input.yearRange'));

/** Which page of a list. `cursor` is what the page before answered as `nextCursor`; `limit` is 1 to 200, 50 if not given. */
export const page = {
  cursor: z.string(says('input.cursor')).max(512, says('input.otherCursor')).optional(),
  limit: z
    .int(says('input.wholeNumber'))
    .min(1, says('input.min', { min: 1 }))
    .max(200, says('input.max', { max: 200 }))
    .default(50),
};

/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}
