import type { Fact } from '#contract/events.ts';
import type { IneligibilityReason, Refusal, RefusalCode } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';

/** The result of a command: facts, which become events in this order, or a refusal. */
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

/** A refusal of invalid input; `fields` maps the path of each invalid field to a sentence about it. */
export function invalid(fields: Readonly<Record<string, string>>): Refusal {
  return { code: 'INVALID_INPUT', message: Object.values(fields).join(' ') || t('refusals.invalid'), fields };
}

export function notEligible(reason: IneligibilityReason, message: string): Refusal {
  return { code: 'NOT_ELIGIBLE', reason, message };
}

/** The subject of a change; `name` of all but the settings. */
export interface Versioned {
  readonly kind: 'settings' | 'view' | 'group' | 'person';
  readonly name?: string;
}

/**
 * Refuses a change that is based on another version than the current one; null when the versions agree, or the caller named none.
 */
export function whyStale(changed: Versioned, version: number, basedOn: number | undefined): Refusal | null {
  if (basedOn === undefined || basedOn === version) return null;
  const { kind, name = '' } = changed;
  return refusal('STALE', t(`refusals.stale.${kind}`, { name, version, basedOn }));
}
