import type { Fact } from '#contract/events.ts';
import type { IneligibilityReason, Refusal, RefusalCode } from '#contract/refusal.ts';

/** What a command leads to: the facts that become events, in this order, or the reason why there are none. */
export type Outcome =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal };

export function decided(...facts: readonly Fact[]): Outcome {
  return { ok: true, facts };
}

export function refused(refusal: Refusal): Outcome {
  return { ok: false, refusal };
}

export function refusal(code: RefusalCode, message: string): Refusal {
  return { code, message };
}

/** Refused because of what was handed in; `fields` maps the path of each wrong field to a sentence about it. */
export function invalid(fields: Readonly<Record<string, string>>): Refusal {
  return { code: 'INVALID_INPUT', message: Object.values(fields).join(' ') || 'This is not valid.', fields };
}

export function notEligible(reason: IneligibilityReason, message: string): Refusal {
  return { code: 'NOT_ELIGIBLE', reason, message };
}

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
