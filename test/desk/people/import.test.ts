import { describe, expect, test } from 'vitest';
import { MAX_IMPORT_ROWS } from '#contract/people.ts';
import { chainLength } from '../property/chain.ts';
import type { ImportPlanAnswer } from '../shapes/answers.ts';
import { openDesk, type TestDesk } from '../support.ts';

const HEADER = 'username,name,email,role,groups';

/** A file with these lines under the usual header. */
const file = (...lines: readonly string[]): string => [HEADER, ...lines].join('\n');

const check = (desk: TestDesk, csv: string): Promise<ImportPlanAnswer> => desk.as('admin').people.checkImport({ csv });

/** The problems of a file as `line: message`. */
async function problems(desk: TestDesk, csv: string): Promise<string[]> {
  const plan = await check(desk, csv);
  return plan.problems.map(({ line, message }) => `${line}: ${message}`);
}

/** A desk with alice, bob and carol (members), and the group managers, which bob is in. */
async function staffed(): Promise<TestDesk> {
  const desk = await openDesk();
  await desk.hire('alice bob carol');
  await desk.group('managers', 'bob');
  return desk;
}

/** The refusal of an import, with a sentence for each line that it names. */
async function refusal(
  desk: TestDesk,
  csv: string,
): Promise<{ fields: Readonly<Record<string, string>>; message: string }> {
  const refused = await desk.refused('admin', 'people.import', { csv });
  if (refused.code !== 'INVALID_INPUT') throw new Error(`Refused with ${refused.code}.`);
  return refused;
}

/** Checks that an import is refused, names these lines, and changes nothing. */
async function refusesImport(desk: TestDesk, csv: string, lines: readonly number[]): Promise<void> {
  const before = desk.length;
  const { fields, message } = await refusal(desk, csv);
  expect(Object.keys(fields)).toEqual(lines.map((line) => `line ${line}`));
  expect(message).toMatch(/^Nothing was imported\. /);
  expect(desk.length).toBe(before);
}

