import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { areas } from '#contract/names.ts';
import { type Fixture, goodCalls, setFixture } from '../fixture.ts';
import { NOBODY, openSharedDesk, type TestDesk } from '../support.ts';
import { answers } from './answers.ts';

// The session is not in the contract's table of areas, and the open desk is not an area of the desk itself.
const elsewhere = /^(?:session|workspace)\./;

const shapes = new Map<string, z.ZodType>(
  Object.entries(answers).flatMap(([area, verbs]) =>
    Object.entries(verbs).map(([verb, shape]) => [`${area}.${verb}`, shape] as const),
  ),
);

let desk: TestDesk;
let fixture: Fixture;
let dispose: () => Promise<void>;
beforeAll(async () => {
  ({ desk, dispose } = await openSharedDesk());
  fixture = await setFixture(desk);
});
afterAll(() => dispose());

test('the shapes are those of every verb of the contract', () => {
  const verbs = Object.entries(areas).flatMap(([area, names]) => names.map((name) => `${area}.${name}`));
  expect([...shapes.keys()].sort()).toEqual(verbs.filter((verb) => !verb.startsWith('session.')).sort());
});

async function checked(username: string, verb: string, input: unknown): Promise<void> {
  const given = await desk.answer(username, verb, input);
  expect(given).toMatchObject({ ok: true });
  if (!given.ok) return;
  expect(() => shapes.get(verb)?.parse(given.result), verb).not.toThrow();
  // JSON that crosses a border arrives as it was sent.
  expect(given).toStrictEqual(JSON.parse(JSON.stringify(given)));
}

const reading =
  /\.(?:get|list|match|preview|previewDisable|previewRole|history|difference|export|saveExport|plan|counts|check|checkImport|enrolments|verify|startCheck|cancelCheck|mark|keepMark|saveHead|foresee|whatIf|cancelWhatIf|whatIfRequests|startWhatIf|saveDraft|loadDraft|dropDraft|timeline|policies|remedies)$/;

test.each([...shapes.keys()].filter((verb) => reading.test(verb) && !elsewhere.test(verb)))(
  '%s answers exactly as in the contract',
  async (verb) => {
    const { by, input } = goodCalls(fixture)[verb] ?? { by: '', input: {} };
    await checked(by, verb, input);
    if (/\.(?:list|counts|enrolments)$/.test(verb)) await checked(by, verb, {});
  },
);

test('as they stand for each viewer of each request', async () => {
  for (const username of ['admin', 'alice', 'bob', 'carol', 'dan', 'erin'])
    for (const verb of ['requests.list', 'grants.list']) await checked(username, verb, {});
});

test('an answer without a match is null and empty', async () => {
  const nothing = { resource: 'elsewhere', account: 'nobody' };
  expect(await desk.as('erin').policies.match(nothing)).toEqual({ winner: null, shadowed: [] });
  expect(await desk.as('alice').requests.preview(nothing)).toMatchObject({
    policy: null,
    steps: [],
    refusal: { code: 'NO_MATCHING_POLICY' },
  });
  expect(await desk.as('admin').requests.list({ text: 'no such word' })).toEqual({ items: [], nextCursor: null });
  expect(await desk.refused('admin', 'grants.get', { id: NOBODY })).toEqual({
    code: 'NOT_FOUND',
    message: expect.any(String),
  });
});
