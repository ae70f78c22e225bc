import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder } from '../integrity/workspace.ts';
import { firstProblem, problemsOf } from './check.ts';
import { Workspace } from './files.ts';
import { broken } from './invariants.ts';
import { basesToMutate, mutate } from './mutate.ts';
import { whyLocal, whyValid } from './reasons.ts';
import { seal } from './seal.ts';
import { amount, firstSeed, report, SOAKING_MS } from './soak.ts';

const LEDGERS = amount(180, 9_400);
const FILES = amount(30, 600);
/** Every so many mutations, the whole verification runs, too, whatever the quick check says. */
const SAMPLED = 50;

/** A mutation that verification calls intact, and the reason why that is right. */
interface Intact {
  readonly base: string;
  readonly seed: number;
  readonly kind: string;
  readonly field: string;
  readonly change: string;
  readonly reason: string | null;
}

const unexplained = (intact: readonly Intact[]) => intact.filter(({ reason }) => reason === null);

it('a tampered ledger is found, or is another valid history', {
  timeout: SOAKING_MS,
}, async () => {
  const bases = await basesToMutate();
  const intact: Intact[] = [];
  const kinds = new Map<string, { mutated: number; intact: number }>();
  let done = 0;
  for (const [index, base] of bases.entries()) {
    const whole = seal(base.events, base.keys);
    expect(await problemsOf(whole.stored), base.name).toEqual([]);
    expect(broken(whole.stored), base.name).toEqual([]);
    for (let seed = firstSeed; done < (LEDGERS * (index + 1)) / bases.length; seed += 1) {
      const mutation = mutate(base, whole, seed);
      if (!mutation) continue;
      done += 1;
      const { kind, at: field, what: change, stored } = mutation;
      const count = kinds.get(kind) ?? { mutated: 0, intact: 0 };
      kinds.set(kind, count);
      count.mutated += 1;
      const first = await firstProblem(stored);
      if (first !== null && seed % SAMPLED !== 0) continue;
      const problems = await problemsOf(stored);
      expect(problems.length > 0, `${base.name}, seed ${seed}: ${first}`).toBe(first !== null);
      if (first !== null) continue;
      count.intact += 1;
      intact.push({ base: base.name, seed, kind, field, change, reason: whyValid(mutation) });
    }
  }
  report('ledgers', { mutations: done, firstSeed, kinds: Object.fromEntries(kinds), intact });
  expect(unexplained(intact)).toEqual([]);
});

it('a workspace with tampered tables or bytes is found, or has the same facts', {
  timeout: SOAKING_MS,
}, async () => {
  const bases = await basesToMutate();
  const intact: Intact[] = [];
  let done = 0;
  for (const [index, base] of bases.entries()) {
    const workspace = new Workspace(base.file, join(folder(), 'workspace.sqlite'));
    for (let seed = firstSeed; done < (FILES * (index + 1)) / bases.length; seed += 1) {
      const mutation = await workspace.mutated(seed);
      if (!mutation) continue;
      done += 1;
      if (mutation.problems.length > 0) continue;
      const { at: field, what: change } = mutation;
      intact.push({ base: base.name, seed, kind: 'the file', field, change, reason: whyLocal(mutation) });
    }
  }
  report('files', { mutations: done, firstSeed, intact });
  expect(unexplained(intact)).toEqual([]);
});