describe('a file of people', () => {
  test('creates new usernames, updates differences, leaves the rest, and says so row by row', async () => {
    const desk = await staffed();
    const csv = file(
      'zoe,Zoë Hart,zoe@example.test,auditor,managers',
      'ALICE,Alice Moreau,alice@example.test,admin,Managers',
      'bob,Bob,bob@example.test,member,managers',
    );
    expect(await check(desk, csv)).toEqual({
      rows: [
        {
          line: 2,
          username: 'zoe',
          action: 'create',
          changes: ['name: Zoë Hart', 'e-mail: zoe@example.test', 'role: auditor', 'joins managers'],
        },
        {
          line: 3,
          username: 'alice',
          action: 'update',
          changes: ['name: Alice → Alice Moreau', 'role: member → admin', 'joins managers'],
        },
        { line: 4, username: 'bob', action: 'unchanged', changes: [] },
      ],
      problems: [],
      alike: [],
      sequence: expect.any(Number),
      created: 1,
      updated: 1,
      unchanged: 1,
    });
  });

  test('does exactly what the check before said, in a ledger that verifies', async () => {
    const desk = await staffed();
    const csv = file(
      'zoe,Zoë Hart,zoe@example.test,member,managers',
      'alice,Alice Moreau,alice@example.test,admin,managers',
      'carol,Carol,carol@new.test,member,',
      'yves,Yves,yves@example.test,auditor,',
    );
    const before = desk.length;
    const plan = await check(desk, csv);
    expect(desk.length).toBe(before);
    expect(await desk.as('admin').people.import({ csv })).toEqual(plan);
    expect(desk.typesAfter(before)).toEqual([
      'person.created',
      'key.enrolled',
      'person.updated',
      'person.updated',
      'person.created',
      'key.enrolled',
      'group.updated',
    ]);
    const { items } = await desk.as('admin').people.list({});
    expect(items.map(({ username, name, email, role }) => [username, name, email, role])).toEqual([
      ['admin', 'Admin', 'admin@desk.invalid', 'admin'],
      ['alice', 'Alice Moreau', 'alice@example.test', 'admin'],
      ['bob', 'Bob', 'bob@example.test', 'member'],
      ['carol', 'Carol', 'carol@new.test', 'member'],
      ['yves', 'Yves', 'yves@example.test', 'auditor'],
      ['zoe', 'Zoë Hart', 'zoe@example.test', 'member'],
    ]);
    const groups = await desk.as('admin').groups.list({});
    expect(groups.items[0]?.members.map(({ username }) => username)).toEqual(['alice', 'bob', 'zoe']);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
    expect(chainLength(desk.directory)).toBe(desk.length);
  });

  test('imported again changes nothing and writes nothing', async () => {
    const desk = await staffed();
    const csv = file('zoe,Zoë Hart,zoe@example.test,member,managers', 'alice,A. M.,a@example.test,auditor,managers');
    await desk.as('admin').people.import({ csv });
    const before = desk.length;
    expect(await desk.as('admin').people.import({ csv })).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(desk.length).toBe(before);
  });

  test('makes people who can be used at once in a training workspace', async () => {
    const desk = await staffed();
    await desk.as('admin').people.import({ csv: file('zoe,Zoë,zoe@example.test,admin,') });
    const zoe = desk.desk.findPerson('zoe');
    expect(await desk.desk.call(zoe, 'people', 'create', person('yves'))).toMatchObject({ ok: true });
  });

  test('takes nobody out of a group, and ignores groups named twice', async () => {
    const desk = await staffed();
    await desk.group('night shift', 'carol');
    const csv = file(
      'bob,Bob,bob@example.test,member,NIGHT SHIFT; night shift ;;',
      'carol,Carol,carol@example.test,member,',
    );
    const plan = await desk.as('admin').people.import({ csv });
    expect(plan.rows.map(({ changes }) => changes)).toEqual([['joins night shift'], []]);
    const { items } = await desk.as('admin').groups.list({});
    expect(items.map(({ name, members }) => [name, members.map(({ username }) => username)])).toEqual([
      ['managers', ['bob']],
      ['night shift', ['bob', 'carol']],
    ]);
  });

  test('updates a disabled person, who stays disabled', async () => {
    const desk = await staffed();
    await desk.as('admin').people.disable({ id: desk.id('carol') });
    await desk.as('admin').people.import({ csv: file('carol,Carol M.,carol@example.test,admin,managers') });
    const { items } = await desk.as('admin').people.list({ text: 'carol' });
    expect(items).toMatchObject([{ name: 'Carol M.', role: 'admin', status: 'disabled' }]);
  });

  test('may have no groups, and rows without groups', async () => {
    const desk = await staffed();
    expect(await check(desk, 'username,name,email,role\nzoe,Zoë,zoe@example.test,member')).toMatchObject({
      created: 1,
      problems: [],
    });
    expect(await check(desk, HEADER)).toMatchObject({ rows: [], problems: [], created: 0, updated: 0, unchanged: 0 });
    expect(await desk.as('admin').people.import({ csv: HEADER })).toMatchObject({ rows: [] });
  });
});

const person = (username: string) => ({ username, name: username, email: `${username}@example.test`, role: 'member' });

