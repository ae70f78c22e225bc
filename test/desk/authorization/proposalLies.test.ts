import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { RuleChange } from '#contract/eventShapes.ts';
import { groupId, personId, proposalId } from '#contract/scalars.ts';
import { verifyFrom } from '../../../src-main/desk/ledger/verify.ts';
import { WORKSPACE_FILE } from '../../../src-main/store/store.ts';
import { folder } from '../../integrity/workspace.ts';
import { openSharedDesk } from '../support.ts';
import { Liar } from './liar.ts';
import { makeOffice, type Office } from './office.ts';

let office: Office;
beforeAll(async () => {
  office = await makeOffice();
});

const PROPOSAL = proposalId.parse('0190a5c2-7b1e-7c3d-9f4a-0000000000fe');
const NEW = '0190a5c2-7b1e-7c3d-9f4a-0000000000ff';
const frank = {
  id: personId.parse(NEW),
  username: 'frank',
  name: 'Frank',
  email: 'f@example.test',
  role: 'member' as const,
};

/** Proposes changes in a copy of the office without asking any rule. */
function proposed(changes: RuleChange[]): string {
  const directory = folder();
  writeFileSync(join(directory, WORKSPACE_FILE), office.file);
  const liar = new Liar(join(directory, WORKSPACE_FILE));
  const data = { id: PROPOSAL, number: 1, changes, comment: null };
  liar.tell({ type: 'proposal.made', data }, office.person('admin'));
  liar.close();
  return directory;
}

const lies: readonly (readonly [name: string, changes: () => RuleChange[], wrong: RegExp])[] = [
  [
    'a person without a name',
    () => [{ type: 'person.created', data: { ...frank, name: '' } }],
    /change 1 could not have been made then/,
  ],
  ['a username that is taken', () => [{ type: 'person.created', data: { ...frank, username: 'ALICE' } }], /username/],
  [
    'a person with the id of a request',
    () => [{ type: 'person.created', data: { ...frank, id: personId.parse(office.request('prod-open')) } }],
    /the id of a request/,
  ],
  [
    'two things with one id',
    () => [
      { type: 'person.created', data: frank },
      { type: 'group.created', data: { id: groupId.parse(NEW), name: 'x', memberIds: [] } },
    ],
    /two things with one id/,
  ],
  [
    'a change of a group that changes nobody',
    () => [{ type: 'group.updated', data: { id: office.group('spare'), added: [], removed: [] } }],
    /done already/,
  ],
  [
    'the removal of a person who is no member',
    () => [{ type: 'group.updated', data: { id: office.group('spare'), added: [], removed: [office.person('bob')] } }],
    /change 1 could not have been made then/,
  ],
  [
    'another name alone, which needs no second admin',
    () => [{ type: 'person.updated', data: { id: office.person('bob'), name: { from: 'Bob', to: 'Robert' } } }],
    /nothing that needs a second admin/,
  ],
  ['a recovery kit in a training desk', () => [{ type: 'recovery.issued', data: {} }], /training desk/],
];

it.each(lies)('verification finds a proposal of %s, because nobody could have made it', async (_, changes, wrong) => {
  const checked = await verifyFrom(proposed(changes()));
  if (!checked.ok) throw new Error(checked.error.message);
  expect(checked.result.problems.map(({ what }) => what).join(' ')).toMatch(wrong);
});

it('a proposal that an admin could have made is intact', async () => {
  const checked = await verifyFrom(proposed([{ type: 'person.created', data: frank }]));
  expect(checked).toMatchObject({ ok: true, result: { ok: true, problems: [] } });
});

it('the text for the second admin has no invisible character', async () => {
  const directory = proposed([{ type: 'person.created', data: { ...frank, name: 'Fr\u202eank\u0007' } }]);
  const { desk, dispose } = await openSharedDesk({ directory });
  const { items } = await desk.as('admin').proposals.list({});
  expect(items[0]?.summary).toBe('Add Fr⟨U+202E⟩ank⟨U+0007⟩ (frank) as a member.');
  const seen = await desk.as('admin').proposals.get({ id: PROPOSAL });
  expect(JSON.stringify(seen)).not.toMatch(/\\u0007|\u202e/);
  await dispose();
});
