import { describe, expect, it } from 'vitest';
import type { Person } from '#contract/people.ts';
import { type ImportState, type PersonRow, planImport } from '../../../src-main/engine/people/import.ts';
import { groupOf, personOf } from '../support/ids.ts';

const person = (username: string, change: Partial<Person> = {}): Person => ({
  id: personOf(username),
  username,
  name: username.toUpperCase(),
  email: `${username}@example.test`,
  role: 'member',
  status: 'enabled',
  version: 1,
  ...change,
});

/** A row with the present values of a person, except for the change. */
const row = (line: number, username: string, change: Partial<PersonRow> = {}): PersonRow => {
  const { name, email, role } = person(username);
  return { line, username, name, email, role, groups: [], unquoted: null, ...change };
};

const boss = person('boss', { role: 'admin' });

const state = (change: Partial<ImportState> = {}): ImportState => ({
  people: new Map(['alice', 'bob'].map((username) => [username, person(username)] as const).concat([['boss', boss]])),
  groups: new Map([['managers', { id: groupOf('managers'), name: 'Managers', memberIds: [personOf('bob')] }]]),
  enabledAdmins: 1,
  namesWithSemicolon: [],
  everybody: [],
  groupLimit: 3,
  ...change,
});

const messages = (rows: readonly PersonRow[], change: Partial<ImportState> = {}): string[] =>
  planImport(rows, state(change)).problems.map(({ line, message }) => `${line}: ${message}`);

describe('the plan of an import', () => {
  it('changes the differences by the engine’s own command, and nothing else', () => {
    const { rows, problems } = planImport([row(2, 'ALICE', { name: 'Alice' }), row(3, 'bob'), row(4, 'zoe')], state());
    expect(problems).toEqual([]);
    expect(
      rows.map(({ line, username, action, changes, facts }) => ({ line, username, action, changes, facts })),
    ).toEqual([
      {
        line: 2,
        username: 'alice',
        action: 'update',
        changes: ['name: ALICE → Alice', 'e-mail: alice@example.test → ALICE@example.test'],
        facts: [
          {
            type: 'person.updated',
            data: { id: personOf('alice'), name: 'Alice', email: 'ALICE@example.test', role: 'member' },
          },
        ],
      },
      { line: 3, username: 'bob', action: 'unchanged', changes: [], facts: [] },
      {
        line: 4,
        username: 'zoe',
        action: 'create',
        changes: ['name: ZOE', 'e-mail: zoe@example.test', 'role: member'],
        facts: [],
      },
    ]);
  });

  it('joins groups by their folded names, except those with the person in them', () => {
    const groups = ['MANAGERS'];
    const { rows } = planImport(
      [row(2, 'alice', { groups }), row(3, 'bob', { groups }), row(4, 'zoe', { groups })],
      state(),
    );
    expect(rows.map(({ action, joins }) => [action, joins])).toEqual([
      ['update', [groupOf('managers')]],
      ['unchanged', []],
      ['create', [groupOf('managers')]],
    ]);
    expect(rows[0]?.changes).toEqual(['joins Managers']);
  });

  it('fills no group beyond its limit; members take no further place, and neither do bad rows', () => {
    const groups = ['managers'];
    const rows = [
      row(2, 'zoe', { groups: ['managers', 'nobody'] }),
      row(3, 'alice', { groups }),
      row(4, 'bob', { groups }),
      row(5, 'yves', { groups }),
      row(6, 'xan', { groups }),
    ];
    expect(messages(rows)).toEqual([
      '2: There is no group “nobody”.',
      '6: The group “Managers” is full: it has 3 members.',
    ]);
  });

  it('has one problem for each mistake in a row', () => {
    expect(messages([row(2, 'boss', { groups: ['x', 'y'] })])).toEqual([
      '2: There is no group “x”.',
      '2: There is no group “y”.',
      '2: BOSS is the last enabled admin and cannot be given another role. Make another person an admin first.',
    ]);
  });

  it('counts admins row by row: a bad row makes none', () => {
    const promote = row(2, 'alice', { role: 'admin' });
    expect(messages([promote, row(3, 'boss')])).toEqual([]);
    expect(messages([row(2, 'zoe', { role: 'admin' }), row(3, 'boss')])).toEqual([]);
    expect(messages([{ ...promote, groups: ['x'] }, row(3, 'boss')])).toEqual([
      '2: There is no group “x”.',
      expect.stringMatching(/^3: BOSS is the last enabled admin/),
    ]);
    expect(messages([promote, row(3, 'boss'), row(4, 'zoe')])).toEqual([]);
  });

  it('does not count a disabled admin', () => {
    const disabled = person('eve', { role: 'admin', status: 'disabled' });
    const people = new Map([...state().people, ['eve', disabled] as const]);
    expect(messages([row(2, 'eve'), row(3, 'boss')], { people })).toEqual([expect.stringMatching(/^3: BOSS/)]);
    expect(messages([row(2, 'eve', { role: 'admin' }), row(3, 'boss')], { people })).toEqual([
      expect.stringMatching(/^3: BOSS/),
    ]);
    expect(messages([row(2, 'eve')], { people })).toEqual([]);
  });
});