describe('the form of a file', () => {
  test.each([
    ['columns in another order', 'role,email,groups,username,name\nmember,zoe@example.test,managers,zoe,Zoë'],
    [
      'columns in capitals, with blanks around',
      ' Username , NAME,Email,role ,Groups\nzoe,Zoë,zoe@example.test,member,managers',
    ],
    ['a byte order mark', `\uFEFF${file('zoe,Zoë,zoe@example.test,member,managers')}`],
    ['CRLF', file('zoe,Zoë,zoe@example.test,member,managers').replaceAll('\n', '\r\n')],
    ['CR alone', file('zoe,Zoë,zoe@example.test,member,managers').replaceAll('\n', '\r')],
    ['blanks around values', file(' zoe , Zoë , zoe@example.test , member , managers ')],
    ['quoted values', file('"zoe","Zoë",  "zoe@example.test","member" ,"managers"')],
    ['a value left out at the end of a line', 'username,name,email,role,groups\nzoe,Zoë,zoe@example.test,member'],
    ['letters and accents apart', file('zoe,Zoe\u0308,zoe@example.test,member,managers')],
  ])('may have %s', async (_, csv) => {
    const desk = await staffed();
    const plan = await check(desk, csv);
    expect(plan.problems).toEqual([]);
    expect(plan.rows).toMatchObject([{ line: 2, username: 'zoe', action: 'create' }]);
    expect(plan.rows[0]?.changes).toContain('name: Zoë');
  });

  test('may have commas and quotation marks in quoted values', async () => {
    const desk = await staffed();
    const plan = await check(desk, file('zoe,"Hart, ""Zoë""",zoe@example.test,member,'));
    expect(plan.rows[0]?.changes).toContain('name: Hart, "Zoë"');
  });

  test('may have blank lines, which count as lines', async () => {
    const desk = await staffed();
    const csv = `\n \n${HEADER}\n\n  \t\nzoe,Zoë,zoe@example.test,member,\n\nyves,Yves,nowhere,member,\n\n`;
    const plan = await check(desk, csv);
    expect(plan.rows).toMatchObject([{ line: 6, username: 'zoe' }]);
    expect(plan.problems).toMatchObject([{ line: 8 }]);
  });

  test.each(['\n', '\r\n', '\r'])('counts the lines of quoted values that span several, ended by %j', async (end) => {
    const desk = await staffed();
    const csv = [
      HEADER,
      '"zoe',
      '","Zoë',
      '",zoe@example.test,member,',
      'yves,Yves,nowhere,member,',
      'xan,"X',
      'Y",xan@example.test,member,',
      'wim,Wim,nowhere,member,',
    ].join(end);
    const plan = await check(desk, csv);
    expect(plan.rows).toMatchObject([{ line: 2, username: 'zoe' }]);
    expect(plan.problems.map(({ line }) => line)).toEqual([5, 6, 8]);
    expect(plan.problems[1]?.message).toContain('name: This contains a control');
  });

  test.each([
    ['username,name,email', 'Missing: role.'],
    ['username,email', 'Missing: name, role.'],
    ['username,name,email,role,phone', 'Unknown: “phone”.'],
    ['username,name,email,role,', 'Unknown: “”.'],
    ['username;name;email;role', 'Missing: username, name, email, role. Unknown: “username;name;email;role”.'],
    ['username,name,email,role,Name', 'Named twice: name.'],
    ['username,name,email,role,__proto__', 'Unknown: “__proto__”.'],
  ])('with the columns %s has one problem, in its first line', async (header, reason) => {
    const desk = await staffed();
    const csv = `${header}\nzoe,Zoë,zoe@example.test,member,x\nnonsense`;
    const plan = await check(desk, csv);
    expect(plan).toMatchObject({ rows: [], problems: [{ line: 1 }], created: 0 });
    expect(plan.problems[0]?.message).toMatch(/^The first line must name the columns /);
    expect(plan.problems[0]?.message).toContain(reason);
    await refusesImport(desk, csv, [1]);
  });

  test.each(['', '\n\n', '\uFEFF', ' \r\n'])('that is empty (%j) has one problem', async (csv) => {
    const desk = await staffed();
    expect(await problems(desk, csv)).toEqual([
      '1: There is nothing in this file. Its first line must name the columns.',
    ]);
    await refusesImport(desk, csv, [1]);
  });

  test.each([40_000, 900_000])('with %i columns answers a sentence, and not the file', async (count) => {
    const desk = await openDesk();
    const [problem, ...others] = await problems(desk, 'x,'.repeat(count));
    expect(problem).toMatch(/^1: /);
    expect(problem?.length).toBeLessThan(400);
    expect(others).toEqual([]);
  });

  test.each([
    ['a quotation mark that is never closed', 'yves,"Yves,y@example.test,member,\nxan,Xan,x@example.test,member,\n', 5],
    ['a quotation mark that is not closed for very long', `yves,"Yves,${'x\n'.repeat(100_000)}`, 5],
    ['text after a closing quotation mark', 'yves,"Yves"x,y@example.test,member,', 5],
    ['a quotation mark in the middle of a value', 'yves,Yv"es",y@example.test,member,', 5],
    [
      'a quotation mark that is closed by a later line’s',
      'yves,"Yves,y@example.test,member,\nxan,"Xan",x@e.test,member,',
      5,
    ],
  ])('that is no CSV, by %s, has a problem where that begins, and those of the lines before', async (_, tail, line) => {
    const desk = await staffed();
    const csv = file('zoe,Zoë,zoe@example.test,member,', 'nobody,,n@example.test,member,', '', tail);
    const plan = await check(desk, csv);
    expect(plan.problems.map((problem) => problem.line)).toEqual([3, line]);
    expect(plan.problems[1]?.message).toMatch(/quot/);
    await refusesImport(desk, csv, [3, line]);
  });

  test('whose first line is no CSV has one problem', async () => {
    const desk = await staffed();
    expect((await check(desk, 'username,"name')).problems).toMatchObject([{ line: 1 }]);
  });
});

