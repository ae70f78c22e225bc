import { describe, expect, it } from 'vitest';
import { answers } from '../shapes/answers.ts';
import { sessionShape } from '../shapes/session.ts';
import { foundRealDesk, passphraseOf, type RealDesk } from './support.ts';

const PASSPHRASE = passphraseOf('bob');
const enrol = (code: string, username = 'bob', passphrase = PASSPHRASE) => ({ username, code, passphrase });

describe('a one-time code', () => {
  it('lets a person in once, with a passphrase that they choose', async () => {
    const desk = await foundRealDesk();
    const { code } = await desk.invite('bob');
    // As a person types it from paper.
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o');
    const session = sessionShape.parse(await desk.ok('bob', 'session.enrol', enrol(typed)));
    expect(session.person).toMatchObject({ username: 'bob' });
    expect(await desk.newest(3)).toEqual(['person.created', 'enrolment.issued', 'key.enrolled']);
    expect(await desk.refused('thief', 'session.enrol', enrol(code))).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  it('has 128 bits', async () => {
    const desk = await foundRealDesk();
    const { code } = await desk.invite('bob');
    expect(code.replaceAll('-', '')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('does not let in another person, nor anyone without the code', async () => {
    const desk = await foundRealDesk();
    const { code } = await desk.invite('bob');
    const other = await desk.invite('carl');
    for (const [who, wrong] of [
      ['bob', other.code],
      ['carl', code],
      ['bob', 'not a code'],
      ['ada', code],
      ['nobody', code],
    ] as const)
      expect(await desk.refused('x', 'session.enrol', enrol(wrong, who))).toMatchObject({ code: 'SIGN_IN_FAILED' });
    await desk.ok('bob', 'session.enrol', enrol(code));
  });

  it('expires after 24 hours', async () => {
    const desk = await foundRealDesk();
    const { code } = await desk.invite('bob');
    desk.wall.move(86_400);
    expect(await desk.refused('bob', 'session.enrol', enrol(code))).toMatchObject({
      code: 'SIGN_IN_FAILED',
      message: expect.stringContaining('expired'),
    });
    await desk.ok('ada', 'session.confirm', { passphrase: passphraseOf('ada') });
    const { id } = answers.people.list
      .parse(await desk.ok('ada', 'people.list', { text: 'bob' }))
      .items.find(({ username }) => username === 'bob') ?? { id: '' };
    const again = await desk.issueCode(id);
    desk.wall.move(86_399);
    await desk.ok('bob', 'session.enrol', enrol(again));
  });

  it('is invalid once there is a newer one', async () => {
    const desk = await foundRealDesk();
    const { id, code } = await desk.invite('bob');
    const newer = await desk.issueCode(id);
    expect(await desk.refused('bob', 'session.enrol', enrol(code))).toMatchObject({ code: 'SIGN_IN_FAILED' });
    await desk.ok('bob', 'session.enrol', enrol(newer));
  });

  it('is not used up by a weak passphrase', async () => {
    const desk = await foundRealDesk();
    const { code } = await desk.invite('bob');
    expect(await desk.refused('bob', 'session.enrol', enrol(code, 'bob', 'bob bob bob bob'))).toMatchObject({
      code: 'INVALID_INPUT',
      fields: { passphrase: expect.any(String) },
    });
    await desk.ok('bob', 'session.enrol', enrol(code));
  });

  it('used twice at once makes one key', async () => {
    const desk = await foundRealDesk();
    const { code } = await desk.invite('bob');
    const both = await Promise.all(['one', 'two'].map((window) => desk.answer(window, 'session.enrol', enrol(code))));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('cannot be issued by a member, for oneself, or for a disabled person', async () => {
    const desk = await foundRealDesk();
    const id = await desk.hire('bob');
    expect(await desk.refused('bob', 'people.issueCode', { id })).toMatchObject({ code: 'FORBIDDEN' });
    const ada = desk.session('ada').person;
    expect(await desk.refused('ada', 'people.issueCode', { id: ada })).toMatchObject({ code: 'FORBIDDEN' });
    await desk.ok('ada', 'people.disable', { id });
    expect(await desk.refused('ada', 'people.issueCode', { id })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a key that an admin has reset', () => {
  async function withPolicy(): Promise<{ desk: RealDesk; bob: string; carl: string }> {
    const desk = await foundRealDesk();
    const [bob, carl] = [await desk.hire('bob'), await desk.hire('carl')];
    await desk.ok('ada', 'policies.create', {
      name: 'everything',
      conditions: [{ resource: '*' }],
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers: [bob, desk.session('ada').person].map((id) => ({ kind: 'person', id })), required: 1 }],
    });
    return { desk, bob, carl };
  }
  const file = async (desk: RealDesk, resource: string) =>
    answers.requests.submit.parse(
      await desk.ok('carl', 'requests.submit', { resource, account: 'root', durationSeconds: 60 }),
    );

  it('decides no request filed before, and every one filed after; the request shows it', async () => {
    const { desk, bob } = await withPolicy();
    const before = await file(desk, 'before');
    const code = await desk.issueCode(bob);
    await desk.ok('bob', 'session.enrol', enrol(code, 'bob', 'eleven copper kettles whistle'));
    expect(await desk.refused('bob', 'requests.approve', { id: before.id })).toMatchObject({
      code: 'NOT_ELIGIBLE',
      reason: 'KEY_RESET',
    });
    const seen = answers.requests.get.parse(await desk.ok('bob', 'requests.get', { id: before.id }));
    expect(seen.steps[0]?.keyReset).toMatchObject([{ username: 'bob' }]);
    expect(seen.viewer.why).toContainEqual(expect.objectContaining({ action: 'approve', reason: 'KEY_RESET' }));
    const after = await file(desk, 'after');
    await desk.ok('bob', 'requests.approve', { id: after.id });
    expect(answers.ledger.verify.parse(await desk.ok('ada', 'ledger.verify'))).toMatchObject({ ok: true });
  });
});

describe('the recovery kit', () => {
  const recover = (code: string, username = 'ada') => ({
    username,
    code,
    passphrase: 'nine patient owls count rain',
  });

  it('lets an admin in again, once, with a new key, and all admins and auditors are alerted', async () => {
    const desk = await foundRealDesk();
    await desk.hire('eve', 'auditor');
    const kit = desk.secureDisplay[0]?.fields.find(({ label }) => label === 'Recovery code')?.value ?? '';
    const old = desk.session('ada').keyId;
    const session = sessionShape.parse(await desk.ok('ada', 'session.recover', recover(kit)));
    expect(session.person).toMatchObject({ username: 'ada' });
    expect(desk.session('ada').keyId).not.toBe(old);
    expect(session.alerts.map(({ kind }) => kind)).toEqual(['recoveryUsed', 'noRecoveryKit']);
    const auditor = sessionShape.parse(await desk.ok('eve', 'session.get'));
    expect(auditor.alerts.map(({ kind }) => kind)).toEqual(['recoveryUsed', 'noRecoveryKit']);
    const [alert] = auditor.alerts;
    await desk.ok('eve', 'session.acknowledge', { sequence: alert?.sequence });
    expect(sessionShape.parse(await desk.ok('eve', 'session.get')).alerts).toHaveLength(1);
    expect(sessionShape.parse(await desk.ok('ada', 'session.get')).alerts).toHaveLength(2);
    expect(await desk.refused('thief', 'session.recover', recover(kit))).toMatchObject({ code: 'SIGN_IN_FAILED' });
    await desk.ok('ada', 'session.issueKit');
    expect(sessionShape.parse(await desk.ok('ada', 'session.get')).alerts.map(({ kind }) => kind)).toEqual([
      'recoveryUsed',
    ]);
    await desk.ok('ada', 'session.recover', recover(desk.onPrintedPage('Recovery code')));
    expect(answers.ledger.verify.parse(await desk.ok('ada', 'ledger.verify'))).toMatchObject({ ok: true });
  });

  it('lets in no member and no auditor', async () => {
    const desk = await foundRealDesk();
    await desk.hire('bob');
    const kit = desk.secureDisplay[0]?.fields.find(({ label }) => label === 'Recovery code')?.value ?? '';
    expect(await desk.refused('bob', 'session.recover', recover(kit, 'bob'))).toMatchObject({ code: 'FORBIDDEN' });
    await desk.ok('ada', 'session.recover', recover(kit));
  });

  it('is invalid once a newer one was made', async () => {
    const desk = await foundRealDesk();
    const kit = desk.secureDisplay[0]?.fields.find(({ label }) => label === 'Recovery code')?.value ?? '';
    await desk.ok('ada', 'session.issueKit');
    expect(await desk.refused('ada', 'session.recover', recover(kit))).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });
});
