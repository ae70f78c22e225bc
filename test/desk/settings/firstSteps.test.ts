import { describe, expect, it } from 'vitest';
import { foundRealDesk, type RealDesk } from '../real/support.ts';
import { answers } from '../shapes/answers.ts';
import { openDesk } from '../support.ts';

const read = async (desk: RealDesk, by = 'ada') =>
  answers.settings.firstSteps.parse(await desk.ok(by, 'settings.firstSteps'));

const doneOf = async (desk: RealDesk): Promise<string[]> =>
  (await read(desk)).steps.filter(({ done }) => done).map(({ name }) => name);

describe('the first steps of a real desk', () => {
  it('tick themselves one after the other, and untick when the desk loses what they need', async () => {
    const desk = await foundRealDesk();
    const { steps, away } = await read(desk);
    expect(steps.map(({ name }) => name)).toEqual([
      'secondAdmin',
      'people',
      'groups',
      'accounts',
      'policy',
      'fourEyes',
      'decision',
    ]);
    expect(away).toBe(false);
    expect(await doneOf(desk)).toEqual([]);

    const { id: ben } = await desk.invite('ben', 'admin');
    expect(await doneOf(desk)).toEqual([]);
    await desk.ok('ada', 'people.disable', { id: ben });
    await desk.hire('cyd', 'admin');
    expect(await doneOf(desk)).toEqual(['secondAdmin']);

    const bob = await desk.hire('bob');
    await desk.hire('eve');
    expect(await doneOf(desk)).toEqual(['secondAdmin', 'people']);

    const group = answers.groups.create.parse(
      await desk.ok('ada', 'groups.create', { name: 'owners', memberIds: [bob] }),
    );
    expect(await doneOf(desk)).toContain('groups');

    await desk.ok('ada', 'accounts.import', { rows: [{ resource: 'prod-1', account: 'root' }] });
    expect(await doneOf(desk)).toContain('accounts');

    await desk.ok('ada', 'policies.create', {
      name: 'production',
      conditions: [{ resource: 'prod-*' }],
      duration: { maxSeconds: 3_600 },
      steps: [{ approvers: [{ kind: 'person', id: bob }], required: 1 }],
    });
    expect(await doneOf(desk)).toEqual(['secondAdmin', 'people', 'groups', 'accounts', 'policy']);

    const request = answers.requests.submit.parse(
      await desk.ok('eve', 'requests.submit', { resource: 'prod-1', account: 'root', durationSeconds: 60 }),
    );
    expect(await doneOf(desk)).not.toContain('decision');
    await desk.ok('bob', 'requests.approve', { id: request.id });
    expect(await doneOf(desk)).toContain('decision');

    await desk.ok('ada', 'groups.remove', { id: group.id });
    expect(await doneOf(desk)).not.toContain('groups');
    await desk.ok('ada', 'settings.update', { fourEyes: true });
    expect(await doneOf(desk)).toEqual(['secondAdmin', 'people', 'accounts', 'policy', 'fourEyes', 'decision']);
  });

  it('are put away and brought back by each admin for themselves, and no event records it', async () => {
    const desk = await foundRealDesk();
    await desk.hire('ben', 'admin');
    const before = await desk.newest(1);
    expect(await desk.ok('ada', 'settings.putFirstStepsAway', { away: true })).toMatchObject({ away: true });
    expect([(await read(desk)).away, (await read(desk, 'ben')).away]).toEqual([true, false]);
    await desk.ok('ada', 'settings.putFirstStepsAway', { away: false });
    expect((await read(desk)).away).toBe(false);
    expect(await desk.newest(1)).toEqual(before);
    expect(await desk.ok('ada', 'ledger.verify')).toMatchObject({ ok: true, problems: [], warnings: [] });
  });

  it('are for admins only', async () => {
    const desk = await foundRealDesk();
    await desk.hire('bob');
    await desk.hire('erin', 'auditor');
    for (const username of ['bob', 'erin'])
      expect(await desk.refused(username, 'settings.firstSteps')).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('do not exist in a training desk', async () => {
    const desk = await openDesk();
    for (const [call, input] of [
      ['settings.firstSteps', {}],
      ['settings.putFirstStepsAway', { away: true }],
    ] as const)
      expect(await desk.refused('admin', call, input)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
