import { describe, expect, test } from 'vitest';
import { openDesk, START } from '../support.ts';

const AT = START;

describe('the values of answers', () => {
  test('a person', async () => {
    const desk = await openDesk();
    const input = { username: ' Zoe\u0308 ', name: 'Zoë Hart', email: 'Zoe@Example.test', role: 'auditor' } as const;
    const { id, ...person } = await desk.as('admin').people.create(input);
    expect(person).toEqual({ ...input, username: 'Zoë', status: 'enabled', version: 1 });
    const { items } = await desk.as('admin').people.list({ text: 'hart' });
    expect(items).toEqual([{ id, ...person }]);
  });

  test('a group', async () => {
    const desk = await openDesk();
    await desk.hire('carol bob');
    const memberIds = [desk.id('carol'), desk.id('bob')];
    const group = await desk.as('admin').groups.create({ name: 'Team', memberIds });
    const members = ['bob', 'carol'].map((username) => ({ id: desk.id(username), username, name: expect.any(String) }));
    expect(group).toEqual({ id: expect.any(String), name: 'Team', version: 1, members });
    expect(await desk.as('carol').groups.list({})).toEqual({ items: [group], nextCursor: null });
  });

  test('a policy, with its defaults filled in', async () => {
    const desk = await openDesk();
    await desk.hire('bob');
    const approvers = desk.refs('bob');
    const policy = await desk.as('admin').policies.create({
      name: 'least',
      conditions: [{ account: '*' }],
      duration: { maxSeconds: 60 },
      steps: [{ approvers, required: 1 }],
    });
    expect(policy).toEqual({
      id: expect.any(String),
      version: 1,
      status: 'active',
      createdAt: AT,
      updatedAt: AT,
      name: 'least',
      description: null,
      conditions: [{ account: '*' }],
      duration: { minSeconds: 1, maxSeconds: 60 },
      pendingTtlSeconds: 86_400,
      steps: [{ name: null, approvers, required: 1 }],
      distinctApprovers: true,
      precedence: 0,
      requireJustification: false,
      requireTicket: false,
      bypass: null,
    });
    expect(await desk.as('admin').policies.get({ id: policy.id })).toEqual(policy);
    expect(await desk.as('admin').policies.list({})).toEqual({ items: [policy], nextCursor: null });
  });

  test('a request, open and approved, to its requester and to an approver', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol');
    const policy = await desk.policy({ name: 'all', steps: [{ by: 'bob', name: 'First' }, { by: 'carol' }] });
    const contact = (username: string) => ({
      id: desk.id(username),
      username,
      name: `${username.charAt(0).toUpperCase()}${username.slice(1)}`,
      email: `${username}@example.test`,
    });
    const person = (username: string) => {
      const { email: _, ...rest } = contact(username);
      return rest;
    };
    const filed = await desk.file('alice', 'DB', { justification: ' why ', ticket: '' });
    const step = { required: 1, approved: 0, keyReset: [], decisions: [], writtenAfter: [] };
    const expected = {
      id: expect.any(String),
      number: 1,
      status: 'open',
      stuck: false,
      stuckBecause: null,
      requester: contact('alice'),
      filedBy: null,
      resource: 'DB',
      account: 'root',
      durationSeconds: 3_600,
      justification: 'why',
      ticket: null,
      submittedAt: AT,
      expiresAt: '2026-01-06T09:00:00.000Z',
      closedAt: null,
      policy: { id: policy.id, name: 'all', version: 1, because: expect.any(String), isCurrentVersion: true },
      steps: [
        { position: 1, name: 'First', status: 'open', eligible: [person('bob')], waitingFor: [person('bob')], ...step },
        { position: 2, name: null, status: 'waiting', eligible: [person('carol')], waitingFor: [], ...step },
      ],
      cancelled: null,
      grant: null,
      newestEvent: desk.length,
      thread: [],
      awaitsAnswer: false,
    };
    expect(filed).toEqual({
      ...expected,
      viewer: {
        canApprove: false,
        canReject: false,
        canWithdraw: false,
        canCancel: true,
        canBypass: false,
        why: [
          { action: 'approve', code: 'NOT_ELIGIBLE', reason: 'REQUESTER', message: expect.any(String) },
          { action: 'reject', code: 'NOT_ELIGIBLE', reason: 'REQUESTER', message: expect.any(String) },
          { action: 'withdraw', code: 'NOTHING_TO_WITHDRAW', message: expect.any(String) },
          { action: 'bypass', code: 'BYPASS_NOT_ALLOWED', message: expect.any(String) },
        ],
        canAsk: false,
        canAnswer: true,
        whyNotWrite: null,
      },
    });
    expect(await desk.as('bob').requests.get({ id: filed.id })).toEqual({
      ...expected,
      viewer: {
        canApprove: true,
        canReject: true,
        canWithdraw: false,
        canCancel: false,
        canBypass: false,
        why: [
          { action: 'withdraw', code: 'NOTHING_TO_WITHDRAW', message: expect.any(String) },
          { action: 'cancel', code: 'FORBIDDEN', message: expect.any(String) },
          { action: 'bypass', code: 'BYPASS_NOT_ALLOWED', message: expect.any(String) },
        ],
        canAsk: true,
        canAnswer: false,
        whyNotWrite: null,
      },
    });
    const done = await desk.approve(filed.id, 'bob carol');
    expect(done.viewer.why.map(({ action, code }) => `${action} ${code}`)).toEqual([
      'approve NOT_OPEN',
      'reject NOT_OPEN',
      'withdraw NOT_OPEN',
      'cancel FORBIDDEN',
      'bypass NOT_OPEN',
    ]);
    const { viewer: _, grant, ...approved } = done;
    expect(approved).toEqual({
      ...(({ grant: __, ...rest }) => rest)(expected),
      status: 'approved',
      newestEvent: desk.length,
      closedAt: AT,
      steps: ['bob', 'carol'].map((username, index) => ({
        ...expected.steps[index],
        status: 'complete',
        approved: 1,
        waitingFor: [],
        decisions: [{ person: person(username), decision: 'approved', comment: null, at: AT }],
      })),
    });
    expect(grant).toEqual({
      id: expect.any(String),
      requestId: filed.id,
      person: person('alice'),
      resource: 'DB',
      account: 'root',
      status: 'active',
      startsAt: AT,
      expiresAt: '2026-01-05T10:00:00.000Z',
      endedAt: null,
      endedBy: null,
      reason: null,
      viaBypass: false,
      bypass: null,
    });
  });

  test('the steps of requests that closed in every way', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob carol dan');
    const steps = [{ by: 'bob' }, { by: 'carol' }, { by: 'dan' }];
    await desk.policy({ steps, pendingTtlSeconds: 60, bypassers: 'alice' });
    const statuses = async (end: (id: string) => Promise<unknown>) => {
      const { id } = await desk.file('alice');
      await desk.approve(id, 'bob');
      await end(id);
      const request = await desk.as('alice').requests.get({ id });
      return [request.status, ...request.steps.map(({ status }) => status)];
    };
    const alice = desk.as('alice').requests;
    expect(await statuses(async () => {})).toEqual(['open', 'complete', 'open', 'waiting']);
    await desk.advance(60);
    expect(await statuses((id) => desk.approve(id, 'carol dan'))).toEqual([
      'approved',
      'complete',
      'complete',
      'complete',
    ]);
    expect(await statuses((id) => desk.as('carol').requests.reject({ id }))).toEqual([
      'rejected',
      'complete',
      'rejected',
      'skipped',
    ]);
    expect(await statuses((id) => alice.cancel({ id }))).toEqual(['cancelled', 'complete', 'skipped', 'skipped']);
    expect(await statuses(() => desk.advance(60))).toEqual(['expired', 'complete', 'skipped', 'skipped']);
    expect(await statuses((id) => alice.bypass({ id, reason: 'The pager is silent.' }))).toEqual([
      'approved',
      'complete',
      'skipped',
      'skipped',
    ]);
  });

  test('events, newest first, chained from the founding one', async () => {
    const desk = await openDesk();
    await desk.hire('alice');
    const { items } = await desk.as('admin').ledger.list({});
    expect(items.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(items.map(({ type }) => type)).toEqual(['key.enrolled', 'person.created', 'desk.founded']);
    for (const [index, { previousHash }] of items.entries()) expect(previousHash).toBe(items[index + 1]?.hash ?? null);
    expect(items[1]).toEqual({
      sequence: 2,
      at: AT,
      type: 'person.created',
      actor: { id: desk.id('admin'), username: 'admin', name: 'Admin' },
      data: { id: desk.id('alice'), username: 'alice', name: 'Alice', email: 'alice@example.test', role: 'member' },
      sentence: 'Admin added Alice (alice) as a member.',
      links: [
        { start: 0, end: 5, kind: 'person', id: desk.id('admin') },
        { start: 12, end: 17, kind: 'person', id: desk.id('alice') },
      ],
      comment: null,
      hash: expect.any(String),
      previousHash: expect.any(String),
    });
    expect(await desk.as('admin').ledger.verify({})).toEqual({
      ok: true,
      length: 3,
      head: items[0]?.hash,
      problems: [],
      warnings: [],
    });
  });

  test('lists come in pages that hold everything once', async () => {
    const desk = await openDesk();
    await desk.hire('alice bob');
    await desk.policy({ steps: [{ by: 'bob' }] });
    for (const resource of ['a', 'b', 'c', 'd', 'e']) {
      const { id } = await desk.file('alice', resource);
      if (resource !== 'e') await desk.approve(id, 'bob');
    }
    const admin = desk.as('admin');
    const walk = async <T>(
      list: (input: { limit: number; cursor?: string }) => Promise<{ items: T[]; nextCursor: string | null }>,
    ) => {
      const found: T[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: T[]; nextCursor: string | null } = await list({
          limit: 2,
          ...(cursor === null ? {} : { cursor }),
        });
        expect(page.items.length).toBeGreaterThan(0);
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect((await list({ limit: 200 })).items).toEqual(found);
      return found;
    };
    expect((await walk(admin.requests.list)).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect((await walk(desk.as('bob').requests.list)).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect(await walk(admin.people.list)).toHaveLength(3);
    expect(await walk(admin.grants.list)).toHaveLength(4);
    expect(await walk(admin.policies.list)).toHaveLength(1);
    expect(await walk(admin.ledger.list)).toHaveLength(desk.length);
    const oldest = await walk((page) => admin.requests.list({ ...page, sort: 'oldest' }));
    expect(oldest.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });
});
