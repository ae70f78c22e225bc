import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractModel } from '../../build/docs/contract.ts';
import { REFERENCE, referencePage } from '../../build/docs/reference.mjs';

const root = join(import.meta.dirname, '..', '..');

describe('the reference of the contract', () => {
  const model = contractModel();
  const page = referencePage(root, model);

  it('is current (npm run docs writes it)', async () => {
    expect(page).toBe(await readFile(join(root, REFERENCE), 'utf8'));
  });

  it('has every call with its answer, every event, code and topic', () => {
    const calls = model.areas.flatMap(({ name, verbs }) => verbs.map((verb) => `#### ${name}.${verb.name}`));
    expect(calls.length).toBeGreaterThan(100);
    const lines = page.split('\n');
    expect(lines).toEqual(expect.arrayContaining(calls));
    expect(lines).toEqual(expect.arrayContaining(model.events.map(({ type }) => `### ${type}`)));
    for (const word of [...model.codes, ...model.reasons, ...model.topics]) expect(page).toContain(`\`${word}\``);
  });

  it('says which fields a call takes, with their limits', () => {
    const section = page.slice(page.indexOf('#### policies.create'), page.indexOf('#### policies.update'));
    expect(section).toContain('**Who:** admins. **Answer:** `Policy`.');
    expect(section).toContain('| `steps[].required` | whole number, 1 to 1,000 |');
    expect(section).toContain('| `pendingTtlSeconds` | whole number, 60 to 2,592,000, optional; `86400` if left out |');
  });
});
