import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where `npm run soak` wants the figures of the long runs; undefined in `npm test`, which runs short ones. */
const folder = process.env.COUNTERSIGN_SOAK;

const long = folder !== undefined;

/** Long enough for a long run on a busy machine. */
export const SOAKING_MS = 3 * 3_600_000;

/** The requested part of the long runs, 1 for all of it. */
const share = Number(process.env.COUNTERSIGN_SHARE ?? 1);

/** The amount of work: a little in `npm test`, all of it in `npm run soak`. */
export function amount(short: number, soaked: number): number {
  return long ? Math.ceil(soaked * share) : short;
}

/** The first seed; another one with COUNTERSIGN_SEED. */
export const firstSeed = Number(process.env.COUNTERSIGN_SEED ?? 1);

/** Keeps the figures of a run for docs/reliability.md. */
export function report(name: string, figures: Readonly<Record<string, unknown>>): void {
  if (folder !== undefined) writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(figures, null, 2)}\n`);
}
