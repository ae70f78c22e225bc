import assert from 'node:assert/strict';
import { readPeople } from '../../src-main/desk/people/import/read.ts';
import { cell, expectSentences } from './csv.ts';

/** Any text as a file of people: problems with a line and a sentence, or rows that read the same after they are written. */
export function fuzz(bytes: Buffer): void {
  const { rows, problems } = readPeople(bytes.toString());
  expectSentences(problems);
  const lines = rows.map(({ username, name, email, role, groups }) =>
    [username, name, email, role, groups.map(cell).join(';')].map(cell).join(','),
  );
  const again = readPeople(['username,name,email,role,groups', ...lines].join('\r\n'));
  assert.deepEqual(again.problems, []);
  assert.deepEqual(again.rows.map(plain), rows.map(plain));
}

/** Without the fields that depend on how the row was written. */
const plain = ({ username, name, email, role, groups }: ReturnType<typeof readPeople>['rows'][number]) => ({
  username,
  name,
  email,
  role,
  groups,
});
