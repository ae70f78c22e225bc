import type { z } from 'zod';
import { type EventType, type Fact, FIRST_RULES } from '#contract/events.ts';
import { REASONS_ARE_CODES_FROM_RULES } from '#contract/reasons.ts';
import type { Refusal } from '#contract/refusal.ts';
import { isBlank } from '#contract/scalars.ts';
import { t } from '#texts/texts.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { isCode, reasonField } from '../../engine/reason/form.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { fieldsOf } from '../kernel/fields.ts';

/** The engine's decision on the command behind an event; or why the event is wrong. */
export type Expectation = Outcome | string;

/** An event that must come right after another one, without the fields that only it can know (a new id, a new key). */
export interface Following {
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The facts after a command's first one, as events that must follow. */
export function followingOf(facts: readonly Fact[]): Following[] {
  return facts.slice(1).map((fact): Following => {
    if (fact.type !== 'grant.started') return fact;
    const { id: _, ...data } = fact.data;
    return { type: fact.type, data };
  });
}

/** How an event differs from the expected one; null if every expected field agrees. */
export function differences(expected: Following, event: Fact): string | null {
  if (expected.type !== event.type) return t('replay.difference.type', { expected: expected.type, found: event.type });
  const said: Readonly<Record<string, unknown>> = event.data;
  const wrong = Object.entries(expected.data).filter(([field, value]) => !same(value, said[field]));
  if (wrong.length === 0) return null;
  return wrong
    .map(([field, value]) => t('replay.difference.field', { field, expected: shown(value), found: shown(said[field]) }))
    .join(' ');
}

/**
 * The same by the rules in force at the event. Under rules 1 reasons were recorded as sentences, whose words are not compared
 * (docs/decisions/0027).
 */
export function differencesUnder(rules: number, expected: Following, event: Fact): string | null {
  const field = rules < REASONS_ARE_CODES_FROM_RULES ? reasonField(event) : null;
  if (field === null || typeof expected.data[field] !== 'string') return differences(expected, event);
  const { [field]: _, ...compared } = expected.data;
  const data: Readonly<Record<string, unknown>> = event.data;
  const wordless = isSentence(data[field])
    ? null
    : t('replay.difference.sentence', { field, found: shown(data[field]) });
  return differences({ ...expected, data: compared }, event) ?? wordless;
}

/** Whether a recorded reason is a sentence, as rules 1 require: trimmed, and not blank. */
export function isSentence(recorded: unknown): boolean {
  return typeof recorded === 'string' && recorded === recorded.trim() && !isBlank(recorded) && !isCode(recorded);
}

/**
 * Why nobody could have entered an input under `rules`; null if it could be entered. A restriction of later
 * rules is an issue whose `params` name them: `{ since: 2 }`.
 */
export function whyNotEntered(schema: z.ZodType, input: unknown, rules: number): string | null {
  const parsed = schema.safeParse(input);
  if (parsed.success)
    return same(parsed.data, rules < BLANK_BY_SIGHT ? withoutInvisible(input) : input)
      ? null
      : t('replay.input.notNormal');
  const issues = parsed.error.issues.filter((issue) => sinceRules(issue) <= rules);
  if (issues.length === 0) return null;
  const [first] = Object.entries(fieldsOf({ issues }));
  return first
    ? t('replay.input.impossibleField', { field: first[0], problem: first[1] })
    : t('replay.input.impossible');
}

/** The first rules under which a text of invisible characters counts as left out. */
const BLANK_BY_SIGHT = 2;

/** An input as rules before {@link BLANK_BY_SIGHT} recorded it: they kept a text of invisible characters; today's schemas turn it into null. */
export function withoutInvisible(input: unknown): unknown {
  if (typeof input === 'string') return input !== '' && input.trim() === input && isBlank(input) ? null : input;
  if (Array.isArray(input)) return input.map(withoutInvisible);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, withoutInvisible(value)]));
}

// The first rules with the restriction behind an issue.
function sinceRules(issue: z.core.$ZodIssue): number {
  const since: unknown = issue.code === 'custom' ? issue.params?.since : undefined;
  return typeof since === 'number' ? since : FIRST_RULES;
}

/** A refusal of the engine in words. */
export function refusalText(type: EventType, username: string, { code, reason, message }: Refusal): string {
  return t('replay.refused', { type, username, code: reason ?? code, message });
}

/** Whether two JSON values say the same: the order of fields does not count, and a field that is undefined is none. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const [one, other] = [a ?? null, b ?? null];
  // The canonical form refuses halves of surrogate pairs.
  return hasSurrogates(one) || hasSurrogates(other) ? canonicalJson(one) === canonicalJson(other) : isEqual(one, other);
}

const SURROGATE = /[\ud800-\udfff]/;

function hasSurrogates(value: unknown): boolean {
  if (typeof value === 'string') return SURROGATE.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasSurrogates);
}

function isEqual(a: unknown, b: unknown): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((value, at) => isEqual(value, other[at]))
    );
  const expected = fieldsIn(other);
  const said = fieldsIn(one);
  return (
    said.size === expected.size &&
    [...said].every(([field, value]) => expected.has(field) && isEqual(value, expected.get(field)))
  );
}

function fieldsIn(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, said]) => said !== undefined));
}

const LONGEST_VALUE = 160;

function shown(value: unknown): string {
  const text = typeof value === 'string' && isCode(value) ? value : (JSON.stringify(value) ?? 'missing');
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
