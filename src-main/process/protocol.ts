import { z } from 'zod';
import { topics } from '#contract/names.ts';
import { personId } from '#contract/scalars.ts';
import { openedDesk, rememberedDesks } from '#contract/workspace.ts';

// The messages between the main process and the desk process. Each side parses the other's messages, so a mistake is
// found by name where the message arrives, and not later as a missing field.

/** Identifies a window while it is open. The main process assigns it; the desk process keeps the session under it. */
const place = z.int();

/**
 * The person signed in at a window. `locked`: the person signed in before the window was locked. At most one of the two
 * is set.
 */
const sitting = z.strictObject({ place, person: personId.nullable(), locked: personId.nullable() });
export type Sitting = z.output<typeof sitting>;

/** The start message of the desk process, sent with the port for all other messages. */
export const startMessage = z.strictObject({
  /** The folder to open. */
  directory: z.string(),
  /** The folder proposed for a new desk. */
  home: z.string(),
  /** Open a training workspace there without asking. */
  training: z.boolean(),
  /** The file of the fault log. */
  faults: z.string(),
  /** Whether this machine has a secure key store. */
  keyStore: z.boolean(),
  /** For tests: show every text in the pseudo-locale. */
  pseudoTexts: z.boolean(),
  /** Who was signed in when the previous process ended. */
  sitting: z.array(sitting),
});
export type StartMessage = z.output<typeof startMessage>;

const printedStrip = z.strictObject({
  title: z.string(),
  text: z.array(z.string()),
  fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
});

/** A page with a secret that must not pass through the window, for printing or saving. */
const printedPage = printedStrip.extend({
  strips: z.array(printedStrip),
  file: z.strictObject({ name: z.string(), text: z.string() }),
});

/** Requests to the main process for tasks that only it can do. */
export const wish = z.discriminatedUnion('for', [
  /** Protect a text with the system's key store. The answer is bytes. */
  z.strictObject({ for: z.literal('protect'), text: z.string() }),
  /** The text that the key store protected. Null if another user or machine protected it. */
  z.strictObject({ for: z.literal('reveal'), bytes: z.instanceof(Uint8Array) }),
  /** Ask the person for a folder. Null if they choose none. */
  z.strictObject({ for: z.literal('folder') }),
  /** The desks that were opened here lately. */
  z.strictObject({ for: z.literal('recentDesks') }),
  /** Remove a desk from that list. The answer is the list without it. */
  z.strictObject({ for: z.literal('forgottenDesk'), directory: z.string() }),
]);
export type Wish = z.output<typeof wish>;

/** The answer to each kind of wish. */
export const granted = {
  protect: z.instanceof(Uint8Array),
  reveal: z.string().nullable(),
  folder: z.string().nullable(),
  recentDesks: rememberedDesks,
  forgottenDesk: rememberedDesks,
} as const;

/** From the main process to the desk process. */
export const toDesk = z.discriminatedUnion('is', [
  /** A call of a verb of the contract. The bridge has checked its sender; the desk checks the rest. */
  z.strictObject({
    is: z.literal('call'),
    id: z.int(),
    place,
    area: z.string(),
    verb: z.string(),
    input: z.unknown().optional(),
  }),
  /** The window was closed, which ends its session. */
  z.strictObject({ is: z.literal('left'), place }),
  z.strictObject({ is: z.literal('lock') }),
  /** Answers a wish. `failed` is a sentence for the log. */
  z.strictObject({ is: z.literal('granted'), id: z.int(), value: z.unknown().optional() }),
  z.strictObject({ is: z.literal('failed'), id: z.int(), because: z.string() }),
  z.strictObject({ is: z.literal('close') }),
]);
export type ToDesk = z.output<typeof toDesk>;

/** From the desk process to the main process. */
export const toMain = z.discriminatedUnion('is', [
  /** The process accepts calls from now on. */
  z.strictObject({ is: z.literal('up') }),
  /** The answer to a call, as the JSON text for the window. */
  z.strictObject({ is: z.literal('answer'), id: z.int(), text: z.string() }),
  z.strictObject({ is: z.literal('changed'), topics: z.array(z.enum(topics)) }),
  /**
   * Who is signed in where, and after how many minutes without input to lock (null: there is nothing to lock). Sent
   * before the answer of the call that changed it.
   */
  z.strictObject({ is: z.literal('sitting'), sitting: z.array(sitting), lockAfterMinutes: z.number().nullable() }),
  z.strictObject({ is: z.literal('show'), page: printedPage }),
  z.strictObject({ is: z.literal('hide') }),
  /** A desk was opened: make the next start open its folder. Null: no folder. */
  z.strictObject({ is: z.literal('remember'), desk: openedDesk.nullable() }),
  z.strictObject({ is: z.literal('wish'), id: z.int(), wish }),
  /** The workspace is closed, and no call is running any more. */
  z.strictObject({ is: z.literal('closed') }),
]);
export type ToMain = z.output<typeof toMain>;
