import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventData } from '#contract/events.ts';
import { grantId, groupId, type PersonId, policyId, type RequestId, requestId } from '#contract/scalars.ts';
import { writeReason } from '../../../src-main/engine/reason/form.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { folder } from '../../integrity/workspace.ts';
import { openSharedDesk, type TestDesk } from '../support.ts';

/** A training desk in use, to which forged events are added. */
export interface Office {
  readonly file: Buffer;
  person(username: string): PersonId;
  group(name: string): ReturnType<typeof groupId.parse>;
  policy(name: string): ReturnType<typeof policyId.parse>;
  request(resource: string): RequestId;
  /** The grant of a request. */
  grant(resource: string): ReturnType<typeof grantId.parse>;
  /** The event of alice filing a request for a resource without an open request. */
  filing(resource: string): EventData<'request.submitted'>;
}

/**
 * alice asks; bob and carol, then dan approve production; ada and admin are admins, zed was one, erin is an auditor, mallory
 * has no part in any of it. The requests are named by their resources:
 *
 * `prod-open` bob has approved; `prod-ready` waits for dan alone; `twice-1` bob has approved, and could approve the second step, too;
 * `prod-behalf` ada filed for alice; `prod-mallory` is mallory's; `prod-granted` and `prod-released` were approved, the latter given back;
 * `prod-glass` alice opened by break-glass, `prod-ada` ada did.
 */
export async function makeOffice(): Promise<Office> {
  const { desk } = await openSharedDesk({ directory: folder() });
  await desk.hire('alice bob carol dan mallory dave');
  await desk.hire('ada zed', 'admin');
  await desk.hire('erin', 'auditor');
  await desk.group('managers', 'bob carol');
  await desk.group('spare', 'mallory');
  const admin = desk.as('admin');
  await admin.people.disable({ id: desk.id('zed') });
  await admin.people.disable({ id: desk.id('dave') });
  const policies = new Map<string, string>();
  const policy = async (terms: Parameters<TestDesk['policy']>[0] & { name: string }) =>
    policies.set(terms.name, (await desk.policy(terms)).id);
  await policy({
    name: 'production',
    conditions: [{ resource: 'prod-*' }],
    steps: [
      { by: '@managers', required: 2, name: 'Manager Review' },
      { by: 'dan', name: 'Security Review' },
    ],
    bypassers: 'alice ada',
  });
  await policy({
    name: 'twice',
    conditions: [{ resource: 'twice-*' }],
    steps: [{ by: 'bob carol' }, { by: 'bob dan' }],
  });
  await policy({ name: 'retired', conditions: [{ resource: 'old-*' }], steps: [{ by: 'bob' }] });
  await admin.policies.archive({ id: policies.get('retired') ?? '' });

  const requests = new Map<string, string>();
  const grants = new Map<string, string>();
  const file = async (username: string, resource: string, more = {}) => {
    const { id } = await desk.file(username, resource, more);
    requests.set(resource, id);
    return id;
  };
  const approve = async (resource: string, approvers: string) => {
    const { grant } = await desk.approve(await file('alice', resource), approvers);
    if (grant) grants.set(resource, grant.id);
  };
  const glass = async (username: string, resource: string) => {
    const reason = 'The pager is silent.';
    const { grant } = await desk.as(username).requests.bypass({ id: await file(username, resource), reason });
    if (grant) grants.set(resource, grant.id);
  };
  await approve('prod-open', 'bob');
  await approve('prod-ready', 'bob carol');
  await approve('twice-1', 'bob');
  await file('ada', 'prod-behalf', { requesterId: desk.id('alice') });
  await file('mallory', 'prod-mallory');
  await approve('prod-granted', 'bob carol dan');
  await approve('prod-released', 'bob carol dan');
  await desk.as('alice').grants.release({ id: grants.get('prod-released') ?? '' });
  await glass('alice', 'prod-glass');
  await glass('ada', 'prod-ada');
  await desk.advance(60);

  const ids = new Map(
    ['alice', 'bob', 'carol', 'dan', 'mallory', 'dave', 'ada', 'zed', 'erin', 'admin'].map((username) => [
      username,
      desk.person(username),
    ]),
  );
  const groups = new Map(['managers', 'spare'].map((name) => [name, desk.id(`@${name}`)]));
  const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name);
    if (found === undefined) throw new Error(`There is no ${name} in the office.`);
    return found;
  };
  const { directory } = desk;
  await desk.close();
  const bytes = readFileSync(join(directory, WORKSPACE_FILE));
  return {
    file: bytes,
    person: (username) => known(ids, username),
    group: (name) => groupId.parse(known(groups, name)),
    policy: (name) => policyId.parse(known(policies, name)),
    request: (resource) => requestId.parse(known(requests, resource)),
    grant: (resource) => grantId.parse(known(grants, resource)),
    filing: (resource) => ({
      id: requestId.parse('0190a5c2-7b1e-7c3d-9f4a-00000000f11e'),
      number: requests.size + 1,
      requesterId: known(ids, 'alice'),
      filedById: null,
      resource,
      account: 'root',
      durationSeconds: 3_600,
      justification: null,
      ticket: null,
      policyId: policyId.parse(known(policies, 'production')),
      policyVersion: 1,
      because: writeReason({ code: 'ONLY_MATCH', condition: 1 }),
      expiresAt: '',
    }),
  };
}
