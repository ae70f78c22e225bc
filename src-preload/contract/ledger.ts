import { z } from 'zod';
import type { PersonName } from './people.ts';
import {
  flag,
  instant,
  type Page,
  page,
  pattern,
  personId,
  requestId,
  says,
  searchText,
  subjectId,
} from './scalars.ts';

/** A checkpoint kept elsewhere: the ledger of the desk with this founding fingerprint had this event as its newest. */
export const savedHead = z.strictObject({
  desk: z.string().regex(/^[0-9a-f]{64}$/, says('input.fingerprint')),
  sequence: z.int(says('input.wholeNumber')).min(1, says('input.firstEvent')),
  hash: z.string().regex(/^[0-9a-f]{64}$/, says('input.hash')),
  at: instant,
});
export type SavedHead = z.infer<typeof savedHead>;

/** Most types of event in one filter. */
const MAX_TYPES = 100;

const eventType = z
  .string(says('input.eventType'))
  .max(64, says('input.eventTypeTooLong'))
  .regex(/^[a-z][a-zA-Z]*\.[a-zA-Z]+$/, says('input.eventTypeForm'));

export const ledgerInputs = {
  list: z.strictObject({
    type: eventType.optional(),
    types: z
      .array(eventType, says('input.eventTypesMin'))
      .min(1, says('input.eventTypesMin'))
      .max(MAX_TYPES, says('input.eventTypesMax', { max: MAX_TYPES }))
      .optional(),
    /** The actor. */
    personId: personId.optional(),
    subjectId: subjectId.optional(),
    /** Events about this request, and about its grant. */
    requestId: requestId.optional(),
    requestNumber: z.int(says('input.wholeNumber')).min(1, says('input.requestMin')).optional(),
    /** Events about requests for accounts that match these patterns, and about their grants. */
    resource: pattern.optional(),
    account: pattern.optional(),
    text: searchText.optional(),
    from: instant.optional(),
    to: instant.optional(),
    ...page,
  }),
  verify: z.strictObject({ head: savedHead.optional() }),
  startCheck: z.strictObject({ head: savedHead.optional(), fromMark: flag.optional() }),
  check: z.strictObject({}),
  cancelCheck: z.strictObject({}),
  keepMark: z.strictObject({}),
  mark: z.strictObject({}),
  saveHead: z.strictObject({}),
  printCheck: z.strictObject({}),
};

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** What a sentence of the ledger can lead to. */
export const sentenceLinkKinds = ['person', 'group', 'policy', 'request', 'grant', 'proposal'] as const;
export type SentenceLinkKind = (typeof sentenceLinkKinds)[number];

/** What a part of a sentence names. */
export type SentenceTarget =
  | { readonly kind: SentenceLinkKind; readonly id: string }
  | { readonly kind: 'account'; readonly resource: string; readonly account: string };

/** A part of a sentence, by its place in the text, and what it names. */
export type SentenceLink = SentenceTarget & { readonly start: number; readonly end: number };

/** What happened, as a person reads it. */
export interface EventSentence {
  readonly sentence: string;
  /** In the order of the sentence; they do not overlap. */
  readonly links: readonly SentenceLink[];
  /** What the actor wrote; null if nothing. */
  readonly comment: string | null;
}

/** A page of events. */
export interface LedgerPage extends Page<LedgerEvent> {
  /** Whether so much matches a filter that not all of it was searched: the newest 10,000 requests, and 50 people, policies and groups each. */
  readonly capped: boolean;
}

/** An event as shown; `actor` is null where time or the machine caused it. Hashes are lower-case hexadecimal. */
export interface LedgerEvent extends EventSentence {
  readonly sequence: number;
  readonly at: string;
  readonly type: string;
  readonly actor: PersonName | null;
  readonly data: JsonObject;
  /** Why it happened, in words; present only if the desk recorded the reason as a code in `data`. */
  readonly reason?: string;
  readonly hash: string;
  readonly previousHash: string | null;
}

export interface LedgerProblem {
  /** The event; 0 for the workspace as a whole. */
  readonly sequence: number;
  readonly what: string;
}

/** A finding that breaks no rule: events of a person that are dated too late. */
export type LedgerWarning = LedgerProblem;

export interface LedgerCheck {
  readonly ok: boolean;
  readonly length: number;
  /** Hash of the newest event. */
  readonly head: string;
  readonly problems: readonly LedgerProblem[];
  /** They change neither `ok` nor an exit status. */
  readonly warnings: readonly LedgerWarning[];
}

export const checkStates = ['running', 'done', 'cancelled', 'failed'] as const;
export type CheckState = (typeof checkStates)[number];

/** A check of the ledger that a person has started. */
export interface CheckProgress {
  readonly state: CheckState;
  /** When it was started, by the machine's clock. */
  readonly startedAt: string;
  /** The saved head that it checks the ledger against; null for the ledger by itself. */
  readonly head: SavedHead | null;
  /** The event after which it began, and when the person signed that they had verified the ledger up to it; null if it checks every event. */
  readonly from: { readonly sequence: number; readonly at: string } | null;
  /** Why it checks every event although it was asked to begin at the person's mark, in a sentence. */
  readonly notFrom: string | null;
  /** How many of how many events were checked; 0 of 0 until the check has reached the events. */
  readonly checked: number;
  readonly events: number;
  /** About how long the events that are left will take; null if that cannot be told. */
  readonly secondsLeft: number | null;
  /** What it found; null unless it is done. */
  readonly result: LedgerCheck | null;
  /** Why it failed, in a sentence; null unless it did. */
  readonly message: string | null;
  /** Whether `keepMark` can keep what it found: it checked every event, and the ledger was intact. */
  readonly canKeepMark: boolean;
}

/** The mark of a person: up to which event they have verified the ledger, and when they signed that. */
export interface KeptMark {
  /** Null if the mark is not the person's own, or not of this desk. */
  readonly sequence: number | null;
  readonly at: string | null;
  /** Why no check can begin at it, in a sentence; null if one can. */
  readonly why: string | null;
}
