import { describe, expect, test } from 'vitest';
import { setFixture } from '../fixture.ts';
import { NOBODY, openDesk } from '../support.ts';

const WRITES = { 'grants.revoke': { reason: 'over' }, 'grants.release': {}, 'grants.reviewBypass': { comment: 'ok' } };

describe('NOT_ACTIVE', () => {
  test.each(['expired', 'revoked', 'released'] as const)('a grant that is %s stays so', async (status) => {
    const desk = await openDesk();
    const { granted: id } = await setFixture(desk);
    if (status === 'expired') await desk.advance(3_600);
    if (status === 'revoked') await desk.as('admin').grants.revoke({ id, reason: 'over' });
    if (status === 'released') await desk.as('alice').grants.release({ id });
    const ended = await desk.as('alice').grants.get({ id });
    expect(ended.status).toBe(status);
    const before = desk.length;
    expect(await desk.refused('admin', 'grants.revoke', { id, reason: 'again' })).toMatchObject({ code: 'NOT_ACTIVE' });
    expect(await desk.refused('alice', 'grants.release', { id })).toMatchObject({ code: 'NOT_ACTIVE' });
    expect(desk.length).toBe(before);
    await desk.advance(86_400);
    expect(await desk.as('alice').grants.get({ id })).toEqual(ended);
  });
});

describe('NOT_FOUND', () => {
  test('there is no such grant, or the caller may not see it', async () => {
    const desk = await openDesk();
    const { granted } = await setFixture(desk);
    await desk.hire('zoe');
    for (const id of [granted, NOBODY]) {
      // A person who does not see the request does not see its grant.
      expect(await desk.refused('zoe', 'grants.get', { id })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await desk.refused('zoe', 'grants.release', { id })).toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const [verb, more] of Object.entries(WRITES))
      expect(await desk.refused('admin', verb, { id: NOBODY, ...more })).toMatchObject({ code: 'NOT_FOUND' });
    const account = { resource: 'prod-granted', account: 'root' };
    expect(await desk.refused('erin', 'grants.check', { personId: NOBODY, ...account })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the review of a break-glass', () => {
  test('is for an admin other than the bypasser, and once', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    await desk.hire('ada', 'admin');
    await desk.policy({ steps: [{ by: 'bob' }], bypassers: 'ada' });
    const request = await desk.file('ada');
    const { grant } = await desk.as('ada').requests.bypass({ id: request.id, reason: 'The pager is silent.' });
    const review = { id: grant?.id, comment: 'understood' };
    expect(await desk.refused('ada', 'grants.reviewBypass', review)).toMatchObject({ code: 'FORBIDDEN' });
    const { id = '', comment } = review;
    expect(await desk.as('admin').grants.reviewBypass({ id, comment })).toMatchObject({
      bypass: { reviewedBy: { username: 'admin' }, comment: 'understood' },
    });
    const before = desk.length;
    expect(await desk.refused('admin', 'grants.reviewBypass', review)).toMatchObject({ code: 'NOT_OPEN' });
    expect(desk.length).toBe(before);
  });

  test('a grant that was approved has nothing to review', async () => {
    const desk = await openDesk();
    const { granted: id } = await setFixture(desk);
    expect(await desk.refused('admin', 'grants.reviewBypass', { id, comment: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('continues when the grant has ended', async () => {
    const desk = await openDesk();
    const { bypassed: id } = await setFixture(desk);
    await desk.advance(3_600);
    expect(await desk.as('admin').grants.reviewBypass({ id, comment: 'late' })).toMatchObject({
      status: 'expired',
      bypass: { comment: 'late' },
    });
  });
});
