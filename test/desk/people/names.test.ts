import { describe, expect, test } from 'vitest';
import { shownName as shownByTheDesk } from '../../../src-main/engine/people/directory.ts';
import { shownName as shownByTheWindow } from '../../../src-renderer/ui/names.ts';
import { openDesk, type TestDesk } from '../support.ts';

/** A desk with two people who are called Bob. */
async function namesakes(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob mallory');
  await desk.as('admin').people.update({ id: desk.id('mallory'), name: 'bob' });
  return desk;
}

async function filed(desk: TestDesk) {
  await desk.as('admin').policies.create({
    name: 'p',
    conditions: [{ resource: 'db' }],
    duration: { maxSeconds: 14_400 },
    steps: [{ approvers: desk.refs('mallory'), required: 1 }],
    bypass: null,
  });
  return desk.as('alice').requests.submit({ resource: 'db', account: 'root', durationSeconds: 3_600 });
}

describe('a name that two people share', () => {
  test('is marked as shared for both, compared folded, even if one of them is disabled, and no longer once one is renamed', async () => {
    const desk = await namesakes();
    const sharing = async () =>
      (await desk.as('admin').people.list({})).items.filter((one) => one.nameIsShared).map(({ username }) => username);
    expect(await sharing()).toEqual(['bob', 'mallory']);
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    expect(await sharing()).toEqual(['bob', 'mallory']);
    await desk.as('admin').people.update({ id: desk.id('mallory'), name: 'Mallory' });
    expect(await sharing()).toEqual([]);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('is shown with the username in the timeline, in notifications, in refusals and in the reason for access', async () => {
    const desk = await namesakes();
    const { id } = await filed(desk);
    await desk.as('mallory').requests.approve({ id });
    const timeline = await desk.as('alice').requests.timeline({ id });
    expect(timeline.items.map(({ sentence }) => sentence)).toContain('bob (mallory) approved step 1.');
    expect(timeline.items.find(({ type }) => type === 'request.approved')?.actor).toMatchObject({ nameIsShared: true });
    const check = await desk.as('alice').grants.check({ personId: desk.id('alice'), resource: 'db', account: 'root' });
    expect(check.because).toContain('was approved by bob (mallory)');
    const late = await desk.refused('mallory', 'requests.approve', { id });
    expect(late).toMatchObject({ code: 'NOT_OPEN', message: expect.stringContaining('by bob (mallory)') });
    const request = await desk.as('alice').requests.get({ id });
    expect(request.steps[0]?.eligible).toMatchObject([{ username: 'mallory', nameIsShared: true }]);
    expect(request.requester).not.toHaveProperty('nameIsShared');
  });

  test('is shown with the username in the records of disabling', async () => {
    const desk = await namesakes();
    await desk.as('admin').policies.create({
      name: 'p',
      conditions: [{ resource: 'db' }],
      duration: { maxSeconds: 14_400 },
      steps: [{ approvers: desk.refs('alice'), required: 1 }],
    });
    const { id } = await desk
      .as('mallory')
      .requests.submit({ resource: 'db', account: 'root', durationSeconds: 3_600 });
    await desk.as('admin').people.disable({ id: desk.id('mallory') });
    expect(await desk.as('alice').requests.get({ id })).toMatchObject({
      cancelled: { comment: 'bob (mallory) was disabled.' },
    });
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('is the same in the window and in the desk', () => {
    const bob = { username: 'mallory', name: 'Bob' };
    for (const person of [bob, { ...bob, nameIsShared: true as const }])
      expect(shownByTheWindow(person)).toBe(shownByTheDesk(person));
    expect(shownByTheDesk({ ...bob, nameIsShared: true })).toBe('Bob (mallory)');
  });
});

describe('the name of another enabled person', () => {
  test('can be given by an admin only', async () => {
    const desk = await openDesk();
    await desk.hire('bob mallory');
    const id = desk.id('mallory');
    for (const name of ['Bob', 'BOB', 'Вob'])
      expect(await desk.refused('mallory', 'people.update', { id, name, evenIfAlike: true })).toMatchObject({
        code: 'FORBIDDEN',
        message: expect.stringContaining('Bob (bob)'),
      });
    expect(await desk.as('admin').people.update({ id, name: 'Bob' })).toMatchObject({ nameIsShared: true });
    // A person who has the name already may spell it differently.
    expect(await desk.as('mallory').people.update({ id, name: 'BOB' })).toMatchObject({ name: 'BOB' });
  });

  test('is free for everybody once that person is disabled', async () => {
    const desk = await openDesk();
    await desk.hire('bob mallory');
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    expect(await desk.as('mallory').people.update({ id: desk.id('mallory'), name: 'Bob' })).toMatchObject({
      name: 'Bob',
      nameIsShared: true,
    });
  });
});

describe('a name that looks like another one in another script', () => {
  const zoe = { name: 'Zoe', email: 'zoe@example.test', role: 'member' } as const;

  test.each([
    ['Cyrillic а', { ...zoe, username: 'zoe', name: 'Аlice' }, 'U+0410, Cyrillic'],
    ['Greek ο in a username', { ...zoe, username: 'bοb' }, 'U+03BF, Greek'],
    ['a letter of mathematics', { ...zoe, username: 'zoe', name: '𝐀lice' }, 'U+1D400, special forms'],
  ])('is refused for a new person: %s', async (_, input, character) => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    const refusal = await desk.refused('admin', 'people.create', input);
    expect(refusal).toMatchObject({ code: 'LOOKS_ALIKE', message: expect.stringContaining(character) });
    expect(refusal.message).toMatch(/of (Alice|Bob)/);
    expect(await desk.as('admin').people.create({ ...input, evenIfAlike: true })).toMatchObject({ version: 1 });
  });

  test('is refused for a renamed person, whichever of the two came first', async () => {
    const desk = await openDesk();
    await desk.as('admin').people.create({ ...zoe, username: 'ivan', name: 'Вася' });
    await desk.hire('mallory');
    const id = desk.id('mallory');
    expect(await desk.refused('admin', 'people.update', { id, name: 'Bacя' })).toMatchObject({ code: 'LOOKS_ALIKE' });
    expect(await desk.as('admin').people.update({ id, name: 'Bacя', evenIfAlike: true })).toMatchObject({ version: 2 });
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test.each([
    ['l for 1', 'a1ice', 'alice'],
    ['rn for m', 'rnark', 'mark'],
    ['an accent', 'Jose', 'José'],
    ['a dotless i', 'Yılmaz', 'Yilmaz'],
  ])('does not include names that look alike within one script: %s', async (_, one, other) => {
    const desk = await openDesk();
    for (const [username, name] of [['u1', one] as const, ['u2', other] as const])
      expect(await desk.as('admin').people.create({ ...zoe, username, name })).toMatchObject({ name });
  });

  test('must be confirmed in an import, even if both are in the file', async () => {
    const desk = await openDesk();
    await desk.hire('alice');
    const csv = [
      'username,name,email,role',
      'zoe,Zoe,zoe@example.test,member',
      'аlice,Somebody,a@example.test,member',
      'yves,Ζoe,y@example.test,member',
    ].join('\n');
    const plan = await desk.as('admin').people.checkImport({ csv });
    expect(plan).toMatchObject({ problems: [], created: 3, alike: [{ line: 3 }, { line: 4 }] });
    expect(await desk.refused('admin', 'people.import', { csv })).toMatchObject({ code: 'LOOKS_ALIKE' });
    expect(await desk.as('admin').people.import({ csv, evenIfAlike: true })).toMatchObject({ created: 3 });
  });
});

describe('a text without visible characters', () => {
  const cases = ['\u200B', '\u00AD', '\u2060', '\u3164', '\u2800', '\u115F', '\uFE0F', '\u{E0020}', '\u{1D159}'];

  test.each(cases.map((character) => [character.codePointAt(0)?.toString(16), character]))(
    'counts as left out, and is refused if it is required: U+%s',
    async (_, character) => {
      const desk = await openDesk();
      await desk.hire('alice bob');
      await desk.as('admin').policies.create({
        name: 'p',
        conditions: [{ resource: '*' }],
        duration: { maxSeconds: 14_400 },
        steps: [{ approvers: desk.refs('bob'), required: 1 }],
        requireJustification: true,
        bypass: { bypassers: desk.refs('alice') },
      });
      const asked = { resource: 'db', account: 'root', durationSeconds: 3_600 };
      const blank = `${character} ${character}`;
      expect(await desk.refused('alice', 'requests.submit', { ...asked, justification: blank })).toMatchObject({
        code: 'INVALID_INPUT',
      });
      const request = await desk.as('alice').requests.submit({ ...asked, justification: 'x', ticket: blank });
      expect(request.ticket).toBeNull();
      const { id } = request;
      for (const reason of [character.repeat(12), `a b c d e f${character.repeat(9)}`])
        expect(await desk.refused('alice', 'requests.bypass', { id, reason })).toMatchObject({
          code: 'INVALID_INPUT',
          fields: { reason: expect.any(String) },
        });
      const open = await desk.as('alice').requests.bypass({ id, reason: `the database is down ${character}` });
      const grant = open.grant?.id;
      expect(await desk.refused('admin', 'grants.reviewBypass', { id: grant, comment: blank })).toMatchObject({
        code: 'INVALID_INPUT',
      });
      expect(await desk.refused('admin', 'grants.revoke', { id: grant, reason: blank })).toMatchObject({
        code: 'INVALID_INPUT',
      });
    },
  );

  test.each(['\u3164', '\u2800', '\u034F', '\uFE0F', '\u00A0', '\u3000', '\u{13441}'])(
    'cannot hide in a name: %j',
    async (character) => {
      const desk = await openDesk();
      for (const input of [
        { username: `a${character}b`, name: 'N', email: 'a@b.test', role: 'member' },
        { username: 'ab', name: `a${character}b`, email: 'a@b.test', role: 'member' },
      ])
        expect(await desk.refused('admin', 'people.create', input)).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await desk.refused('admin', 'groups.create', { name: `a${character}b`, memberIds: [] })).toMatchObject({
        code: 'INVALID_INPUT',
      });
    },
  );

  test('allows blanks between words, emoji and accents', async () => {
    const desk = await openDesk();
    for (const name of ['Ana María 🦊', '山田 太郎', 'नीना'])
      expect(await desk.as('admin').groups.create({ name, memberIds: [] })).toMatchObject({ name });
  });
});

describe('a new username', () => {
  const person = (username: string) => ({ username, name: 'New', email: 'new@x.test', role: 'member' as const });
  const says = 'A username has letters, digits';

  test.each(['ada.lovelace', 'søren-2', 'ops@example.org', 'CORP\\ada', "o'neill", 'a_b#c+$!~', 'мария'])(
    'may be %s',
    async (username) => {
      const desk = await openDesk();
      expect(await desk.as('admin').people.create(person(username))).toMatchObject({ username });
    },
  );

  test.each(['ada lovelace', 'ada,bob', 'ada:bob', 'ada/bob', 'ada🙂', 'ada"', 'ada(1)', '½'])(
    'may not be %s',
    async (username) => {
      const desk = await openDesk();
      const refused = await desk.refused('admin', 'people.create', person(username));
      expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { username: expect.stringContaining(says) } });
      const csv = `username,name,email,role\n"${username.replaceAll('"', '""')}",New,new@x.test,member\n`;
      const checked = await desk.as('admin').people.checkImport({ csv });
      expect(checked.problems).toEqual([{ line: 2, message: expect.stringContaining(`username: ${says}`) }]);
    },
  );
});
