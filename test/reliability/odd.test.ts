import { expect, it } from 'vitest';
import { verifyFrom } from '../../src-main/desk/ledger/verify.ts';
import { type Fixture, goodCalls, setFixture } from '../desk/fixture.ts';
import { fields, type Kind } from '../desk/junk/fields.ts';
import { junkFor } from '../desk/junk/values.ts';
import { openSharedDesk } from '../desk/support.ts';
import { type Random, seeded } from '../support/generator/random.ts';
import { amount, firstSeed, report, SOAKING_MS } from './soak.ts';

const INPUTS = amount(1_000, 46_000);
/** A new desk after a number of inputs, because valid ones change the desk. */
const PER_DESK = 1_500;
/** test/desk/junk feeds longer texts. */
const LONGEST = 20_000;

type Input = Readonly<Record<string, unknown>>;

const verbs = Object.keys(fields);
const callers = ['admin', 'ada', 'alice', 'bob', 'erin', 'mallory', 'dave', null] as const;

/** Values that are wrong for some fields and right for others. */
function pool(fixture: Fixture): readonly unknown[] {
  const everyKind = new Set<Kind>(verbs.flatMap((verb) => Object.values(fields[verb] ?? {}).map(({ kind }) => kind)));
  const junk = [...everyKind].flatMap((kind) => junkFor(kind, fixture));
  const good = Object.values(goodCalls(fixture)).flatMap(({ input }) => Object.values(input));
  return [...junk, ...good].filter((value) => sizeOf(value) <= LONGEST);
}

function sizeOf(value: unknown): number {
  return (JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner)) ?? '').length;
}

/** The good input of a verb with one to three fields changed, removed, or added. */
function oddInput(good: Input, names: readonly string[], values: readonly unknown[], random: Random): unknown {
  if (random.chance(0.03)) return random.pick(values);
  let input: unknown = good;
  for (let edits = 1 + random.int(3); edits > 0; edits -= 1) {
    const path =
      random.chance(0.9) && names.length > 0 ? random.pick(names) : random.pick(['extra', 'id', '__proto__', 'limit']);
    input = withValue(input, path.split('.'), random.chance(0.1) ? undefined : random.pick(values));
  }
  return input;
}

function withValue(input: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(input))
    return input.map((item: unknown, index) => (String(index) === key ? withValue(item, rest, value) : item));
  const entries = new Map<string, unknown>(Object.entries(Object(input)));
  return Object.fromEntries([...entries, [key, withValue(entries.get(key) ?? {}, rest, value)]]);
}

it('no odd input to any verb, by anyone, is answered with an internal error, and every ledger stays intact', {
  timeout: SOAKING_MS,
}, async () => {
  const codes = new Map<string, number>();
  for (let done = 0; done < INPUTS; ) {
    const seed = firstSeed + done / PER_DESK;
    const { desk, dispose } = await openSharedDesk();
    try {
      const fixture = await setFixture(desk);
      const good = goodCalls(fixture);
      const values = pool(fixture);
      const random = seeded(seed);
      for (const end = Math.min(done + PER_DESK, INPUTS); done < end; done += 1) {
        const verb = random.pick(verbs);
        const caller = random.pick(callers);
        const call = good[verb];
        const by = random.chance(0.5) ? (call?.by ?? null) : caller;
        const input = oddInput(call?.input ?? {}, Object.keys(fields[verb] ?? {}), values, random);
        const given = await desk.answer(by, verb, input);
        const code = given.ok ? 'done' : given.error.code;
        expect(code, `seed ${seed}, ${verb} by ${by}: ${show(input)}`).not.toBe('INTERNAL');
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
      expect(await verifyFrom(desk.directory), `seed ${seed}`).toMatchObject({
        ok: true,
        result: { ok: true, problems: [] },
      });
    } finally {
      await dispose();
    }
  }
  report('odd', { inputs: INPUTS, verbs: verbs.length, firstSeed, answers: Object.fromEntries([...codes].sort()) });
});

const show = (value: unknown): string =>
  (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? String(value)
  ).slice(0, 500);
