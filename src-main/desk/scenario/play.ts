import { setImmediate as breathe } from 'node:timers/promises';
import type { Answer, Refusal } from '#contract/refusal.ts';
import { t } from '#texts/texts.ts';
import type { Desk } from '../desk.ts';
import type { ScenarioLine } from './read.ts';
import { resolveReferences, type Saved } from './references.ts';

/** The answer to one line with a call. */
export interface Played {
  readonly line: number;
  readonly answer: Answer<unknown>;
  /** Whether the answer is as its line expects: a result, or one of the refusals that it names. */
  readonly wanted: boolean;
}

/** Plays a scenario to its end even if calls are refused, and gives each answer to `report`. */
export async function playScenario(
  desk: Desk,
  lines: readonly ScenarioLine[],
  report: (played: Played) => void,
): Promise<void> {
  const saved = new Map<string, unknown>();
  for (const line of lines) {
    if (line.kind === 'advance' && line.seconds > 0) await advance(desk, line.seconds, line.line);
    if (line.kind !== 'call') continue;
    const answer = await call(desk, line, saved);
    if (answer.ok && line.save !== undefined) saved.set(line.save, answer.result);
    const wanted = answer.ok ? line.refused === undefined : (line.refused?.includes(answer.error.code) ?? false);
    report({ line: line.line, answer, wanted });
    // A pause after each call, so that signals (Ctrl+C) are handled.
    await breathe();
  }
}

async function advance(desk: Desk, seconds: number, line: number): Promise<void> {
  try {
    await desk.advance(seconds);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(t('scenario.clock', { line, why }), { cause: error });
  }
}

/** How far a scenario moves the clock in total, in seconds. */
export function totalAdvance(lines: readonly ScenarioLine[]): number {
  return lines.reduce((sum, line) => sum + (line.kind === 'advance' ? line.seconds : 0), 0);
}

type Call = Extract<ScenarioLine, { kind: 'call' }>;

async function call(desk: Desk, line: Call, saved: Saved): Promise<Answer<unknown>> {
  const caller = desk.findPerson(line.as);
  if (caller === null)
    return refuse({
      code: 'NOT_SIGNED_IN',
      message: t('scenario.nobody', { username: JSON.stringify(line.as.slice(0, 64)) }),
    });
  const input = resolveReferences(line.with, saved);
  if (!input.ok) {
    const message = t('scenario.neverSaved', { reference: input.reference.slice(0, 64) });
    return refuse({ code: 'INVALID_INPUT', message, fields: { [input.path.slice(0, 200) || 'input']: message } });
  }
  const [area = '', ...verb] = line.do.split('.');
  if (area === 'session') {
    const message = t('scenario.noSession');
    return refuse({ code: 'INVALID_INPUT', message, fields: { do: message } });
  }
  return desk.call(caller, area, verb.join('.'), input.value);
}

function refuse(error: Refusal): Answer<unknown> {
  return { ok: false, error };
}
