import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { runs } from '../../engine/property/intents.ts';
import { OBSERVER } from '../../engine/property/observe.ts';
import { play, type Tally } from '../../engine/property/play.ts';
import { DeskWorld } from '../property/deskWorld.ts';
import { answers, type PersonAnswer, type PolicyAnswer } from '../shapes/answers.ts';
import { openSharedDesk, type TestDesk } from '../support.ts';

const RUNS = 40;
const MAX_COMMANDS = 25;

/** Calls as the person with a username at that time, and reads the answer. */
async function ask<S extends z.ZodType>(
  desk: TestDesk,
  username: string,
  call: string,
  input: unknown,
  shape: S,
): Promise<z.output<S>> {
  const [area = '', verb = ''] = call.split('.');
  const given = await desk.desk.call(desk.desk.findPerson(username), area, verb, input);
  return shape.parse(given.ok ? given.result : given.error);
}

const names = ({ steps, bypass }: PolicyAnswer): string[] =>
  [...steps.flatMap(({ approvers }) => approvers), ...(bypass?.bypassers ?? [])].map(({ id }) => id);

/** Disables a person, unless that is refused, and compares the outcome with the preview. */
async function disable(desk: TestDesk, by: string, { id }: PersonAnswer): Promise<string[]> {
  const { people, policies, groups, requests, ledger } = answers;
  const stuck = async () => {
    const page = await ask(desk, OBSERVER, 'requests.list', { stuck: true, limit: 200 }, requests.list);
    return page.items.map(({ number, stuckBecause }) => `${number}: ${stuckBecause}`).sort();
  };
  const [before, stuckBefore] = [desk.length, await stuck()];
  const impact = await ask(desk, by, 'people.previewDisable', { id }, people.previewDisable);
  expect(desk.length).toBe(before);

  const inGroups = (await ask(desk, by, 'groups.list', { limit: 200 }, groups.list)).items.filter(({ members }) =>
    members.some((member) => member.id === id),
  );
  const named = (await ask(desk, by, 'policies.list', { status: 'active', limit: 200 }, policies.list)).items.filter(
    (policy) => names(policy).some((each) => each === id || inGroups.some((group) => group.id === each)),
  );
  if (impact.refusal === null) {
    expect(impact.groups).toEqual(inGroups.map((group) => ({ id: group.id, name: group.name })));
    expect(impact.policies).toEqual(named.map((policy) => ({ id: policy.id, name: policy.name })));
  }

  const given = await desk.desk.call(desk.desk.findPerson(by), 'people', 'disable', { id });
  expect(given.ok ? null : given.error).toEqual(impact.refusal);
  const events = (await ask(desk, OBSERVER, 'ledger.list', { limit: 200 }, ledger.list)).items
    .filter(({ sequence }) => sequence > before)
    .reverse();
  const dataOf = (type: string) => events.filter((event) => event.type === type).map(({ data }) => data);
  expect(dataOf('request.cancelled').map(({ requestId }) => requestId)).toEqual(
    impact.cancelled.map((request) => request.id),
  );
  expect(dataOf('grant.revoked')).toHaveLength(impact.revoked);
  const recorded = events.filter(({ type }) => type === 'request.stuck');
  expect(recorded.map(({ data, reason }) => ({ requestId: data.requestId, because: reason }))).toEqual(
    impact.stuck.map((request) => ({ requestId: request.id, because: request.because })),
  );
  const expected = new Map(stuckBefore.map((line) => [line.split(':')[0], line]));
  for (const { number } of impact.cancelled) expected.delete(String(number));
  for (const { number, because } of impact.stuck) expected.set(String(number), `${number}: ${because}`);
  expect(await stuck()).toEqual([...expected.values()].sort());
  return [
    impact.refusal === null ? 'disabled' : impact.refusal.code,
    ...(impact.cancelled.length > 0 ? ['cancelled'] : []),
    ...(impact.revoked > 0 ? ['revoked'] : []),
    ...impact.stuck.map(({ number }) =>
      stuckBefore.some((line) => line.startsWith(`${number}:`)) ? 'stuck for another reason' : 'stuck',
    ),
  ];
}

test('disabling people does what the preview says, on random desks, until only the last admin is left', async () => {
  const tally: Tally = new Map();
  const reached = new Set<string>();
  const oneRun = fc.asyncProperty(runs(MAX_COMMANDS), async (run) => {
    const { desk, dispose } = await openSharedDesk();
    try {
      await play(new DeskWorld(desk), run, tally);
      const list = () => ask(desk, OBSERVER, 'people.list', { status: 'enabled', limit: 200 }, answers.people.list);
      for (const person of (await list()).items) {
        if (person.username === OBSERVER) continue;
        const admins = (await list()).items.filter(({ role }) => role === 'admin');
        const by = admins.find(({ id }) => id !== person.id) ?? admins[0];
        for (const what of await disable(desk, by?.username ?? '', person)) reached.add(what);
      }
    } finally {
      await dispose();
    }
  });
  await fc.assert(oneRun, { numRuns: RUNS });
  expect([...reached].sort()).toEqual(
    ['LAST_ADMIN', 'cancelled', 'disabled', 'revoked', 'stuck', 'stuck for another reason'].sort(),
  );
});