describe('a bad row', () => {
  test.each([
    ['an empty username', ',Zoë,zoe@example.test,member,', ['username: This must not be empty.']],
    ['an empty name', 'zoe, ,zoe@example.test,member,', ['name: This must not be empty.']],
    [
      'a name that is too long',
      `zoe,${'x'.repeat(257)},z@example.test,member,`,
      ['name: This is too long: at most 256 characters.'],
    ],
    ['no e-mail address', 'zoe,Zoë,zoe at example,member,', ['email: This must be an e-mail address.']],
    ['a role that does not exist', 'zoe,Zoë,zoe@example.test,owner,', ['role: This must be admin, member or auditor.']],
    ['no role', 'zoe,Zoë,zoe@example.test', ['role: This must be admin, member or auditor.']],
    [
      'an invisible character',
      'zoe,Zo\u200Bë,zoe@example.test,member,',
      ['name: This contains a control, invisible or private-use character; remove it.'],
    ],
    [
      'a character that was not read as UTF-8',
      'zoe,Zo\uFFFD,zoe@example.test,member,',
      ['name: a character of this could not be read. Save the file as UTF-8.'],
    ],
    [
      'a lone half of a character',
      'zoe,Zo\uD800,zoe@example.test,member,',
      ['name: a character of this could not be read. Save the file as UTF-8.'],
    ],
    ['a group that does not exist', 'zoe,Zoë,zoe@example.test,member,managers;Owners', ['There is no group “Owners”.']],
    [
      'too many values',
      'zoe,Zoë,zoe@example.test,member,,x,y',
      ['This line has 7 values, and the header names 5 columns.'],
    ],
    [
      'several things wrong',
      ',,nowhere,boss,nobody',
      [
        'username: This must not be empty.',
        'name: This must not be empty.',
        'email: This must be an e-mail address.',
        'role: This must be admin, member or auditor.',
      ],
    ],
  ])('has %s', async (_, line, messages) => {
    const desk = await staffed();
    const csv = file('yves,Yves,yves@example.test,member,', line);
    const plan = await check(desk, csv);
    expect(plan.problems).toEqual(messages.map((message) => ({ line: 3, message })));
    expect(plan.rows).toMatchObject([{ line: 2, username: 'yves' }]);
    await refusesImport(desk, csv, [3]);
  });

  test('names a group that was removed', async () => {
    const desk = await staffed();
    await desk.as('admin').groups.remove({ id: desk.id('@managers') });
    expect(await problems(desk, file('zoe,Zoë,zoe@example.test,member,managers'))).toEqual([
      '2: There is no group “managers”.',
    ]);
  });

  test('repeats a username of the file, folded; the first one may itself be bad', async () => {
    const desk = await staffed();
    const csv = file(
      'zoë,Zoë,zoe@example.test,member,',
      'ZOE\u0308,Zoë,zoe@example.test,member,',
      'yves,Yves,nowhere,member,',
      'Yves,Yves,yves@example.test,member,',
    );
    expect(await problems(desk, csv)).toEqual([
      '3: The username “ZOË” is in line 2 already.',
      '4: email: This must be an e-mail address.',
      '5: The username “Yves” is in line 4 already.',
    ]);
    await refusesImport(desk, csv, [3, 4, 5]);
  });
});

