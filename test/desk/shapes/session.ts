import { z } from 'zod';
import { answers } from './answers.ts';

const person = answers.people.create;

/** The answers of the session verbs (docs/contract.md#session). */
export const sessionShape = z.strictObject({
  person: person.nullable(),
  workspace: z.strictObject({
    kind: z.enum(['real', 'training']),
    name: z.string(),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    now: z.iso.datetime({ precision: 3 }),
    clockRuns: z.boolean(),
    clockProblem: z.enum(['CLOCK_WENT_BACK', 'CLOCK_LEAPT']).nullable(),
    machineClock: z.iso.datetime({ precision: 3 }),
    clockLeap: z
      .strictObject({
        seconds: z.int(),
        requests: z.int().min(0),
        grants: z.int().min(0),
        takesAdmin: z.boolean(),
        mayConfirm: z.boolean(),
      })
      .nullable(),
  }),
  personas: z.array(person),
  locked: z.strictObject({ id: z.string(), username: z.string(), name: z.string() }).nullable(),
  keyOpenUntil: z.iso.datetime({ precision: 3 }).nullable(),
  alerts: z.array(
    z.strictObject({
      kind: z.enum(['recoveryUsed', 'noRecoveryKit']),
      sequence: z.int().min(1),
      at: z.iso.datetime({ precision: 3 }),
      message: z.string().regex(/^\S.*[.]$/),
    }),
  ),
});

/** The answer of `session.strength`. */
export const strengthShape = z.strictObject({
  score: z.int().min(0).max(4),
  strongEnough: z.boolean(),
  advice: z.array(z.string().regex(/^\S.*[.]$/)),
});
