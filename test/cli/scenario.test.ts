import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hire, inBrief, newFolder, play } from './support.ts';

const list = { as: 'admin', do: 'people.list' };

describe('a malformed file', () => {
  test.each([
    ['no JSON', '{"as":"admin","do":"people.list"'],
    ['a word', 'hello'],
    ['two objects on a line', '{"note":"a"}{"note":"b"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"note"'],
    ['an object that is no line', '{}'],
    ['an unknown field of a call', '{"as":"admin","do":"people.list","wiht":{}}'],
    ['an unknown field of an advance', '{"advance":5,"unit":"s"}'],
    ['an unknown field of a note', '{"note":"a","by":"me"}'],
    ['a call by nobody', '{"do":"people.list"}'],
    ['a caller who is no text', '{"as":5,"do":"people.list"}'],
    ['a call of nothing', '{"as":"admin"}'],
    ['a call and an advance at once', '{"as":"admin","do":"people.list","advance":5}'],
    ['a clock that goes back', '{"advance":-1}'],
    ['half a second', '{"advance":0.5}'],
    ['seconds as text', '{"advance":"60"}'],
    ['more seconds than there are', '{"advance":1e300}'],
    ['a code that does not exist', '{"as":"admin","do":"people.list","refused":"NO_SUCH_CODE"}'],
    ['no code at all', '{"as":"admin","do":"people.list","refused":[]}'],
    ['a name that is no name', '{"as":"admin","do":"people.list","save":"a.b"}'],
  ])('%s: exit 2, the line and the reason on standard error, and nothing is played', async (_, malformed) => {
    const workspace = join(newFolder(), 'new');
    const played = await play(`${JSON.stringify(list)}\n\n${malformed}\n${JSON.stringify(list)}\n`, [
      '--workspace',
      workspace,
    ]);
    expect(played).toMatchObject({ status: 2, stdout: '' });
    expect(played.stderr).toMatch(/\b3\b/);
    expect(played.stderr.trim().length).toBeGreaterThan(10);
    expect(played.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(workspace)).toBe(false);
  });

  test('blank lines, CRLF, a byte order mark, no end of line at the end and an empty file are fine', async () => {
    const call = JSON.stringify(list);
    const played = await play(`\ufeff${call}\r\n\r\n  \t\n{"note":"\u2028"}\r\n${call}`);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(inBrief(played)).toEqual(['1 ok', '5 ok']);
    expect(await play('')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});

describe('the expectation of a line', () => {
  test('exit 0 when every call is answered as expected; notes and advances print nothing', async () => {
    const played = await play([
      { note: 'hello' },
      list,
      { ...list, do: 'people.lst', refused: 'INVALID_INPUT' },
      { advance: 0 },
      { advance: 60 },
      { as: 'nobody', do: 'people.list', refused: ['NOT_FOUND', 'NOT_SIGNED_IN'] },
      { ...list, with: {} },
    ]);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(inBrief(played)).toEqual(['2 ok', '3 INVALID_INPUT', '6 NOT_SIGNED_IN', '7 ok']);
  });

  test.each([
    ['a refusal where a result is wanted', { as: 'nobody', do: 'people.list' }],
    ['a result where a refusal is wanted', { ...list, refused: 'FORBIDDEN' }],
    ['another refusal than the one wanted', { as: 'nobody', do: 'people.list', refused: 'FORBIDDEN' }],
    ['none of the refusals wanted', { as: 'nobody', do: 'people.list', refused: ['FORBIDDEN', 'NOT_FOUND'] }],
  ])('exit 1 for %s; the file is played to its end all the same', async (_, line) => {
    const played = await play([line, list]);
    expect(played).toMatchObject({ status: 1, stderr: '' });
    expect(played.results.map((result) => result.line)).toEqual([1, 2]);
    expect(played.results.at(-1)).toMatchObject({ ok: true });
  });

  test('a person who does not exist or is disabled is not signed in, whatever else is wrong with the line', async () => {
    const played = await play([
      hire('alice'),
      { as: 'ALICE', do: 'people.list' },
      { as: 'admin', do: 'people.disable', with: { id: '$alice.id' } },
      { as: 'alice', do: 'people.list', refused: 'NOT_SIGNED_IN' },
      { as: 'alice', do: 'no.such', with: { id: '$never' }, refused: 'NOT_SIGNED_IN' },
      { as: '', do: 'people.list', refused: 'NOT_SIGNED_IN' },
      { as: 'x'.repeat(1_000_000), do: 'people.list', refused: 'NOT_SIGNED_IN' },
    ]);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(played.stdout.length).toBeLessThan(10_000);
  });

  test('input that is not an object is wrong input and not a malformed line', async () => {
    const inputs = [null, [], 'text', 5, true];
    const played = await play(inputs.map((input) => ({ ...list, with: input, refused: 'INVALID_INPUT' })));
    expect(inBrief(played)).toEqual(inputs.map((_, index) => `${index + 1} INVALID_INPUT`));
    expect(played).toMatchObject({ status: 0, stderr: '' });
  });

  test('junk is wrong input, too: prototypes, depth, 10 MB', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const call = (input: string) => `{"as":"admin","do":"people.list","with":${input},"refused":"INVALID_INPUT"}`;
    const inputs = [
      '{"__proto__":{"limit":1}}',
      '{"constructor":1}',
      `{"text":"${'x'.repeat(10_000_000)}"}`,
      `{"text":${deep}}`,
      `{"nonsense":${deep}}`,
      '{"limit":1e400}',
      '{"text":"\\ud800\\u0000","limit":-1}',
    ];
    const played = await play(inputs.map(call).join('\n'));
    expect(inBrief(played)).toEqual(inputs.map((_, index) => `${index + 1} INVALID_INPUT`));
    expect(played).toMatchObject({ status: 0, stderr: '' });
  });

  test('a scenario has no session', async () => {
    const played = await play([
      { as: 'admin', do: 'session.get', refused: 'INVALID_INPUT' },
      { as: 'admin', do: 'session.advance', with: { seconds: 5 }, refused: 'INVALID_INPUT' },
    ]);
    expect(played.status).toBe(0);
  });
});

describe('references', () => {
  test('a string that is exactly a reference becomes the saved value, anywhere in the input', async () => {
    const played = await play([
      hire('alice'),
      hire('bob'),
      { as: 'admin', do: 'groups.create', with: { name: 'team', memberIds: ['$alice.id', '$bob.id'] }, save: 'team' },
      {
        as: 'admin',
        do: 'policies.create',
        with: {
          name: 'all',
          conditions: [{ resource: '*' }],
          duration: { maxSeconds: 60 },
          steps: [
            {
              approvers: [
                { kind: 'group', id: '$team.id' },
                { kind: 'person', id: '$team.members.1.id' },
              ],
              required: 1,
            },
          ],
        },
        save: 'policy',
      },
      {
        as: 'admin',
        do: 'policies.update',
        with: { id: '$policy.id', version: '$policy.version', duration: '$policy.duration' },
      },
      { as: 'admin', do: 'policies.update', with: { id: '$policy.id', version: 1, steps: '$policy.steps' } },
      { as: 'admin', do: 'policies.update', with: { id: '$policy.id', version: 1, bypass: '$policy.bypass' } },
      { as: 'admin', do: 'people.update', with: { id: '$alice.id', name: '$bob.username' }, save: 'alice' },
      { as: 'admin', do: 'people.update', with: { id: '$alice.id', email: '$alice.email' } },
    ]);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(played.results.at(-1)).toMatchObject({
      result: { username: 'alice', name: 'bob', email: 'alice@example.test' },
    });
  });

  test('any other string stays as it is', async () => {
    const names = [
      'costs $5',
      '$alice.id ',
      ' $alice.id',
      '$',
      '$$alice',
      'x$alice.id',
      '$alice.id$alice.id',
      '$alice.id, please',
      '$5',
      '$alice.',
      '$'.concat('{alice}'),
    ];
    const played = await play([
      hire('alice'),
      ...names.map((name) => ({ as: 'admin', do: 'people.update', with: { id: '$alice.id', name } })),
    ]);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    expect(played.results.slice(1).map((result) => (result.ok ? Object(result.result).name : null))).toEqual(
      names.map((name) => name.trim()),
    );
  });

  test('a reference that was never saved is wrong input, and the field is named', async () => {
    const wrong = [
      '$never',
      '$never.id',
      '$alice.nothing',
      '$alice.id.0',
      '$alice.name.length',
      '$alice.__proto__',
      '$alice.constructor.name',
      '$refused.id',
    ];
    const played = await play([
      hire('alice'),
      { as: 'nobody', do: 'people.list', save: 'refused', refused: 'NOT_SIGNED_IN' },
      ...wrong.map((id) => ({ as: 'admin', do: 'people.disable', with: { id }, refused: 'INVALID_INPUT' })),
      {
        as: 'admin',
        do: 'groups.create',
        with: { name: 'x', memberIds: ['$alice.id', '$never.id'] },
        refused: 'INVALID_INPUT',
      },
      { as: 'alice', do: 'people.disable', with: { id: '$never' }, refused: 'INVALID_INPUT' },
    ]);
    expect(played).toMatchObject({ status: 0, stderr: '' });
    for (const result of played.results.slice(2, -2))
      expect(result).toMatchObject({ error: { fields: { id: expect.any(String) } } });
    expect(played.results.at(-2)).toMatchObject({ error: { fields: { 'memberIds.1': expect.any(String) } } });
  });

  test('a value that is saved again replaces the older one, even when it was not expected', async () => {
    const played = await play([
      { ...hire('alice'), save: 'who' },
      { ...hire('bob'), save: 'who', refused: 'FORBIDDEN' },
      { as: 'admin', do: 'people.disable', with: { id: '$who.id' } },
    ]);
    expect(played.status).toBe(1);
    expect(played.results.at(-1)).toMatchObject({ result: { username: 'bob' } });
  });
});

test('a temporary workspace is removed afterwards', async () => {
  const TMPDIR = newFolder();
  expect((await play([list], [], { env: { TMPDIR } })).status).toBe(0);
  expect((await play([{ as: 'x', do: 'y' }], [], { env: { TMPDIR } })).status).toBe(1);
  expect((await play('nonsense', [], { env: { TMPDIR } })).status).toBe(2);
  expect(readdirSync(TMPDIR)).toEqual([]);
});
