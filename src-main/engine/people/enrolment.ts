import type { Enrolment } from '#contract/people.ts';
import type { PersonId } from '#contract/scalars.ts';
import { isOver, type Now } from '../time.ts';

/** What is recorded of somebody's key: the code that waits to be used, the key in use, and when the key was last reset. */
export interface KeyRecord {
  readonly personId: PersonId;
  readonly codeExpiresAt: string | null;
  readonly enrolledAt: string | null;
  readonly resetAt: string | null;
}

/** How somebody stands with their key now. A code that was issued and not used leaves no key beside it: the reset took it away. */
export function enrolmentOf(record: KeyRecord, now: Now): Enrolment {
  return { ...record, state: stateOf(record, now) };
}

function stateOf({ codeExpiresAt, enrolledAt }: KeyRecord, now: Now): Enrolment['state'] {
  if (codeExpiresAt !== null) return isOver(now, codeExpiresAt) ? 'lapsed' : 'invited';
  return enrolledAt === null ? 'none' : 'enrolled';
}
