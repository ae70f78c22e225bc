import type { Refusal } from '#contract/refusal.ts';
import { refusal } from '../outcome.ts';

/**
 * Why a change that was made on one version of something cannot be put onto another one; null when it is the same, or when the caller did not
 * say which one they looked at. `what` is who or what was changed: `the group “operators”`.
 */
export function whyStale(what: string, version: number, basedOn: number | undefined): Refusal | null {
  if (basedOn === undefined || basedOn === version) return null;
  return refusal(
    'STALE',
    `Somebody changed ${what} meanwhile: the version is ${version} now, and your change is based on version ${basedOn}. Look at the present version, and change that.`,
  );
}