describe('the last enabled admin', () => {
  const demote = 'admin,Admin,admin@desk.invalid,member,';

  test('cannot be demoted by a file', async () => {
    const desk = await staffed();
    const csv = file('zoe,Zoë,zoe@example.test,member,', demote);
    expect(await problems(desk, csv)).toEqual([
      '3: Admin is the last enabled admin and cannot be given another role. Make another person an admin first.',
    ]);
    await refusesImport(desk, csv, [3]);
  });

  test('can be demoted if an earlier row makes another admin, new or not; a later one or a disabled one does not help', async () => {
    const desk = await staffed();
    await desk.as('admin').people.disable({ id: desk.id('carol') });
    const promote = 'alice,Alice,alice@example.test,admin,';
    const found = async (...lines: string[]) => (await check(desk, file(...lines))).problems.map(({ line }) => line);
    expect(await found(promote, demote)).toEqual([]);
    expect(await found('zoe,Zoë,zoe@example.test,admin,', demote)).toEqual([]);
    expect(await found(demote, promote)).toEqual([2]);
    expect(await found('carol,Carol,carol@example.test,admin,', demote)).toEqual([3]);
  });

  test('is counted row by row: two admins cannot both be demoted', async () => {
    const desk = await staffed();
    await desk.hire('ada', 'admin');
    const csv = file(demote, 'ada,Ada,ada@example.test,member,', 'bob,Bob,bob@example.test,admin,');
    expect((await check(desk, csv)).problems.map(({ line }) => line)).toEqual([3]);
  });

  test('whose importer demotes themselves does everything else before', async () => {
    const desk = await staffed();
    const csv = file(
      'alice,Alice,alice@example.test,admin,',
      'admin,Admin,admin@desk.invalid,auditor,managers',
      'zoe,Zoë,zoe@example.test,member,managers',
    );
    const before = desk.length;
    await desk.as('admin').people.import({ csv });
    expect(desk.typesAfter(before)).toEqual([
      'person.updated',
      'person.created',
      'key.enrolled',
      'group.updated',
      'person.updated',
    ]);
    expect(await desk.refused('admin', 'people.checkImport', { csv })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.as('alice').ledger.verify({})).toMatchObject({ ok: true });
  });
});

describe('an import that is refused', () => {
  test('names at most 50 lines, and says how many there are', async () => {
    const desk = await openDesk();
    const csv = file(...Array.from({ length: 70 }, (_, index) => `u${index},,u@example.test,boss,`));
    const { fields, message } = await refusal(desk, csv);
    expect(Object.keys(fields)).toHaveLength(50);
    expect(fields['line 2']).toBe('name: This must not be empty. role: This must be admin, member or auditor.');
    expect(message).toContain('70 lines of the file');
    expect((await check(desk, csv)).problems).toHaveLength(140);
  });

  test('is planned again on the present state of the desk', async () => {
    const desk = await staffed();
    const csv = file('zoe,Zoë,zoe@example.test,member,managers');
    expect(await problems(desk, csv)).toEqual([]);
    await desk.as('admin').groups.remove({ id: desk.id('@managers') });
    await refusesImport(desk, csv, [2]);
  });
});

