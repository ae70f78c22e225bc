import { beforeEach, expect, it } from 'vitest';
import { openDesk, type TestDesk } from '../support.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.hire('alice');
  for (const name of ['a', 'b', 'a;b', 'x', 'say "hi"']) await desk.group(name, '');
});

const csv = (groups: string) => `username,name,email,role,groups\nalice,Alice,alice@example.test,member,${groups}\n`;
const plan = async (groups: string) => {
  const { rows, problems } = await desk.as('admin').people.checkImport({ csv: csv(groups) });
  return [...rows.flatMap(({ changes }) => changes), ...problems.map(({ message }) => message)].filter(
    (text) => !/^(?:name|e-mail):/.test(text),
  );
};

it('a list that can also be the name of one group is a problem that says how to write each', async () => {
  expect(await plan('a;b')).toEqual([
    'groups: This can be the group “a;b”, and can be the groups “a” and “b”. Write """a;b""" for the group “a;b”, or """a"";""b""" for the groups “a” and “b”.',
  ]);
  expect(await desk.refused('admin', 'people.import', { csv: csv('a;b') })).toMatchObject({ code: 'INVALID_INPUT' });
});

it('the advice of the problem is read as it says', async () => {
  expect(await plan('"""a;b"""')).toEqual(['joins a;b']);
  expect(await plan('"""a"";""b"""')).toEqual(['joins a', 'joins b']);
});

it.each(['x;a;b', 'A ; B', 'a;b;x', '"a;b"'])(
  'it is found in a longer list and in other letters, too: %s',
  async (groups) => {
    expect(await plan(groups)).toEqual([expect.stringMatching(/^groups: This can be the group “a;b”/)]);
  },
);

it.each([
  ['b;a', ['joins b', 'joins a']],
  ['a;x;b', ['joins a', 'joins x', 'joins b']],
  ['"""a;b"";a"', ['joins a;b', 'joins a']],
  ['"""say """"hi"""""""', ['joins say "hi"']],
])('other lists are no problem: %s', async (groups, joins) => {
  expect(await plan(groups)).toEqual(joins);
});

it('a quotation mark that is not closed is reported', async () => {
  expect(await plan('"""a;b"')).toEqual([
    expect.stringMatching(/^groups: This is not a list of names with ; between them\./),
  ]);
});

it('a group that was removed causes no ambiguity', async () => {
  const { items } = await desk.as('admin').groups.list({ text: 'a;b' });
  const [group] = items;
  if (!group) throw new Error('The group is there.');
  await desk.as('admin').groups.remove({ id: group.id });
  expect(await plan('a;b')).toEqual(['joins a', 'joins b']);
});
