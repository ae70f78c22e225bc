import { describe, expect, it } from 'vitest';
import type { PrintedPage } from '../../../src-main/desk/kernel/secureDisplay.ts';
import { foundRealDesk, passphraseOf, type RealDesk } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';
import { START } from '../support.ts';

const later = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

async function create(desk: RealDesk, username: string): Promise<string> {
  const input = { username, name: `${username} Example`, email: `${username}@example.test`, role: 'member' };
  return answers.people.create.parse(await desk.ok('ada', 'people.create', input)).id;
}

/** A real desk whose founder, ada, has added bob, carl and dan. */
async function withThree(): Promise<{ desk: RealDesk; ids: readonly [string, string, string] }> {
  const desk = await foundRealDesk();
  return { desk, ids: [await create(desk, 'bob'), await create(desk, 'carl'), await create(desk, 'dan')] };
}

const issue = async (desk: RealDesk, input: object) =>
  answers.people.issueCodes.parse(await desk.ok('ada', 'people.issueCodes', input)).codes;

const codesOn = (page: PrintedPage | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (page?.strips ?? []).map(({ fields }) => {
      const value = (label: string) => fields.find((field) => field.label === label)?.value ?? '';
      return [value('Username'), value('One-time code')];
    }),
  );

const length = async (desk: RealDesk): Promise<number> =>
  answers.ledger.list.parse(await desk.ok('ada', 'ledger.list', { limit: 1 })).items[0]?.sequence ?? 0;

async function usernames(desk: RealDesk, key: string): Promise<string[]> {
  const page = answers.people.list.parse(await desk.ok('ada', 'people.list', { key }));
  return page.items.map(({ username }) => username);
}

const verified = (desk: RealDesk) => desk.ok('ada', 'ledger.verify');

