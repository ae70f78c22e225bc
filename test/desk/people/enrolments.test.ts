import { describe, expect, test } from 'vitest';
import { foundRealDesk, passphraseOf, type RealDesk } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';
import { openDesk, START } from '../support.ts';

const later = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

/** The state of everyone's key, by username. */
async function enrolments(desk: RealDesk): Promise<Record<string, unknown>> {
  const people = answers.people.list.parse(await desk.ok('ada', 'people.list'));
  const { items } = answers.people.enrolments.parse(await desk.ok('ada', 'people.enrolments'));
  expect(items.map(({ personId }) => personId)).toEqual(people.items.map(({ id }) => id));
  return Object.fromEntries(
    people.items.map(({ username }, index) => {
      const { personId: _, ...rest } = items[index] ?? { personId: '' };
      return [username, rest];
    }),
  );
}

const create = async (desk: RealDesk, username: string): Promise<string> => {
  const input = { username, name: username, email: `${username}@example.test`, role: 'member' };
  return answers.people.create.parse(await desk.ok('ada', 'people.create', input)).id;
};

const NONE = { state: 'none', codeExpiresAt: null, enrolledAt: null, resetAt: null };

describe('the state of a key in a real desk', () => {
  test('is none, invited, enrolled; and after a reset invited and enrolled again, with the time of the reset', async () => {
    const desk = await foundRealDesk();
    const bob = await create(desk, 'bob');
    expect(await desk.newest(2)).toEqual(['recovery.issued', 'person.created']);
    const founder = { ...NONE, state: 'enrolled', enrolledAt: START };
    expect(await enrolments(desk)).toEqual({ ada: founder, bob: NONE });
    desk.wall.move(10);
    const code = await desk.issueCode(bob);
    const invited = { ...NONE, state: 'invited', codeExpiresAt: later(86_410) };
    expect(await enrolments(desk)).toEqual({ ada: founder, bob: invited });
    desk.wall.move(10);
    await desk.ok('bob', 'session.enrol', { username: 'bob', code, passphrase: passphraseOf('bob') });
    expect(await enrolments(desk)).toEqual({
      ada: founder,
      bob: { ...NONE, state: 'enrolled', enrolledAt: later(20) },
    });
    desk.wall.move(10);
    const again = await desk.issueCode(bob);
    expect(await enrolments(desk)).toMatchObject({
      bob: { state: 'invited', codeExpiresAt: later(86_430), enrolledAt: null, resetAt: later(30) },
    });
    desk.wall.move(10);
    await desk.ok('bob', 'session.enrol', { username: 'bob', code: again, passphrase: passphraseOf('bob two') });
    expect(await enrolments(desk)).toMatchObject({
      bob: { state: 'enrolled', codeExpiresAt: null, enrolledAt: later(40), resetAt: later(30) },
    });
  });

  test('is lapsed from the moment at which the code expires, until there is a newer one', async () => {
    const desk = await foundRealDesk();
    const bob = await create(desk, 'bob');
    await desk.issueCode(bob);
    desk.wall.move(86_399);
    expect(await enrolments(desk)).toMatchObject({ bob: { state: 'invited' } });
    desk.wall.move(1);
    expect(await enrolments(desk)).toMatchObject({ bob: { state: 'lapsed', codeExpiresAt: later(86_400) } });
    await desk.ok('ada', 'session.confirm', { passphrase: passphraseOf('ada') });
    await desk.issueCode(bob);
    expect(await enrolments(desk)).toMatchObject({ bob: { state: 'invited', codeExpiresAt: later(172_800) } });
  });
});

describe('the list of enrolments', () => {
  test('comes in pages, in the order of the list of people', async () => {
    const desk = await openDesk();
    await desk.hire('zoe bob Alice');
    const order = ['admin', 'Alice', 'bob', 'zoe'].map((username) => desk.id(username));
    const found: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await desk.as('admin').people.enrolments({ limit: 3, ...(cursor ? { cursor } : {}) });
      found.push(...page.items.map(({ personId }) => personId));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(order);
  });

  test('has everybody in a training desk enrolled from the start', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    await desk.advance(60);
    await desk.hire('carol');
    const { items } = await desk.as('admin').people.enrolments({});
    expect(items.map(({ state, enrolledAt }) => [state, enrolledAt])).toEqual([
      ['enrolled', START],
      ['enrolled', START],
      ['enrolled', later(60)],
    ]);
  });

  test('refuses the cursor of the list of people', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const { nextCursor } = await desk.as('admin').people.list({ limit: 1 });
    expect(await desk.refused('admin', 'people.enrolments', { cursor: nextCursor })).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { cursor: expect.any(String) },
    });
  });
});

describe('a real desk', () => {
  test('makes no key for people who are created or imported; they enrol with a code', async () => {
    const desk = await foundRealDesk();
    const csv = 'username,name,email,role\nbob,Bob,bob@example.test,member\ncarl,Carl,carl@example.test,auditor\n';
    await desk.ok('ada', 'people.import', { csv });
    await create(desk, 'dora');
    expect(await desk.newest(3)).toEqual(['person.created', 'person.created', 'person.created']);
    expect(await enrolments(desk)).toMatchObject({ bob: NONE, carl: NONE, dora: NONE });
    const { items } = answers.people.list.parse(await desk.ok('ada', 'people.list', { text: 'bob' }));
    const code = await desk.issueCode(items[0]?.id ?? '');
    await desk.ok('bob', 'session.enrol', { username: 'bob', code, passphrase: passphraseOf('bob') });
    expect(answers.ledger.verify.parse(await desk.ok('ada', 'ledger.verify'))).toMatchObject({ ok: true });
  });

  test('asks for the passphrase before an import if it was given too long ago, and changes nothing', async () => {
    const desk = await foundRealDesk();
    desk.wall.move(3_600);
    const csv = 'username,name,email,role\nbob,Bob,bob@example.test,member\n';
    expect(await desk.refused('ada', 'people.import', { csv })).toMatchObject({ code: 'PASSPHRASE_NEEDED' });
    expect(answers.people.list.parse(await desk.ok('ada', 'people.list')).items).toHaveLength(1);
    expect(answers.people.checkImport.parse(await desk.ok('ada', 'people.checkImport', { csv }))).toMatchObject({
      created: 1,
    });
  });
});
