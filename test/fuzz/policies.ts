import assert from 'node:assert/strict';
import type { PolicyRules, Ref } from '#contract/policies.ts';
import { groupId, personId } from '#contract/scalars.ts';
import type { PolicyEntry } from '../../src-main/desk/policies/code/document.ts';
import { readSet } from '../../src-main/desk/policies/code/read.ts';
import { writeSet } from '../../src-main/desk/policies/code/write.ts';

/** Any text as a policy set: problems with a line and a sentence, or policies that read the same after they are written. */
export function fuzz(bytes: Buffer): void {
  const read = readSet(bytes.toString());
  for (const { line, message } of read.problems) assert.ok(Number.isSafeInteger(line) && line >= 1 && message !== '');
  if (read.problems.length > 0) return;
  const entries = read.policies.map(({ entry }) => entry);
  const again = readSet(written(entries));
  assert.deepEqual(again.problems, []);
  assert.deepEqual(
    again.policies.map(({ entry }) => entry),
    entries,
  );
}

/** In the desk, names are replaced by ids; here each name gets an id of its own. */
function written(entries: readonly PolicyEntry[]): string {
  const names: string[] = [];
  const refOf = (named: PolicyEntry['steps'][number]['approvers'][number]): Ref => {
    const id = `00000000-0000-7000-8000-${names.length.toString().padStart(12, '0')}`;
    names.push('person' in named ? named.person : named.group);
    return 'person' in named ? { kind: 'person', id: personId.parse(id) } : { kind: 'group', id: groupId.parse(id) };
  };
  const policies = entries.map(({ status, steps, bypass, ...rest }) => {
    const rules: PolicyRules = {
      ...rest,
      steps: steps.map((step) => ({ ...step, approvers: step.approvers.map(refOf) })),
      bypass: bypass === null ? null : { bypassers: bypass.bypassers.map(refOf) },
    };
    return { status, rules };
  });
  return writeSet(policies, ({ id }) => names[Number(id.slice(-12))] ?? '', false);
}
