import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { z } from 'zod';
import { type Environment, repeatableEnvironment } from '../../src-main/desk/kernel/environment.ts';
import { resolveReferences } from '../../src-main/desk/scenario/references.ts';
import { foundRealDesk, type RealDesk, Wall } from '../desk/real/support.ts';
import { START } from '../desk/support.ts';

const line = z.union([
  z.strictObject({
    as: z.string(),
    do: z.string(),
    with: z.unknown().default({}),
    save: z.string().optional(),
    refused: z.string().optional(),
  }),
  z.strictObject({ slip: z.string(), save: z.string() }),
  z.strictObject({ move: z.int() }),
  z.strictObject({ note: z.string() }),
]);

/** A wall clock with repeatable ids and codes. The keys of people and of the desk are new each time. */
export class SeededWall extends Wall {
  override readonly environment: Environment;

  constructor(seed = 'a real desk', start = START) {
    super();
    this.at = start;
    this.environment = { ...repeatableEnvironment(seed, start), wallClock: () => this.at };
  }
}

/** Plays the calls of a file at a new real desk. */
export async function playReal(file: string): Promise<RealDesk> {
  const desk = await foundRealDesk(new SeededWall());
  await playAt(desk, file);
  return desk;
}

/**
 * Plays the calls of a file at a real desk. Lines are those of a scenario, and two more: `slip` saves the value that the newest printed page
 * has under this label, and `move` moves the wall clock, in seconds. `saved` holds the references that exist from the start.
 */
export async function playAt(desk: RealDesk, file: string, saved = new Map<string, unknown>()): Promise<void> {
  for (const [index, text] of readFileSync(file, 'utf8').trim().split('\n').entries()) {
    const read = line.parse(JSON.parse(text));
    if ('move' in read) desk.wall.move(read.move);
    if ('slip' in read) saved.set(read.save, desk.onPrintedPage(read.slip));
    if (!('do' in read)) continue;
    const input = resolveReferences(read.with, saved);
    if (!input.ok) throw new Error(`Line ${index + 1}: ${input.reference} was never saved.`);
    const answer = await desk.answer(read.as, read.do, input.value);
    const became = answer.ok ? 'ok' : answer.error.code;
    expect(became, `line ${index + 1}: ${JSON.stringify(answer).slice(0, 600)} ${desk.logged.join()}`).toBe(
      read.refused ?? 'ok',
    );
    if (answer.ok && read.save !== undefined) saved.set(read.save, answer.result);
  }
}
