import type { z } from 'zod';
import { type EventType, type Fact, FIRST_RULES } from '#contract/events.ts';
import { REASONS_ARE_CODES_FROM_RULES } from '#contract/reasons.ts';
import type { Refusal } from '#contract/refusal.ts';
import { isBlank } from '#contract/scalars.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { isCode, reasonField } from '../../engine/reason/form.ts';
import { canonicalJson } from '../../ledger/canonical.ts';
import { fieldsOf } from '../kernel/fields.ts';

/** What the engine decides on the command that an event stands for, or what is wrong with the event, as the rest of a sentence. */
export type Expectation = Outcome | string;

/** What must come right after an event; fields that only the event itself can know (a new id, a new key) are left out. */
export interface Following {
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The facts that a command leads to beyond the first, as what must follow. */
export function followingOf(facts: readonly Fact[]): Following[] {
  return facts.slice(1).map((fact): Following => {
    if (fact.type !== 'grant.started') return fact;
    const { id: _, ...data } = fact.data;
    return { type: fact.type, data };
  });
}

/** What an event says otherwise than it should, as the rest of a sentence; null when it agrees in every field that is expected. */
export function differences(expected: Following, event: Fact): string | null {
  if (expected.type !== event.type) return `by the rules this is ${expected.type} and not ${event.type}`;
  const said: Readonly<Record<string, unknown>> = event.data;
  const wrong = Object.entries(expected.data).filter(([field, value]) => !same(value, said[field]));
  if (wrong.length === 0) return null;
  return wrong
    .map(([field, value]) => `by the rules its ${field} is ${shown(value)} and not ${shown(said[field])}`)
    .join('; ');
}

/**
 * The same by the rules in force at the event. Under rules 1 the desk recorded its reasons as sentences: there must be one, and its words
 * are not compared (docs/decisions/0027).
 */
export function differencesUnder(rules: number, expected: Following, event: Fact): string | null {
  const field = rules < REASONS_ARE_CODES_FROM_RULES ? reasonField(event) : null;
  if (field === null || typeof expected.data[field] !== 'string') return differences(expected, event);
  const { [field]: _, ...compared } = expected.data;
  const data: Readonly<Record<string, unknown>> = event.data;
  const wordless = isSentence(data[field])
    ? null
    : `by the rules its ${field} is a sentence and not ${shown(data[field])}`;
  return differences({ ...expected, data: compared }, event) ?? wordless;
}

/** Whether a recorded reason is a sentence, as rules 1 want it: it can be read, and nothing stands around it. */
export function isSentence(recorded: unknown): boolean {
  return typeof recorded === 'string' && recorded === recorded.trim() && !isBlank(recorded) && !isCode(recorded);
}

/**
 * Why an event says what nobody could have entered under `rules`, as the rest of a sentence; null when it could have been. A restriction that
 * came with later rules is an issue whose `params` say since which: `{ since: 2 }`.
 */
export function unfit(schema: z.ZodType, input: unknown, rules: number): string | null {
  const parsed = schema.safeParse(input);
  if (parsed.success)
    return same(parsed.data, rules < BLANK_BY_SIGHT ? withoutInvisible(input) : input)
      ? null
      : 'it has a text that is not as the desk records it (trimmed, NFC)';
  const issues = parsed.error.issues.filter((issue) => sinceRules(issue) <= rules);
  if (issues.length === 0) return null;
  const [first] = Object.entries(fieldsOf({ issues }));
  return `it says what could not have been entered${first ? ` (${first[0]}: ${first[1]})` : ''}`;
}

/** The first rules under which a text that shows nothing counts as left out. */
const BLANK_BY_SIGHT = 2;

// What the schemas of today make of an input that earlier rules kept as it was: a text of characters that show nothing was a text.
function withoutInvisible(input: unknown): unknown {
  if (typeof input === 'string') return input !== '' && input.trim() === input && isBlank(input) ? null : input;
  if (Array.isArray(input)) return input.map(withoutInvisible);
  if (typeof input !== 'object' || input === null) return input;
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, withoutInvisible(value)]));
}

// The first rules under which an issue counts.
function sinceRules(issue: z.core.$ZodIssue): number {
  const since: unknown = issue.code === 'custom' ? issue.params?.since : undefined;
  return typeof since === 'number' ? since : FIRST_RULES;
}

/** A refusal of the engine as the rest of a sentence. */
export function refusalText(type: EventType, username: string, { code, reason, message }: Refusal): string {
  return `the rules refuse ${type} to ${username} (${reason ?? code}): ${message}`;
}

export function same(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

const LONGEST_VALUE = 160;

function shown(value: unknown): string {
  const text = typeof value === 'string' && isCode(value) ? value : (JSON.stringify(value) ?? 'missing');
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
