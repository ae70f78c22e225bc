import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { EventData, Fact } from '#contract/events.ts';
import { groupId, importId, policyId } from '#contract/scalars.ts';
import { replayVerifier } from '../../../src-main/desk/authorization/replayVerifier.ts';
import { openForReading } from '../../../src-main/store/integrity/open.ts';
import { verifyWorkspace } from '../../../src-main/store/integrity/verify.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { folder } from '../../integrity/workspace.ts';
import { Liar } from './liar.ts';
import { makeOffice, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await makeOffice();
});

const NEW = '0190a5c2-7b1e-7c3d-9f4a-0000000000ff';

/** The problems found after the admin appends facts, one after another. */
async function foundAfter(...facts: readonly Fact[]): Promise<string[]> {
  const directory = folder();
  const file = join(directory, WORKSPACE_FILE);
  writeFileSync(file, office.file);
  const liar = new Liar(file);
  for (const fact of facts) liar.tell(fact, office.person('admin'));
  liar.close();
  const opened = await openForReading(directory);
  if (!opened.ok) throw new Error(opened.refusal.message);
  const found = await verifyWorkspace(opened.connection, { authority: replayVerifier });
  opened.close();
  return found.problems.map(({ what }) => what.replace(/^Event \d+: /, ''));
}

const part = (number: number, from: number, count: number): Fact => ({
  type: 'accounts.imported',
  data: {
    importId: importId.parse(NEW),
    part: number,
    rows: Array.from({ length: count }, (_, index) => ({
      resource: `r${from + index}`,
      account: 'root',
      kind: null,
      owner: null,
    })),
  },
});

const policyWith = (conditions: EventData<'policy.created'>['rules']['conditions']): Fact => ({
  type: 'policy.created',
  data: {
    id: policyId.parse(NEW),
    version: 1,
    rules: {
      name: 'lies',
      description: null,
      conditions,
      duration: { minSeconds: 1, maxSeconds: 3_600 },
      pendingTtlSeconds: 86_400,
      steps: [{ name: null, approvers: [{ kind: 'person', id: office.person('bob') }], required: 1 }],
      distinctApprovers: true,
      precedence: 0,
      requireJustification: false,
      requireTicket: false,
      bypass: null,
    },
  },
});

it('a policy that costs more than allowed is found', async () => {
  const long = Array.from({ length: 4 }, () => ({ resource: 'a'.repeat(256) }));
  expect(await foundAfter(policyWith(long))).toEqual([
    expect.stringMatching(
      /^The rules refuse policy\.created by admin \(INVALID_INPUT\): The patterns of this policy have 1,024 /,
    ),
  ]);
  expect(await foundAfter(policyWith(long.slice(1)))).toEqual([]);
});

it('a second use of the id of an import is found, whatever else has it', async () => {
  const grouped: Fact = { type: 'group.created', data: { id: groupId.parse(NEW), name: 'lies', memberIds: [] } };
  expect(await foundAfter(part(1, 0, 1), grouped)).toEqual(['Its id is the id of an import already.']);
  expect(await foundAfter(part(1, 0, 1), policyWith([{ resource: 'lies-*' }]))).toEqual([
    'Its id is the id of an import already.',
  ]);
});

it('an import that exceeds its limit in parts is found', async () => {
  const whole = Array.from({ length: 200 }, (_, index) => part(index + 1, index * 500, 500));
  expect(await foundAfter(...whole, part(201, 100_000, 1))).toEqual([
    'With it, its import has 100001 accounts, and at most 100000 can be imported at once.',
  ]);
});
