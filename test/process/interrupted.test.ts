import { describe, expect, it } from 'vitest';
import { verbs } from '../../src-main/desk/desk.ts';
import { readingVerbs } from '../../src-main/process/main/interrupted.ts';

const useCases = Object.entries<Readonly<Record<string, object>>>(verbs);

/** A use case that writes can be made part of another transaction. */
const writes = (useCase: object | undefined): boolean => useCase !== undefined && 'within' in useCase;

describe('the verbs that can be called again after an interruption', () => {
  it.each(useCases)('of %s write nothing', (area, ofArea) => {
    const reading = Object.entries(readingVerbs).find(([name]) => name === area)?.[1] ?? [];
    expect(reading.length).toBeGreaterThan(0);
    expect(reading.filter((verb) => writes(ofArea[verb]))).toEqual([]);
  });

  it('are not all verbs: most areas have verbs that write', () => {
    const writing = useCases.filter(([, ofArea]) => Object.values(ofArea).some(writes));
    expect(writing.length).toBeGreaterThan(5);
  });
});
