import { describe, expect, it } from 'vitest';
import { foundRealDesk, passphraseOf, type RealDesk } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';

/** A real desk of two admins, ada and ben, and a member, with four eyes on. */
async function guarded(): Promise<{ desk: RealDesk; bob: string; ben: string }> {
  const desk = await foundRealDesk();
  const ben = await desk.hire('ben', 'admin');
  const bob = await desk.hire('bob');
  await desk.ok('ada', 'settings.update', { fourEyes: true });
  return { desk, bob, ben };
}

const made = async (desk: RealDesk, by: string, call: string, input: object) => {
  const [area, verb] = call.split('.');
  return answers.proposals.make.parse(await desk.ok(by, 'proposals.make', { area, verb, input }));
};

describe('in a real desk with four eyes on', () => {
  it('nobody resets a key or issues a code or a kit alone', async () => {
    const { desk, bob } = await guarded();
    const shown = desk.secureDisplay.length;
    for (const [call, input] of [
      ['people.issueCode', { id: bob }],
      ['session.issueKit', {}],
    ] as const)
      expect(await desk.refused('ada', call, input)).toMatchObject({ code: 'FOUR_EYES_NEEDED' });
    expect(desk.secureDisplay.length).toBe(shown);
  });

  it('a reset is a proposal; its code is made when it is approved, and shown to the approver', async () => {
    const { desk, bob } = await guarded();
    const shown = desk.secureDisplay.length;
    const { id, summary } = await made(desk, 'ada', 'people.issueCode', { id: bob });
    expect(summary).toBe('Reset the key of bob Example (bob).');
    expect(desk.secureDisplay.length).toBe(shown);
    expect(await desk.answer('bob', 'requests.list')).toMatchObject({ ok: true });
    await desk.ok('ben', 'proposals.approve', { id });
    expect(desk.secureDisplay.length).toBe(shown + 1);
    expect(await desk.refused('bob', 'requests.list')).toMatchObject({ code: 'NOT_SIGNED_IN' });
    const code = desk.onPrintedPage('One-time code');
    await desk.ok('bob', 'session.enrol', { username: 'bob', code, passphrase: passphraseOf('bob') });
    expect(await desk.ok('ada', 'ledger.verify')).toMatchObject({ ok: true, problems: [] });
  });

  it('a new kit is a proposal, too, and the previous one is valid until it is approved', async () => {
    const { desk } = await guarded();
    const { id } = await made(desk, 'ada', 'session.issueKit', {});
    const shown = desk.secureDisplay.length;
    await desk.ok('ben', 'proposals.approve', { id });
    expect(desk.secureDisplay.length).toBe(shown + 1);
    expect(await desk.newest(2)).toEqual(['proposal.approved', 'recovery.issued']);
    expect(await desk.ok('ada', 'ledger.verify')).toMatchObject({ ok: true, problems: [] });
  });

  it('a code for a first key does not become a reset if the person has enrolled meanwhile', async () => {
    const { desk } = await guarded();
    const eve = { username: 'eve', name: 'Eve', email: 'eve@example.test', role: 'member' };
    await desk.ok('ben', 'proposals.approve', { id: (await made(desk, 'ada', 'people.create', eve)).id });
    const people = answers.people.list.parse(await desk.ok('ada', 'people.list', { text: 'eve' }));
    const id = people.items[0]?.id ?? '';
    const first = await made(desk, 'ada', 'people.issueCode', { id });
    const second = await made(desk, 'ada', 'people.issueCode', { id });
    expect(first.summary).toBe('Issue a one-time code for Eve (eve).');
    await desk.ok('ben', 'proposals.approve', { id: first.id });
    const code = desk.onPrintedPage('One-time code');
    await desk.ok('eve', 'session.enrol', { username: 'eve', code, passphrase: passphraseOf('eve') });
    expect(await desk.refused('ben', 'proposals.approve', { id: second.id })).toMatchObject({ code: 'STALE' });
  });

  it('an admin whose key was recovered approves no earlier proposal', async () => {
    const desk = await foundRealDesk();
    const kit = desk.onPrintedPage('Recovery code');
    await desk.hire('ben', 'admin');
    await desk.ok('ada', 'settings.update', { fourEyes: true });
    const night = { name: 'night shift', memberIds: [] };
    const { id } = await made(desk, 'ada', 'groups.create', night);
    const passphrase = 'nine patient owls count rain';
    await desk.ok('ben', 'session.recover', { username: 'ben', code: kit, passphrase });
    expect(await desk.refused('ben', 'proposals.approve', { id })).toMatchObject({ reason: 'ENROLLED_LATER' });
    const again = await made(desk, 'ada', 'groups.create', night);
    await desk.ok('ben', 'proposals.approve', { id: again.id });
  });

  it('asks for the passphrase to propose and to approve', async () => {
    const { desk, bob } = await guarded();
    const { id } = await made(desk, 'ada', 'people.issueCode', { id: bob });
    desk.wall.move(16 * 60);
    expect(await desk.refused('ben', 'proposals.approve', { id })).toMatchObject({ code: 'PASSPHRASE_NEEDED' });
    const making = { area: 'people', verb: 'issueCode', input: { id: bob } };
    expect(await desk.refused('ada', 'proposals.make', making)).toMatchObject({ code: 'PASSPHRASE_NEEDED' });
    await desk.ok('ben', 'session.confirm', { passphrase: passphraseOf('ben') });
    await desk.ok('ben', 'proposals.approve', { id });
  });

  it('cannot be turned on while only one admin has a key, even with other admins', async () => {
    const desk = await foundRealDesk();
    await desk.invite('ben', 'admin');
    expect(await desk.refused('ada', 'settings.update', { fourEyes: true })).toMatchObject({
      code: 'QUORUM_IMPOSSIBLE',
      message: expect.stringContaining('there is one'),
    });
  });
});
