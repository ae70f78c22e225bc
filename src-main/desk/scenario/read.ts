import { z } from 'zod';
import { refusalCodes } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import { repeatedField, repeatedFieldText } from '../importing/json.ts';

/** Longest that one line can move the clock: 100 years, in seconds. */
const MAX_ADVANCE_SECONDS = 100 * 365 * 86_400;

const BYTE_ORDER_MARK = /^\ufeff/;

const code = z.enum(refusalCodes);
const note = z.string().optional();

const call = z.strictObject({
  as: z.string(),
  do: z.string(),
  // Any value: the verb that is called validates it.
  with: z.unknown().default({}),
  save: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_-]*$/, { error: () => t('scenario.saveName') })
    .optional(),
  refused: z.union([code.transform((one) => [one]), z.array(code).min(1)]).optional(),
  note,
});
const advance = z.strictObject({ advance: z.int().min(0).max(MAX_ADVANCE_SECONDS), note });
const remark = z.strictObject({ note: z.string() });

/** A line of a scenario (docs/contract.md#command-line). `line` counts all lines of the file, from 1. */
export type ScenarioLine = { readonly line: number } & (
  | ({ readonly kind: 'call' } & z.output<typeof call>)
  | { readonly kind: 'advance'; readonly seconds: number }
  | { readonly kind: 'note' }
);

export type Scenario =
  | { readonly ok: true; readonly lines: readonly ScenarioLine[] }
  | { readonly ok: false; readonly message: string };

/** Reads a whole scenario before any of it is played, so that a malformed one changes nothing. Skips blank lines. */
export function readScenario(text: string): Scenario {
  const lines: ScenarioLine[] = [];
  for (const [index, source] of text.replace(BYTE_ORDER_MARK, '').split(/\r?\n/).entries()) {
    if (source.trim() === '') continue;
    const read = readLine(source, index + 1);
    if (typeof read === 'string') return { ok: false, message: t('scenario.line', { line: index + 1, problem: read }) };
    lines.push(read);
  }
  return { ok: true, lines };
}

// A sentence when the line is malformed.
function readLine(source: string, line: number): ScenarioLine | string {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return t('scenario.notJson', { reason: String(error instanceof Error ? error.message : error).slice(0, 200) });
  }
  const repeated = repeatedField(source);
  if (repeated) return repeatedFieldText(repeated);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return t('scenario.notAnObject');
  if ('do' in json || 'as' in json) {
    const read = call.safeParse(json);
    return read.success ? { kind: 'call', line, ...read.data } : explain(read.error);
  }
  if ('advance' in json) {
    const read = advance.safeParse(json);
    return read.success ? { kind: 'advance', line, seconds: read.data.advance } : explain(read.error);
  }
  const read = remark.safeParse(json);
  return read.success ? { kind: 'note', line } : t('scenario.unknown');
}

function explain(error: z.ZodError): string {
  const [first] = error.issues;
  const [field, problem] = [first?.path.join('.') ?? '', first?.message ?? ''];
  return field === '' ? t('scenario.malformedLine', { problem }) : t('scenario.malformed', { field, problem });
}