describe('one-time codes for many at once', () => {
  it('are one event for each person in one transaction, and are shown on one sheet', async () => {
    const { desk, ids } = await withThree();
    const shown = desk.secureDisplay.length;
    const codes = await issue(desk, { ids, validSeconds: 3 * 86_400 });
    expect(codes).toEqual(ids.map((personId) => ({ personId, expiresAt: later(3 * 86_400), reset: false })));
    expect(await desk.newest(4)).toEqual([
      'person.created',
      'enrolment.issued',
      'enrolment.issued',
      'enrolment.issued',
    ]);
    expect(desk.secureDisplay.length).toBe(shown + 1);
    const sheet = desk.secureDisplay.at(-1);
    expect(sheet?.title).toBe('One-time codes for 3 people');
    const onSheet = codesOn(sheet);
    expect(Object.keys(onSheet)).toEqual(['bob', 'carl', 'dan']);
    for (const username of ['bob', 'carl', 'dan'])
      await desk.ok(username, 'session.enrol', {
        username,
        code: onSheet[username],
        passphrase: passphraseOf(username),
      });
    expect(await verified(desk)).toMatchObject({ ok: true, problems: [] });
  });

  it('never answer a code', async () => {
    const { desk, ids } = await withThree();
    await issue(desk, { ids });
    const answered = desk.answered.join();
    for (const code of Object.values(codesOn(desk.secureDisplay.at(-1)))) expect(answered).not.toContain(code);
  });

  it.each([
    [3_600, 3_600],
    [7 * 86_400, 7 * 86_400],
    [undefined, 86_400],
  ])('that may be valid for %s seconds expire after %s', async (validSeconds, lasts) => {
    const { desk, ids } = await withThree();
    await issue(desk, { ids, ...(validSeconds === undefined ? {} : { validSeconds }) });
    const onSheet = codesOn(desk.secureDisplay.at(-1));
    const enrol = (username: string) => ({ username, code: onSheet[username], passphrase: passphraseOf(username) });
    desk.wall.pass(lasts - 1);
    await desk.ok('bob', 'session.enrol', enrol('bob'));
    desk.wall.pass(1);
    expect(await desk.refused('carl', 'session.enrol', enrol('carl'))).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringContaining('expired'),
    });
  });

  it.each([
    [{ validSeconds: 3_599 }, 'validSeconds', 'at least 1 hour'],
    [{ validSeconds: 604_801 }, 'validSeconds', 'at most 7 days'],
    [{ ids: [] }, 'ids', 'at least one person'],
  ])('are refused for %j, and the field says why', async (wrong, field, sentence) => {
    const { desk, ids } = await withThree();
    const refused = await desk.refused('ada', 'people.issueCodes', { ids, ...wrong });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { [field]: expect.stringContaining(sentence) } });
  });

  it('are refused for a person who is named twice, for too many people, and for an id of nobody', async () => {
    const { desk, ids } = await withThree();
    const [bob] = ids;
    const twice = await desk.refused('ada', 'people.issueCodes', { ids: [...ids, bob] });
    expect(twice).toMatchObject({ code: 'INVALID_INPUT', fields: { 'ids.3': expect.stringContaining('once') } });
    const many = Array.from({ length: 501 }, (_, n) => `0190a5c2-7b1e-7c3d-9f4a-${String(n).padStart(12, '0')}`);
    const tooMany = await desk.refused('ada', 'people.issueCodes', { ids: many });
    expect(tooMany).toMatchObject({ fields: { ids: expect.stringContaining('At most 500') } });
    const nobody = await desk.refused('ada', 'people.issueCodes', { ids: [bob, many[0]] });
    expect(nobody).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are issued for all or for nobody, and the refusal names whom it is about', async () => {
    const { desk, ids } = await withThree();
    const [, carl] = ids;
    await desk.ok('ada', 'people.disable', { id: carl });
    const [before, shown] = [await length(desk), desk.secureDisplay.length];
    const refused = await desk.refused('ada', 'people.issueCodes', { ids });
    expect(refused).toMatchObject({
      code: 'FORBIDDEN',
      message: 'No code was issued. carl Example is disabled and cannot sign in. Enable them first.',
    });
    const { person } = desk.session('ada');
    const withSelf = await desk.refused('ada', 'people.issueCodes', { ids: [...ids, person] });
    expect(withSelf.message).toContain('carl Example is disabled');
    expect(withSelf.message).toContain('You cannot reset your own key.');
    expect(await length(desk)).toBe(before);
    expect(desk.secureDisplay.length).toBe(shown);
  });

  it('replace codes that were not used, and take the keys of those who have one', async () => {
    const { desk, ids } = await withThree();
    const first = await desk.issueCode(ids[0]);
    const erin = await desk.hire('erin');
    const codes = await issue(desk, { ids: [...ids, erin] });
    expect(codes.map(({ reset }) => reset)).toEqual([false, false, false, true]);
    const withFirst = { username: 'bob', code: first, passphrase: passphraseOf('bob') };
    expect(await desk.refused('bob', 'session.enrol', withFirst)).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect(await desk.refused('erin', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await verified(desk)).toMatchObject({ ok: true, problems: [] });
  });

  it('record that requests are stuck that only people without a key could decide', async () => {
    const { desk, ids } = await withThree();
    const [eve, fay] = [await desk.hire('eve'), await desk.hire('fay')];
    await desk.hire('gus');
    await desk.ok('ada', 'policies.create', {
      name: 'production',
      conditions: [{ resource: 'prod-*' }],
      duration: { maxSeconds: 3_600 },
      steps: [
        {
          approvers: [
            { kind: 'person', id: eve },
            { kind: 'person', id: fay },
          ],
          required: 1,
        },
      ],
    });
    await desk.ok('gus', 'requests.submit', { resource: 'prod-1', account: 'root', durationSeconds: 60 });
    await issue(desk, { ids: [eve, fay, ...ids] });
    expect(await desk.newest(1)).toEqual(['request.stuck']);
    expect(await verified(desk)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('under four eyes, one-time codes for many', () => {
  async function guarded() {
    const { desk, ids } = await withThree();
    await desk.hire('ben', 'admin');
    await desk.ok('ada', 'settings.update', { fourEyes: true });
    const making = (input: object) => ({ area: 'people', verb: 'issueCodes', input });
    const propose = async (input: object) =>
      answers.proposals.make.parse(await desk.ok('ada', 'proposals.make', making(input)));
    return { desk, ids, propose };
  }

  it('are proposed, made when they are approved, and shown to the approver on one sheet', async () => {
    const { desk, ids, propose } = await guarded();
    const shown = desk.secureDisplay.length;
    expect(await desk.refused('ada', 'people.issueCodes', { ids })).toMatchObject({ code: 'FOUR_EYES_NEEDED' });
    const { id, summary, changes } = await propose({ ids, validSeconds: 7 * 86_400 });
    expect(summary).toBe('Issue a one-time code for bob Example (bob), and 2 more changes.');
    expect(changes[0]?.differences.map(({ sentence }) => sentence)).toEqual([
      'The code can be used for 7 days from the approval.',
    ]);
    expect(desk.secureDisplay.length).toBe(shown);
    desk.wall.pass(600);
    await desk.ok('ben', 'proposals.approve', { id });
    expect(desk.secureDisplay.length).toBe(shown + 1);
    expect(Object.keys(codesOn(desk.secureDisplay.at(-1)))).toEqual(['bob', 'carl', 'dan']);
    const { items } = answers.people.enrolments.parse(await desk.ok('ada', 'people.enrolments'));
    expect(items.filter(({ codeExpiresAt }) => codeExpiresAt === later(7 * 86_400 + 600))).toHaveLength(3);
    expect(await verified(desk)).toMatchObject({ ok: true, problems: [] });
  });

  it('are issued for nobody when one of the people was disabled since', async () => {
    const { desk, ids, propose } = await guarded();
    const { id } = await propose({ ids });
    await desk.ok('ada', 'people.disable', { id: ids[1] });
    const [before, shown] = [await length(desk), desk.secureDisplay.length];
    const refused = await desk.refused('ben', 'proposals.approve', { id });
    expect(refused).toMatchObject({ code: 'STALE', message: expect.stringContaining('carl Example') });
    expect(await length(desk)).toBe(before);
    expect(desk.secureDisplay.length).toBe(shown);
  });
});

describe('the filter of people by their keys', () => {
  it('finds those without a code, with one that waits, with one that expired, and with a key', async () => {
    const { desk, ids } = await withThree();
    await issue(desk, { ids: [ids[1]], validSeconds: 3_600 });
    await issue(desk, { ids: [ids[2]], validSeconds: 7_200 });
    desk.wall.pass(3_600);
    expect(await usernames(desk, 'none')).toEqual(['bob']);
    expect(await usernames(desk, 'lapsed')).toEqual(['carl']);
    expect(await usernames(desk, 'invited')).toEqual(['dan']);
    expect(await usernames(desk, 'enrolled')).toEqual(['ada']);
  });

  it('is for admins only', async () => {
    const { desk } = await withThree();
    await desk.hire('erin', 'auditor');
    expect(await desk.refused('erin', 'people.list', { key: 'none' })).toMatchObject({ code: 'FORBIDDEN' });
  });
});
