import type { z } from 'zod';
import type { Person } from '#contract/people.ts';
import type { Answer } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { invalid, refusal } from '../../engine/outcome.ts';
import type { Session } from '../../identity/session.ts';
import { loadDesk } from '../../store/queries/desk.ts';
import type { Core } from '../kernel/core.ts';
import { fieldsOf } from '../kernel/fields.ts';
import { readSnapshot } from '../kernel/transact.ts';
import { currentCaller, notSignedIn, refuse } from '../kernel/usecase.ts';

/** A verb about the session itself, which can be called before anyone is signed in. */
export interface SessionVerb {
  call(core: Core, session: Session, input: unknown): Promise<Answer<unknown>>;
}

/** A verb that nobody needs to be signed in for. */
export function publicVerb<S extends z.ZodType, R>(
  schema: S,
  run: (core: Core, session: Session, input: z.output<S>) => Promise<Answer<R>>,
): SessionVerb {
  return {
    async call(core, session, raw) {
      const input = schema.safeParse(raw === undefined ? {} : raw);
      return input.success ? run(core, session, input.data) : refuse(invalid(fieldsOf(input.error)));
    },
  };
}

/** The same, for a real desk only. */
export function realDeskVerb<S extends z.ZodType, R>(
  schema: S,
  run: (core: Core, session: Session, input: z.output<S>) => Promise<Answer<R>>,
): SessionVerb {
  return publicVerb(schema, async (core, session, input) =>
    isReal(core) ? run(core, session, input) : refuse(refusal('FORBIDDEN', t('desk.session.noPassphrases'))),
  );
}

/** A verb of a real desk for the person signed in. */
export function signedInVerb<S extends z.ZodType, R>(
  schema: S,
  run: (core: Core, session: Session, person: Person, input: z.output<S>) => Promise<Answer<R>>,
): SessionVerb {
  const verb = (person: Person) => realDeskVerb(schema, (core, session, input) => run(core, session, person, input));
  return {
    async call(core, session, raw) {
      const person = await readSnapshot(core, (db) => currentCaller(db, session));
      return person ? verb(person).call(core, session, raw) : refuse(notSignedIn());
    },
  };
}

function isReal(core: Core): boolean {
  return loadDesk(core.store.reader)?.kind === 'real';
}
