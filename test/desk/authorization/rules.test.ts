import { expect, it } from 'vitest';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';
import { NEWEST_RULES } from '../../../src-main/engine/rules.ts';
import { folder, openWith } from '../../integrity/workspace.ts';
import { ADMIN, keyOf, type LedgerBuilder, ledgerBuilder, person } from '../../ledger/ledgerBuilder.ts';
import { answers } from '../shapes/answers.ts';
import { openDesk } from '../support.ts';
import { serveDemo } from './served.ts';

const bob = { username: 'bob', name: 'Bob', email: 'bob@example.test', role: 'member' } as const;
const HOUR_MS = 3_600_000;

const serve = async (told: LedgerBuilder, options: Parameters<typeof serveDemo>[1]) => {
  const { directory, call } = await serveDemo(told, options);
  const events = async () => {
    const answer = await call('ledger', 'list', { limit: 200 });
    if (!answer.ok) throw new Error(answer.error.message);
    const { items } = answers.ledger.list.parse(answer.result);
    return [...items].reverse();
  };
  return { directory, call, events };
};

const problemsOf = async (directory: string): Promise<string[]> => {
  const checked = await verifyFrom(directory);
  return checked.ok ? checked.result.problems.map(({ what }) => what) : [checked.error.message];
};

it('a new desk begins with the newest rules', async () => {
  const desk = await openDesk();
  await desk.hire('alice');
  const [founded, ...rest] = [...(await desk.as('admin').ledger.list({ limit: 200 })).items].reverse();
  expect(founded).toMatchObject({ type: 'desk.founded', data: { rules: NEWEST_RULES } });
  expect(rest.map(({ type }) => type)).not.toContain('rules.adopted');
});

it('a desk of an earlier release adopts the newest rules before its first fact, once, in the desk’s name and at the time of the event before', async () => {
  const told = ledgerBuilder('older', 'real');
  const { directory, call, events } = await serve(told, { withDeskKey: true });
  expect((await call('people', 'create', bob)).ok).toBe(true);
  expect((await call('people', 'create', { ...bob, username: 'carol' })).ok).toBe(true);
  const last = told.told.at(-1)?.event.at;
  const written = await events();
  expect(written.slice(2).map(({ type }) => type)).toEqual(['rules.adopted', 'person.created', 'person.created']);
  expect(written[2]).toMatchObject({ actor: null, at: last, data: { rules: NEWEST_RULES } });
  expect(await problemsOf(directory)).toEqual([]);
});

it('without the desk’s key, the person whose fact follows adopts the rules', async () => {
  const { directory, call, events } = await serve(ledgerBuilder('older', 'real'), { withDeskKey: false });
  expect((await call('people', 'create', bob)).ok).toBe(true);
  expect((await events())[2]).toMatchObject({ type: 'rules.adopted', actor: { id: ADMIN } });
  expect(await problemsOf(directory)).toEqual([]);
});

it('reads and refused calls adopt no rules', async () => {
  const { call, events } = await serve(ledgerBuilder('older', 'real'), { withDeskKey: true });
  expect((await call('people', 'list')).ok).toBe(true);
  expect((await call('people', 'create', { ...bob, username: 'ADMIN' })).ok).toBe(false);
  expect((await events()).map(({ type }) => type)).toEqual(['desk.founded', 'recovery.issued']);
});

it('a ledger under rules of a newer release is not called broken, can be read, and takes no writes', async () => {
  const told = ledgerBuilder('newer', 'real');
  const { at } = told.told.at(-1)?.event ?? { at: '' };
  told.tell({ type: 'rules.adopted', data: { rules: NEWEST_RULES + 1 } }, null, { at });
  const { directory, call, events } = await serve(told, { withDeskKey: true });
  const checked = await verifyFrom(directory);
  expect(checked).toMatchObject({ ok: false, error: { code: 'WORKSPACE_UNREADABLE' } });
  expect(await events()).toHaveLength(3);
  const refused = { ok: false, error: { code: 'WORKSPACE_UNREADABLE' } };
  expect(await call('people', 'create', bob)).toMatchObject(refused);
  expect(await call('ledger', 'verify')).toMatchObject(refused);
});

const lies: readonly (readonly [name: string, tell: (told: LedgerBuilder, at: string) => void, found: string])[] = [
  [
    'rules that were in force already',
    (told, at) => {
      for (let twice = 0; twice < 2; twice += 1) told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at });
    },
    'Event 4: It adopts rules 2, but rules 2 were in force.',
  ],
  [
    'rules adopted at another time',
    (told, at) => {
      const later = new Date(Date.parse(at) + HOUR_MS).toISOString();
      told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at: later });
    },
    'Event 3: It adopts rules at a time other than that of the event before it.',
  ],
  [
    'rules adopted in the name of nobody',
    (told, at) => {
      told.tell({ type: 'rules.adopted', data: { rules: 2 } }, person(9), { at, pair: keyOf('stranger') });
    },
    'Event 3: It names a person as its actor who does not exist.',
  ],
  [
    'newer rules that nobody enrolled has signed',
    (told, at) => {
      told.tell({ type: 'rules.adopted', data: { rules: 99 } }, null, { at, pair: keyOf('stranger') });
    },
    'Event 3: It is signed with a key that was not enrolled.',
  ],
];

it.each(lies)('adopting %s is found', async (_, tell, found) => {
  const told = ledgerBuilder('lie', 'real');
  tell(told, told.told.at(-1)?.event.at ?? '');
  const directory = folder();
  (await openWith(directory, told)).close();
  expect(await problemsOf(directory)).toContain(found);
});

it('rules adopted before the events that must follow are found', async () => {
  const told = ledgerBuilder('torn', 'training');
  const founded = told.told[0]?.event.at ?? '';
  told.tell({ type: 'person.created', data: { id: person(2), ...bob } }, ADMIN, { at: founded });
  told.tell({ type: 'rules.adopted', data: { rules: 2 } }, null, { at: founded });
  told.enrol(person(2), keyOf('bob'));
  const directory = folder();
  (await openWith(directory, told)).close();
  expect(await problemsOf(directory)).toContain(
    'Event 3: It comes before key.enrolled, which follows from event 2 and had to come first.',
  );
});
