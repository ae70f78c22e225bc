import { expect, it } from 'vitest';
import { repeatedField } from '../../src-main/desk/importing/json.ts';
import { readScenario } from '../../src-main/desk/scenario/read.ts';
import { openDesk } from './support.ts';

it('a field that an object has twice is found with its line, in any spelling', () => {
  expect(repeatedField('{"a": 1,\n "b": {"a": 1},\n "\\u0061": 2}')).toEqual({ name: 'a', line: 3 });
  expect(repeatedField('[{"a": 1}, {"a": 1}]')).toBeNull();
  expect(repeatedField('{"a": {"b": 1, "b": 1}, "a": 2}')).toEqual({ name: 'b', line: 1 });
});

it('a file of accounts with a field twice is a problem in its line, and changes nothing', async () => {
  const desk = await openDesk();
  const text =
    '[\n{"resource": "db", "account": "root"},\n{"resource": "web",\n "account": "app", "account": "root"}\n]';
  const file = { text, format: 'json' } as const;
  expect(await desk.as('admin').accounts.checkImport(file)).toMatchObject({
    rows: [],
    problems: [{ line: 4, message: 'One object has “account” twice. Keep one of them.' }],
  });
  expect(await desk.refused('admin', 'accounts.importFile', file)).toMatchObject({ code: 'INVALID_INPUT' });
});

it('a scenario with a field twice in a line is malformed', () => {
  expect(readScenario('{"note":"x"}\n{"as":"a","do":"people.list","with":{"text":"a","text":"b"}}')).toEqual({
    ok: false,
    message: 'Line 2: One object has “text” twice. Keep one of them.',
  });
});
