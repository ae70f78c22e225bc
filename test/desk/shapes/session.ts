import { z } from 'zod';
import { answers } from './answers.ts';

const person = answers.people.create;

/** What the session verbs answer; CONTRACT.md does not have them, the window does. */
export const sessionShape = z.strictObject({
  person: person.nullable(),
  workspace: z.strictObject({
    kind: z.enum(['real', 'training']),
    name: z.string(),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    now: z.iso.datetime({ precision: 3 }),
    clockRuns: z.boolean(),
  }),
  personas: z.array(person),
});
