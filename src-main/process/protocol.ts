import { z } from 'zod';
import { topics } from '#contract/names.ts';
import { personId } from '#contract/scalars.ts';

// The messages between the main process and the desk process. Each side parses what the other one posts: a mistake is found where the
// message arrives, by name, and not later as a missing field.

/** Names a window for as long as it is open. The main process gives it out; the desk process keeps who is signed in there. */
const place = z.int();

/** Who is signed in in a window; `locked`: who was, before it was locked. At most one of the two is set. */
const sitting = z.strictObject({ place, person: personId.nullable(), locked: personId.nullable() });
export type Sitting = z.output<typeof sitting>;

/** What the desk process is started with, beside the port for everything else. */
export const startMessage = z.strictObject({
  /** The folder to open. */
  directory: z.string(),
  /** The folder proposed for a new desk. */
  home: z.string(),
  /** Open a training workspace there without asking. */
  training: z.boolean(),
  /** The file of the fault log. */
  faults: z.string(),
  /** Whether this machine has a key store worth the name. */
  keyStore: z.boolean(),
  /** For tests: write every text in the pseudo-locale. */
  pseudoTexts: z.boolean(),
  /** Who was signed in when the process before this one ended. */
  sitting: z.array(sitting),
});
export type StartMessage = z.output<typeof startMessage>;

/** A page with something that must not pass through the window, to be printed or saved. */
const printedPage = z.strictObject({
  title: z.string(),
  text: z.array(z.string()),
  fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  file: z.strictObject({ name: z.string(), text: z.string() }),
});

/** What only the main process can do, and answers. */
export const wish = z.discriminatedUnion('for', [
  /** Protect a text with the system's key store; answers bytes. */
  z.strictObject({ for: z.literal('protect'), text: z.string() }),
  /** The text that the key store protected; null when it was another user or machine. */
  z.strictObject({ for: z.literal('reveal'), bytes: z.instanceof(Uint8Array) }),
  /** Ask the person for a folder; null when they choose none. */
  z.strictObject({ for: z.literal('folder') }),
]);
export type Wish = z.output<typeof wish>;

/** What each wish is answered with. */
export const granted = {
  protect: z.instanceof(Uint8Array),
  reveal: z.string().nullable(),
  folder: z.string().nullable(),
} as const;

/** From the main process to the desk process. */
export const toDesk = z.discriminatedUnion('is', [
  /** A call of a verb of the contract; the bridge has checked where it came from, and the desk checks the rest. */
  z.strictObject({
    is: z.literal('call'),
    id: z.int(),
    place,
    area: z.string(),
    verb: z.string(),
    input: z.unknown().optional(),
  }),
  /** The window was closed, and with it ends the session there. */
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
  /** The process hears calls from now on. */
  z.strictObject({ is: z.literal('up') }),
  /** The answer to a call, as the JSON text that the window gets. */
  z.strictObject({ is: z.literal('answer'), id: z.int(), text: z.string() }),
  z.strictObject({ is: z.literal('changed'), topics: z.array(z.enum(topics)) }),
  /** Who is signed in where, and after how many minutes without a touch to lock (null: there is nothing to lock). Comes before the answer that tells of it. */
  z.strictObject({ is: z.literal('sitting'), sitting: z.array(sitting), lockAfterMinutes: z.number().nullable() }),
  z.strictObject({ is: z.literal('show'), page: printedPage }),
  z.strictObject({ is: z.literal('hide') }),
  /** Have the next start open this folder; null: none. */
  z.strictObject({ is: z.literal('remember'), directory: z.string().nullable() }),
  z.strictObject({ is: z.literal('wish'), id: z.int(), wish }),
  /** The workspace is closed: nothing is under way any more. */
  z.strictObject({ is: z.literal('closed') }),
]);
export type ToMain = z.output<typeof toMain>;
