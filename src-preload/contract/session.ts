import { z } from 'zod';
import type { Person } from './people.ts';
import { durationSeconds, flag, personId } from './scalars.ts';

export const sessionInputs = {
  get: z.strictObject({}),
  become: z.strictObject({ personId }),
  advance: z.strictObject({ seconds: durationSeconds }),
  run: z.strictObject({ running: flag }),
};

/** Whether what is done here is meant (real) or practice (training); the founding event says it, for good. */
export type WorkspaceKind = 'real' | 'training';

export interface Session {
  /** Who is signed in in this window. */
  readonly person: Person | null;
  readonly workspace: {
    readonly kind: WorkspaceKind;
    readonly name: string;
    /** SHA-256 of the founding event, lower-case hexadecimal. */
    readonly fingerprint: string;
    /** The workspace's clock. */
    readonly now: string;
    /** Whether that clock moves by itself; one of a training workspace stands still until it is told to run. */
    readonly clockRuns: boolean;
  };
  /** Whom a training workspace lets one be; empty in a real one. */
  readonly personas: readonly Person[];
}
