import { beforeEach, describe, expect, test } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

/** Two steps, the first of two people: a request can move on, and gather approvals without moving. */
let desk: TestDesk;
let id: string;

const newestOf = async (username: string): Promise<number> =>
  (await desk.as(username).requests.get({ id })).newestEvent;
const decide = (username: string, seen: number, verb = 'approve') =>
  desk.refused(username, `requests.${verb}`, { id, seen });

beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('alice bob carol dan erin');
  await desk.policy({ steps: [{ by: 'bob carol dan', required: 2 }, { by: 'dan erin' }], distinctApprovers: false });
  ({ id } = await desk.file('alice'));
});

describe('the newest event of a request', () => {
  test('is answered with it, alone and in a list, and grows with every event of it', async () => {
    const filed = await newestOf('bob');
    expect(filed).toBe(desk.length);
    await desk.approve(id, 'bob');
    const approved = await newestOf('bob');
    expect(approved).toBeGreaterThan(filed);
    const { items } = await desk.as('carol').requests.list({});
    expect(items.map(({ newestEvent }) => newestEvent)).toEqual([approved]);
    const withdrawn = await desk.as('bob').requests.withdraw({ id });
    expect(withdrawn.newestEvent).toBe(desk.length);
  });

  test('is not changed by events of others', async () => {
    const before = await newestOf('bob');
    await desk.file('alice', 'another');
    expect(await newestOf('bob')).toBe(before);
  });

  test('is the newest event that the ledger lists about it', async () => {
    await desk.approve(id, 'bob carol erin');
    const { items } = await desk.as('admin').ledger.list({ subjectId: id, limit: 1 });
    expect(await newestOf('admin')).toBe(items[0]?.sequence);
  });
});

describe('a decision based on a seen event', () => {
  test('is accepted if nothing has happened since', async () => {
    const seen = await newestOf('bob');
    expect((await desk.as('bob').requests.approve({ id, seen })).steps[0]?.approved).toBe(1);
  });

  test('is accepted if another person has approved the same step, or withdrawn that', async () => {
    const seen = await newestOf('carol');
    await desk.approve(id, 'bob');
    await desk.as('bob').requests.withdraw({ id });
    await desk.approve(id, 'bob');
    expect((await desk.as('carol').requests.approve({ id, seen })).steps[0]?.status).toBe('complete');
  });

  test.each(['approve', 'reject'])('is STALE if another step is open: %s', async (verb) => {
    const seen = await newestOf('dan');
    await desk.approve(id, 'bob carol');
    const before = desk.length;
    const { code, message } = await decide('dan', seen, verb);
    expect(code).toBe('STALE');
    expect(message).toMatch(/has changed since you saw it: step 2 is open now\. Look at it again, then decide\.$/);
    expect(desk.length).toBe(before);
    expect((await desk.as('dan').requests.approve({ id, seen: await newestOf('dan') })).status).toBe('approved');
  });

  test('is STALE if the request became stuck meanwhile, and if it was freed', async () => {
    const fresh = await newestOf('dan');
    await desk.as('admin').people.disable({ id: desk.id('bob') });
    await desk.as('admin').people.disable({ id: desk.id('carol') });
    expect(await decide('dan', fresh)).toMatchObject({
      code: 'STALE',
      message: expect.stringContaining('it can no longer be completed'),
    });
    const stuck = await newestOf('dan');
    await desk.as('admin').people.enable({ id: desk.id('bob') });
    expect(await decide('dan', stuck)).toMatchObject({
      code: 'STALE',
      message: expect.stringContaining('it can be completed again'),
    });
  });

  test('is STALE if the seen event is older than the request', async () => {
    expect((await decide('bob', 1)).code).toBe('STALE');
  });

  test('of a number above the newest is INVALID_INPUT, even if the request is closed', async () => {
    const newest = await newestOf('bob');
    const refused = await decide('bob', newest + 1);
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { seen: expect.stringContaining(`${newest}`) } });
    await desk.as('alice').requests.cancel({ id });
    expect((await decide('bob', 1_000_000)).code).toBe('INVALID_INPUT');
  });

  test.each([0, -1, 1.5, '7', null])('accepts only a whole number of an event, not %j', async (seen) => {
    const refused = await desk.refused('bob', 'requests.approve', { id, seen });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: { seen: expect.any(String) } });
  });

  test('is NOT_OPEN before it is STALE, and STALE before it is NOT_ELIGIBLE', async () => {
    const seen = await newestOf('bob');
    await desk.approve(id, 'bob carol');
    // Alice is the requester, and it has moved.
    expect((await decide('alice', seen)).code).toBe('STALE');
    expect((await decide('alice', await newestOf('alice'))).code).toBe('NOT_ELIGIBLE');
    await desk.as('erin').requests.reject({ id });
    expect((await decide('dan', seen)).code).toBe('NOT_OPEN');
  });

  test('is NOT_OPEN if the request has expired, recorded or not', async () => {
    const seen = await newestOf('bob');
    await desk.advance(86_400);
    expect((await decide('bob', seen)).code).toBe('NOT_OPEN');
  });

  test('is NOT_FOUND for a person who does not see the request', async () => {
    await desk.hire('frank');
    expect((await decide('frank', 1_000_000)).code).toBe('NOT_FOUND');
  });

  test('is not part of a withdrawal or a cancellation', async () => {
    for (const verb of ['withdraw', 'cancel'])
      expect(await decide('alice', 1, verb)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { seen: expect.anything() },
      });
  });

  test('without a seen event is decided as before', async () => {
    await desk.approve(id, 'bob carol');
    expect((await desk.as('dan').requests.approve({ id })).status).toBe('approved');
  });
});
