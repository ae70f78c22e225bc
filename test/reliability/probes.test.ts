import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#contract/people.ts';
import { goodCalls, setFixture } from '../desk/fixture.ts';
import { foundRealDesk, passphraseOf, type RealDesk } from '../desk/real/support.ts';
import { openSharedDesk } from '../desk/support.ts';
import { report } from './soak.ts';
import { rolesInContract, signedInVerbs } from './table.ts';

const table = rolesInContract();
let probes = 0;

/** Input that the contract accepts for each verb; its ids are those of another desk, so that it changes nothing here. */
let inputs: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  const { desk, dispose } = await openSharedDesk();
  const calls = goodCalls(await setFixture(desk));
  await dispose();
  inputs = {
    ...Object.fromEntries(Object.entries(calls).map(([verb, { input }]) => [verb, input])),
    // Everyone for themselves; only admins for others.
    'requests.submit': { resource: 'prod-new', account: 'root', durationSeconds: 60 },
    'session.confirm': { passphrase: 'not this one' },
    'session.changePassphrase': { passphrase: 'not this one', newPassphrase: 'seven violet herons wait' },
    'session.acknowledge': { sequence: 1 },
    'session.advance': { seconds: 1 },
    'session.run': { running: true },
  };
});
afterAll(() => report('probes', { probes, verbs: signedInVerbs.length, verbsWithRoles: table.size }));

it('the contract names roles for each verb that has some', () => {
  expect(table.get('people.create')).toEqual(['admin']);
  expect(table.get('ledger.verify')).toEqual(['admin', 'auditor']);
  expect(table.get('requests.submit')).toEqual(['admin', 'member']);
  expect(table.get('session.issueKit')).toEqual(['admin']);
  expect(table.has('requests.approve')).toBe(false);
  expect(table.size).toBeGreaterThanOrEqual(50);
});

/** The answer to a person: the code of the refusal, or null. */
async function probe(desk: RealDesk, username: string, verb: string): Promise<string | null> {
  probes += 1;
  const given = await desk.answer(username, verb, inputs[verb] ?? {});
  return given.ok ? null : given.error.code;
}

async function staffed(): Promise<RealDesk> {
  const desk = await foundRealDesk();
  await desk.hire('eve', 'admin');
  await desk.hire('bob');
  await desk.hire('erin', 'auditor');
  return desk;
}

describe('in a real desk', () => {
  it('only the person signed in calls a verb: no stranger, and nobody who left, locked, was disabled, or had their key reset', async () => {
    const desk = await staffed();
    for (const username of ['left', 'locked', 'gone', 'reset']) await desk.hire(username, 'admin');
    await desk.ok('left', 'session.signOut');
    const id = (username: string) => desk.session(username).person;
    await desk.ok('ada', 'people.disable', { id: id('gone') });
    await desk.ok('ada', 'people.issueCode', { id: id('reset') });
    await desk.ok('locked', 'session.lock');
    const before = await lengthOf(desk);
    for (const verb of signedInVerbs)
      for (const username of ['stranger', 'left', 'locked', 'gone', 'reset'])
        expect(await probe(desk, username, verb), `${verb} by ${username}`).toBe('NOT_SIGNED_IN');
    expect(await lengthOf(desk)).toBe(before);
  });

  it('a verb that is for some roles is refused to all others, whatever its subject', async () => {
    const desk = await staffed();
    const people: Readonly<Record<Role, string>> = { admin: 'eve', auditor: 'erin', member: 'bob' };
    const before = await lengthOf(desk);
    for (const [verb, roles] of table)
      for (const role of ['admin', 'auditor', 'member'] as const)
        if (!roles.includes(role))
          expect(await probe(desk, people[role], verb), `${verb} by ${people[role]}`).toBe('FORBIDDEN');
    expect(await lengthOf(desk)).toBe(before);
  });

  it('the roles that it is for are not refused for their role', async () => {
    const desk = await staffed();
    const people: Readonly<Record<Role, string>> = { admin: 'eve', auditor: 'erin', member: 'bob' };
    for (const verb of signedInVerbs) {
      // These are refused to everybody in a real desk, and those end a session.
      if (['session.advance', 'session.run', 'session.lock', 'session.signOut'].includes(verb)) continue;
      for (const role of table.get(verb) ?? []) {
        const code = await probe(desk, people[role], verb);
        expect(['NOT_SIGNED_IN', 'FORBIDDEN', 'INTERNAL'], `${verb} by ${role}`).not.toContain(code);
      }
    }
  });

  it('a person whose key has closed is asked for the passphrase before anything is signed', async () => {
    const desk = await staffed();
    desk.wall.move(16 * 60);
    const before = await lengthOf(desk);
    const asked = new Set<string>();
    for (const verb of signedInVerbs) {
      if (verb.startsWith('session.') && verb !== 'session.issueKit') continue;
      if ((await probe(desk, 'eve', verb)) === 'PASSPHRASE_NEEDED') asked.add(verb);
    }
    expect(await lengthOf(desk)).toBe(before);
    for (const verb of ['people.create', 'accounts.import', 'accounts.importFile', 'session.issueKit'])
      expect([...asked]).toContain(verb);
    expect(await desk.answer('eve', 'session.confirm', { passphrase: passphraseOf('eve') })).toMatchObject({
      ok: true,
    });
  });
});

async function lengthOf(desk: RealDesk): Promise<number> {
  const given = await desk.answer('ada', 'ledger.list', { limit: 1 });
  if (!given.ok) {
    await desk.signIn('ada');
    return lengthOf(desk);
  }
  return Number(/"sequence":(\d+)/.exec(JSON.stringify(given.result))?.[1]);
}
