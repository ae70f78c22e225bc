import assert from 'node:assert/strict';
import type { ImportProblem } from '#contract/people.ts';

/** A value in quotation marks (RFC 4180). */
export const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** Checks that each problem names a line of the file and says something. */
export function expectSentences(problems: readonly ImportProblem[]): void {
  for (const { line, message } of problems) assert.ok(Number.isSafeInteger(line) && line >= 1 && message !== '');
}
