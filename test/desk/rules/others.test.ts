import { describe, expect, test } from 'vitest';
import { repeatableEnvironment } from '../../../src-main/desk/kernel/environment.ts';
import { openDesk, START, type TestDesk } from '../support.ts';

async function twoDesks(): Promise<{ one: TestDesk; two: TestDesk }> {
  const one = await openDesk();
  await one.hire('alice bob carol');
  const two = await openDesk({ directory: one.directory, environment: repeatableEnvironment('another', START) });
  two.knowFrom(one);
  return { one, two };
}

describe('two desks on one workspace', () => {
  test('each sees at once what the other wrote', async () => {
    const { one, two } = await twoDesks();
    await one.policy({ steps: [{ by: 'bob carol', required: 2 }] });
    const { id } = await two.file('alice');
    await one.approve(id, 'bob');
    expect(await two.as('bob').requests.get({ id })).toMatchObject({ steps: [{ approved: 1 }] });
    expect(await two.approve(id, 'carol')).toMatchObject({ status: 'approved' });
    await two.advance(3_600);
    expect(await one.as('alice').grants.list({ status: 'active' })).toEqual({ items: [], nextCursor: null });
    expect(await one.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('a policy changed by one is the one by which the other matches', async () => {
    const { one, two } = await twoDesks();
    const policy = await one.policy({ steps: [{ by: 'bob' }] });
    const match = async () =>
      (await two.as('admin').policies.match({ resource: 'db', account: 'root' })).winner?.version;
    expect(await match()).toBe(1);
    await one.as('admin').policies.update({ id: policy.id, version: 1, precedence: 1 });
    expect(await match()).toBe(2);
    await one.as('admin').policies.archive({ id: policy.id });
    expect(await match()).toBeUndefined();
  });

  test('each announces the other’s changes, and its own once', async () => {
    const { one, two } = await twoDesks();
    const heard = two.nextChange();
    await one.group('managers', 'bob');
    expect(await heard).toEqual(expect.arrayContaining(['groups', 'ledger']));
    const own = two.nextChange();
    await two.group('others', 'carol');
    expect(await own).toEqual(['groups', 'requests', 'ledger']);
  });

  test('a read announces nothing, nor does a refusal', async () => {
    const { one } = await twoDesks();
    const heard: unknown[] = [];
    one.desk.onChanged((topics) => heard.push(topics));
    await one.as('alice').requests.list({});
    await one.as('admin').ledger.verify({});
    await one.refused('alice', 'groups.create', { name: 'x', memberIds: [] });
    await one.refused('admin', 'people.disable', { id: one.id('admin') });
    expect(heard).toEqual([]);
    await one.group('managers', '');
    expect(heard).toHaveLength(1);
  });

  test('the ledger verifies while both of them write', async () => {
    const { one, two } = await twoDesks();
    await one.policy({ steps: [{ by: 'bob' }] });
    const writes = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? one : two).file('alice', `db-${index}`));
    const checks = [one, two, one].map((desk) => desk.as('admin').ledger.verify({}));
    for (const check of await Promise.all(checks)) expect(check).toMatchObject({ ok: true, problems: [] });
    await Promise.all(writes);
    expect(await two.as('admin').ledger.verify({})).toMatchObject({ ok: true, length: one.length });
  });

  test('of decisions on both at once, none is lost and none counted twice', async () => {
    const { one, two } = await twoDesks();
    const approvers = Array.from({ length: 10 }, (_, index) => `p${index}`).join(' ');
    await one.hire(approvers);
    two.knowFrom(one);
    await one.policy({ steps: [{ by: approvers, required: 10 }] });
    const { id } = await one.file('alice');
    const given = await Promise.all(
      approvers.split(' ').flatMap((name) => [one, two].map((desk) => desk.answer(name, 'requests.approve', { id }))),
    );
    expect(given.filter(({ ok }) => ok)).toHaveLength(10);
    const done = await two.as('alice').requests.get({ id });
    expect(done).toMatchObject({ status: 'approved', steps: [{ approved: 10 }] });
    expect(done.steps[0]?.decisions).toHaveLength(10);
    expect(await one.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });
});
