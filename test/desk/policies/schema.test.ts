import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { policySetSchema } from '../../../src-main/desk/policies/code/document.ts';
import { readSet } from '../../../src-main/desk/policies/code/read.ts';
import { openDesk } from '../support.ts';

const root = join(import.meta.dirname, '..', '..', '..');

// Delete the file and run this test to write it again.
test('docs/policies.schema.json agrees with the desk', async () => {
  await expect(`${JSON.stringify(policySetSchema(), null, 2)}\n`).toMatchFileSnapshot(
    join(root, 'docs', 'policies.schema.json'),
  );
});

test('the example of docs/policies-as-code.md is a policy set', async () => {
  const page = await readFile(join(root, 'docs', 'policies-as-code.md'), 'utf8');
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const { policies, problems } = readSet(example);
  expect(problems).toEqual([]);
  expect(policies.map(({ entry }) => entry.name)).toEqual(['production-db', 'legacy-mainframe']);
});

test('an export is valid by that schema', async () => {
  const desk = await openDesk();
  await desk.hire('bob');
  await desk.policy({ steps: [{ by: 'bob', name: 'Review' }], bypassers: 'bob', description: 'why' });
  const { yaml } = await desk.as('admin').policies.export({});
  const schema = z.fromJSONSchema(policySetSchema());
  expect(() => schema.parse(parse(yaml))).not.toThrow();
  expect(() => schema.parse({ ...Object(parse(yaml)), nonsense: 1 })).toThrow();
});
