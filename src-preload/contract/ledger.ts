import { z } from 'zod';
import type { PersonName } from './people.ts';
import { instant, page, personId, subjectId } from './scalars.ts';

export const ledgerInputs = {
  list: z.strictObject({
    type: z
      .string({ error: 'This must be the type of an event.' })
      .max(64, 'No type of event is that long.')
      .regex(/^[a-z]+\.[a-zA-Z]+$/, 'This must be the type of an event, like request.submitted.')
      .optional(),
    personId: personId.optional(),
    subjectId: subjectId.optional(),
    from: instant.optional(),
    to: instant.optional(),
    ...page,
  }),
  verify: z.strictObject({}),
};

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** An event as shown; `actor` is null where time or the machine caused it. Hashes are lower-case hexadecimal. */
export interface LedgerEvent {
  readonly sequence: number;
  readonly at: string;
  readonly type: string;
  readonly actor: PersonName | null;
  readonly data: JsonObject;
  readonly hash: string;
  readonly previousHash: string | null;
}

export interface LedgerProblem {
  /** The event concerned; 0 where the workspace as a whole is. */
  readonly sequence: number;
  readonly what: string;
}

export interface LedgerCheck {
  readonly ok: boolean;
  readonly length: number;
  /** Hash of the newest event. */
  readonly head: string;
  readonly problems: readonly LedgerProblem[];
}