describe('requests', () => {
  test('become stuck, and are freed, by the changes of a file', async () => {
    const desk = await staffed();
    await desk.policy({ steps: [{ by: '@managers' }] });
    const { id } = await desk.file('alice');
    const stuck = async () => (await desk.as('admin').requests.get({ id })).stuck;
    const before = desk.length;
    await desk.as('admin').people.import({ csv: file('bob,Bob,bob@example.test,auditor,') });
    expect(desk.typesAfter(before)).toEqual(['person.updated', 'request.stuck']);
    expect(await stuck()).toBe(true);
    await desk.as('admin').people.import({ csv: file('bob,Bob,bob@example.test,member,') });
    expect(await stuck()).toBe(false);
    // A member of the group at filing counts again when they come back to it.
    await desk.regroup('managers', '');
    expect(await stuck()).toBe(true);
    await desk.as('admin').people.import({ csv: file('bob,Bob,bob@example.test,member,managers') });
    expect(await stuck()).toBe(false);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true });
  });

  test('are re-examined once, when all of the file is done, whatever role the importer has then', async () => {
    const desk = await staffed();
    await desk.hire('ada', 'admin');
    await desk.policy({ name: 'one', conditions: [{ resource: 'one' }], steps: [{ by: '@managers' }] });
    await desk.policy({ name: 'two', conditions: [{ resource: 'two' }], steps: [{ by: 'bob ada', required: 2 }] });
    const [one, two] = [await desk.file('alice', 'one'), await desk.file('alice', 'two')];
    const before = desk.length;
    const csv = file(
      'ada,Ada,ada@example.test,auditor,',
      'bob,Bob,bob@example.test,auditor,',
      'zoe,Zoë,zoe@example.test,member,managers',
      'carol,Carol,carol@example.test,admin,managers',
    );
    await desk.as('ada').people.import({ csv });
    expect(desk.typesAfter(before)).toEqual([
      'person.updated',
      'person.created',
      'key.enrolled',
      'person.updated',
      'group.updated',
      'person.updated',
      'request.stuck',
      'request.stuck',
    ]);
    const { items } = await desk.as('admin').requests.list({ stuck: true });
    expect(items.map(({ id }) => id)).toEqual([two.id, one.id]);
    expect(items[0]?.stuckBecause).toContain('nobody who is free to give them');
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  });
});

describe('many people', () => {
  const rows = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `u${index},${name} ${index},u${index}@example.test,member,`);

  test(`${MAX_IMPORT_ROWS} rows are imported at once, and updated at once`, async () => {
    const desk = await openDesk();
    expect(await desk.as('admin').people.import({ csv: file(...rows(MAX_IMPORT_ROWS, 'First')) })).toMatchObject({
      created: MAX_IMPORT_ROWS,
    });
    const before = desk.length;
    expect(before).toBe(1 + 2 * MAX_IMPORT_ROWS);
    expect(await desk.as('admin').people.import({ csv: file(...rows(MAX_IMPORT_ROWS, 'Second')) })).toMatchObject({
      updated: MAX_IMPORT_ROWS,
    });
    expect(desk.length).toBe(before + MAX_IMPORT_ROWS);
    expect(await desk.as('admin').ledger.verify({})).toMatchObject({ ok: true, problems: [] });
  }, 300_000);

  test('one row more is one problem, in the line of the first row beyond the limit', async () => {
    const desk = await openDesk();
    const csv = file(...rows(MAX_IMPORT_ROWS + 3, 'Too many'));
    const plan = await check(desk, csv);
    expect(plan).toMatchObject({ rows: [], problems: [{ line: MAX_IMPORT_ROWS + 2 }] });
    expect(plan.problems[0]?.message).toContain('at most 5,000 people');
    await refusesImport(desk, csv, [MAX_IMPORT_ROWS + 2]);
  });
});
