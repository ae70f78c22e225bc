import type { z } from 'zod';
import type { Person } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import { invalid, refusal } from '../../engine/outcome.ts';
import type { Seat } from '../../identity/seat.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import type { Core } from '../core.ts';
import { fieldsOf } from '../fields.ts';
import { consult } from '../transact.ts';
import { no, notSignedIn, whoSits } from '../usecase.ts';

/** A verb about who sits at a place, for whoever does, signed in or not. */
export interface SessionVerb {
  call(core: Core, seat: Seat, input: unknown): Promise<Answer<unknown>>;
}

const notReal = refusal(
  'FORBIDDEN',
  'A training desk has no passphrases, codes or keys of one’s own. Choose who you are instead.',
);

/** A verb that nobody needs to be signed in for. */
export function anyone<S extends z.ZodType, R>(
  schema: S,
  run: (core: Core, seat: Seat, input: z.output<S>) => Promise<Answer<R>>,
): SessionVerb {
  return {
    async call(core, seat, raw) {
      const input = schema.safeParse(raw === undefined ? {} : raw);
      return input.success ? run(core, seat, input.data) : no(invalid(fieldsOf(input.error)));
    },
  };
}

/** The same for a real desk only. */
export function realOnly<S extends z.ZodType, R>(
  schema: S,
  run: (core: Core, seat: Seat, input: z.output<S>) => Promise<Answer<R>>,
): SessionVerb {
  return anyone(schema, async (core, seat, input) => (isReal(core) ? run(core, seat, input) : no(notReal)));
}

/** A verb of a real desk for whoever is signed in. */
export function whoeverSits<S extends z.ZodType, R>(
  schema: S,
  run: (core: Core, seat: Seat, person: Person, input: z.output<S>) => Promise<Answer<R>>,
): SessionVerb {
  const verb = (person: Person) => realOnly(schema, (core, seat, input) => run(core, seat, person, input));
  return {
    async call(core, seat, raw) {
      const person = await consult(core, (db) => whoSits(db, seat));
      return person ? verb(person).call(core, seat, raw) : no(notSignedIn);
    },
  };
}

function isReal(core: Core): boolean {
  return loadDesk(core.store.reader)?.kind === 'real';
}
