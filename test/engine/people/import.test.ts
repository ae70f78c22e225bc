import { describe, expect, it } from 'vitest';
import type { Person } from '#contract/people.ts';
import { type ImportState, type PersonRow, planImport } from '../../../src-main/engine/people/import.ts';
import { grantOf, groupOf, personOf, requestOf } from '../support/ids.ts';

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
  return { line, username, name, email, role, groups: [], unquoted: null, wrongIfNew: [], ...change };
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

  it('refuses a row for what is wrong with a new username, and lets those who have such a one be updated', () => {
    const people = new Map([['old name', person('old name')]]);
    const wrongIfNew = ['username: no blanks'];
    const rows = [row(2, 'old name', { name: 'Old', wrongIfNew }), row(3, 'new name', { wrongIfNew })];
    expect(messages(rows, { people })).toEqual(['3: username: no blanks']);
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

  it('ends the access of a person who becomes an auditor, and says how much', () => {
    const [requests, grants] = [[requestOf('r1'), requestOf('r2')], [grantOf('g1')]];
    const asked: string[] = [];
    const accessOf = (id: string) => {
      asked.push(id);
      return { openRequests: requests, activeGrants: grants };
    };
    const { rows } = planImport(
      [row(2, 'alice', { role: 'auditor' }), row(3, 'bob', { name: 'Bob' })],
      state({ accessOf }),
    );
    expect(asked).toEqual([personOf('alice')]);
    expect(rows.map(({ changes }) => changes)).toEqual([
      ['role: member → auditor', 'cancels 2 open requests', 'revokes 1 grant'],
      ['name: BOB → Bob'],
    ]);
    expect(rows[0]?.facts.map(({ type, data }) => [type, 'cause' in data ? data.cause : null])).toEqual([
      ['person.updated', null],
      ['request.cancelled', 'requesterBecameAuditor'],
      ['request.cancelled', 'requesterBecameAuditor'],
      ['grant.revoked', 'holderBecameAuditor'],
    ]);
  });

  it('takes an admin who becomes a member off the number of admins', () => {
    const people = new Map([...state().people, ['eve', person('eve', { role: 'admin' })] as const]);
    const rows = [row(2, 'eve'), row(3, 'boss')];
    expect(messages(rows, { people, enabledAdmins: 2 })).toEqual([expect.stringMatching(/^3: BOSS is the last/)]);
    expect(messages(rows, { people, enabledAdmins: 3 })).toEqual([]);
    const promoted = [row(2, 'alice', { role: 'admin' }), row(3, 'eve'), row(4, 'boss')];
    expect(messages(promoted, { people, enabledAdmins: 2 })).toEqual([]);
  });

  it('lets a row join each group once, however often it names it, and counts who joined in earlier rows', () => {
    const twice = planImport([row(2, 'alice', { groups: ['managers', 'Managers'] })], state());
    expect(twice.rows[0]?.joins).toEqual([groupOf('managers')]);
    expect(messages([row(2, 'alice', { groups: ['managers'] })], { groupLimit: 1 })).toEqual([
      '2: The group “Managers” is full: it has 1 member.',
    ]);
    const again = [row(2, 'alice', { groups: ['managers'] }), row(3, 'alice', { groups: ['managers'] })];
    expect(messages(again, { groupLimit: 2 })).toEqual([]);
  });
});

describe('names that look alike', () => {
  const everybody = ['alice', 'bob'].map((username) => ({ ...person(username), name: username }));
  const warnings = (...rows: readonly PersonRow[]) =>
    planImport(rows, state({ everybody })).alike.map(({ line, message }) => `${line}: ${message.split(',')[0]}`);

  it('are told of new people and of new names, with the line', () => {
    expect(warnings(row(2, 'bоb', { name: 'Zoe' }), row(3, 'alice', { name: 'bоb' }))).toEqual([
      '2: The username “bоb” looks like “bob” of bob (bob)',
      '3: The name “bоb” looks like “bob” of bob (bob)',
    ]);
  });

  it('are not told where a name stays but for its case, nor where nothing is alike', () => {
    expect(warnings(row(2, 'alice', { name: 'alice' }), row(3, 'zoe'), row(4, 'bob', { name: 'Robert' }))).toEqual([]);
  });

  it('are told of two in the same file', () => {
    expect(warnings(row(2, 'zoe', { name: 'Zoe' }), row(3, 'yves', { name: 'Zоe' }))).toEqual([
      '3: The name “Zоe” looks like “Zoe” of Zoe (zoe)',
    ]);
    expect(warnings(row(2, 'zoe', { name: 'Z' }), row(3, 'zоe', { name: 'Y' }))).toEqual([
      '3: The username “zоe” looks like “zoe” of Z (zoe)',
    ]);
  });
});

describe('a list of groups without quotation marks', () => {
  const problems = (unquoted: string | null, ...namesWithSemicolon: string[]) =>
    messages([row(2, 'alice', { unquoted })], { namesWithSemicolon });

  it('may be the name of one group, which the file must say', () => {
    expect(problems('Ops ; Night; other', 'ops;night')).toEqual([
      '2: ' +
        planImport([row(2, 'alice', { unquoted: 'Ops;Night' })], state({ namesWithSemicolon: ['ops;night'] }))
          .problems[0]?.message,
    ]);
    const [message] = problems('Ops;Night', 'ops;night');
    expect(message).toContain('“ops;night”');
    expect(message).toContain('"""ops;night"""');
    expect(message).toContain('"""ops"";""night"""');
  });

  it('is none where no group has such a name, or where it was quoted', () => {
    expect(problems('Ops;Night', 'ops;day', 'night;ops', ';')).toEqual([]);
    expect(problems('Xops;Night', 'ops;night')).toEqual([]);
    expect(problems(null, 'ops;night')).toEqual([]);
  });
});
