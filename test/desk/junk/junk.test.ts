import { afterAll, beforeAll, expect, test } from 'vitest';
import { areas } from '#contract/names.ts';
import { type Fixture, type GoodCall, goodCalls, setFixture } from '../fixture.ts';
import { openSharedDesk, type TestDesk } from '../support.ts';
import { fields } from './fields.ts';
import { junkFor } from './values.ts';

let desk: TestDesk;
let fixture: Fixture;
let calls: Readonly<Record<string, GoodCall>>;
let dispose: () => Promise<void>;
beforeAll(async () => {
  ({ desk, dispose } = await openSharedDesk());
  fixture = await setFixture(desk);
  calls = goodCalls(fixture);
});
afterAll(() => dispose());

const verbs = Object.keys(fields);

test('every verb of the contract gets junk, except those of the session and of the open desk', () => {
  const all = Object.entries(areas).flatMap(([area, names]) => names.map((name) => `${area}.${name}`));
  expect([...verbs].sort()).toEqual(all.filter((verb) => !/^(?:session|workspace)\./.test(verb)).sort());
});

function goodCall(verb: string): GoodCall {
  const call = calls[verb];
  if (!call) throw new Error(`The scene has no good call for ${verb}.`);
  return call;
}

/** Says what was tried, without its 10 MB. */
const brief = (value: unknown): string =>
  (
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? String(value)
  ).slice(0, 120);

async function refuses(verb: string, input: unknown, what: string): Promise<Readonly<Record<string, string>>> {
  const before = desk.length;
  const given = await desk.answer(goodCall(verb).by, verb, input);
  expect(given, what).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
  expect(desk.length, `${what}: something was written`).toBe(before);
  expect(JSON.stringify(given).length, `${what}: the answer repeats the junk`).toBeLessThan(20_000);
  return given.ok ? {} : (given.error.fields ?? {});
}

/** A copy with another value at a path; `undefined` removes the field. */
function withValue(input: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(input))
    return input.map((item: unknown, index) => (String(index) === key ? withValue(item, rest, value) : item));
  const entries = Object.entries(Object(input)).map(([name, inner]): [string, unknown] =>
    name === key ? [name, withValue(inner, rest, value)] : [name, inner],
  );
  return Object.fromEntries(
    entries.some(([name]) => name === key) ? entries : [...entries, [key, withValue({}, rest, value)]],
  );
}

/** The field itself, a field in it, or the object around it: enough for a reader of the answer to find the field. */
function names(found: Readonly<Record<string, string>>, path: string): boolean {
  return Object.keys(found).some(
    (name) => name === path || name.startsWith(`${path}.`) || (path.startsWith(`${name}.`) && name.includes('.')),
  );
}

test.each(verbs)('%s refuses input that is no object', async (verb) => {
  for (const input of [null, [], [{}], '', 'text', 5, Number.NaN, true, 9n, [goodCall(verb).input], () => {}])
    expect(await refuses(verb, input, `${verb} with ${brief(input)}`)).not.toEqual({});
});

test.each(verbs)('%s refuses unknown fields, and names them', async (verb) => {
  const { input } = goodCall(verb);
  const unknown = ['nonsense', '', 'constructor', 'toString', '0', 'Id', ' id', 'id ', 'x'.repeat(1_000_000)];
  for (const field of unknown) {
    const found = await refuses(verb, { ...input, [field]: 'x' }, `${verb} with ${field.slice(0, 20)}`);
    const [named = ''] = Object.keys(found);
    expect(field === '' ? named : field.startsWith(named.slice(0, 100)), verb).toBeTruthy();
  }
  const text = JSON.stringify(input);
  const smuggled: unknown = JSON.parse(`{"__proto__":{"role":"admin"}${text === '{}' ? '}' : `,${text.slice(1)}`}`);
  expect(await refuses(verb, smuggled, `${verb} with __proto__`)).toHaveProperty('__proto__');
});

test.each(verbs)('%s refuses an input without a required field, and names it', async (verb) => {
  const { input } = goodCall(verb);
  for (const [path, field] of Object.entries(fields[verb] ?? {})) {
    if (field.optional || /\.\d+$/.test(path)) continue;
    const found = await refuses(verb, withValue(input, path.split('.'), undefined), `${verb} without ${path}`);
    expect(names(found, path), `${verb} without ${path}: ${brief(found)}`).toBe(true);
  }
});

test.each(verbs)('%s refuses junk in each of its fields, and names the field', async (verb) => {
  const { input } = goodCall(verb);
  for (const [path, field] of Object.entries(fields[verb] ?? {}))
    for (const junk of junkFor(field.kind, fixture)) {
      if (junk === null && field.nullable) continue;
      const what = `${verb} with ${path} = ${brief(junk)}`;
      const found = await refuses(verb, withValue(input, path.split('.'), junk), what);
      expect(names(found, path), `${what}: ${brief(found)}`).toBe(true);
    }
});

test.each(verbs)('%s refuses unknown fields and prototypes inside its objects', async (verb) => {
  const { input } = goodCall(verb);
  for (const [path, { kind }] of Object.entries(fields[verb] ?? {})) {
    if (kind !== 'object' && kind !== 'ref') continue;
    for (const field of ['nonsense', 'constructor']) {
      const found = await refuses(
        verb,
        withValue(input, [...path.split('.'), field], 'x'),
        `${verb} with ${path}.${field}`,
      );
      expect(names(found, `${path}.${field}`), `${verb}: ${brief(found)}`).toBe(true);
    }
    const smuggled: unknown = JSON.parse('{"__proto__":{"id":"x"}}');
    await refuses(verb, withValue(input, path.split('.'), smuggled), `${verb} with ${path}.__proto__`);
  }
});

test.each(verbs)('%s refuses input that is nested too deeply', async (verb) => {
  const { input } = goodCall(verb);
  let lists: unknown = 'x';
  let objects: unknown = 'x';
  for (let depth = 0; depth < 200_000; depth += 1) {
    lists = [lists];
    objects = { id: objects };
  }
  for (const deep of [lists, objects]) {
    await refuses(verb, deep, `${verb} with something deep`);
    await refuses(verb, { ...input, nonsense: deep }, `${verb} with something deep`);
    for (const path of Object.keys(fields[verb] ?? {}))
      await refuses(verb, withValue(input, path.split('.'), deep), `${verb} with something deep in ${path}`);
  }
});
