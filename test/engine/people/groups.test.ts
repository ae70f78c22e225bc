import { describe, expect, it } from 'vitest';
import { createGroup, removeGroup, updateGroup } from '../../../src-main/engine/people/commands.ts';
import { resolveRefs, standsAt } from '../../../src-main/engine/people/directory.ts';
import { groupOf, personOf } from '../support/ids.ts';
import { expectFacts, expectRefused, Office, refs } from '../support/office.ts';

const ids = (names: string) => names.split(' ').filter(Boolean).map(personOf);
const managers = { id: groupOf('managers'), name: 'managers', memberIds: ids('bob mei') };

describe('a group', () => {
  it('is created with a name that no other group has, with each member once', () => {
    expect(createGroup(managers.id, 'managers', ids('bob mei bob'), false)).toEqual({
      ok: true,
      facts: [{ type: 'group.created', data: managers }],
    });
    expectRefused(createGroup(managers.id, 'managers', [], true), 'NAME_TAKEN');
  });

  it('records who joined and who left, and nobody who stayed', () => {
    expect(updateGroup(managers, { memberIds: ids('mei carol carol') }, false)).toEqual({
      ok: true,
      facts: [
        {
          type: 'group.updated',
          data: { id: managers.id, name: 'managers', added: ids('carol'), removed: ids('bob') },
        },
      ],
    });
  });

  it('takes differences, too: a person in both leaves', () => {
    expect(updateGroup(managers, { add: ids('carol dan'), remove: ids('dan bob') }, false)).toMatchObject({
      facts: [{ data: { added: ids('carol'), removed: ids('bob') } }],
    });
    expectFacts(updateGroup(managers, { add: ids('bob') }, false));
    expect(updateGroup(managers, { add: ids('bob') }, true)).toMatchObject({
      refusal: { message: expect.stringContaining('managers') },
    });
  });

  it('is renamed without touching its members', () => {
    expect(updateGroup(managers, { name: 'Managers' }, false)).toMatchObject({
      facts: [{ data: { name: 'Managers', added: [], removed: [] } }],
    });
    const taken = updateGroup(managers, { name: 'security' }, true);
    expectRefused(taken, 'NAME_TAKEN');
    expect(taken).toMatchObject({ refusal: { message: expect.stringContaining('security') } });
  });

  it('is not updated by a change without effect', () => {
    expectFacts(updateGroup(managers, {}, false));
    expectFacts(updateGroup(managers, { name: 'managers', memberIds: ids('mei bob') }, false));
  });

  it('can be emptied despite a quorum', () => {
    expectFacts(updateGroup(managers, { memberIds: [] }, false), 'group.updated');
  });

  it('that an active policy or an open request names cannot be removed, and the refusal says which', () => {
    const outcome = removeGroup(managers, ['the policy “production”', 'request #4']);
    expectRefused(outcome, 'IN_USE');
    expect(outcome).toMatchObject({
      refusal: { message: expect.stringContaining('the policy “production”, request #4') },
    });
    expectFacts(removeGroup(managers, []), 'group.removed');
  });
});

describe('memberships', () => {
  it('begin with one event and end with another', () => {
    const office = new Office('bob').group('managers', '');
    const before = office.state.sequence;
    office.members('managers', 'bob');
    const joined = office.state.sequence;
    office.members('managers', '');
    const left = office.state.sequence;
    const at = (sequence: number) =>
      resolveRefs(refs(['@managers']), office.state.directory(), sequence, sequence).size;
    expect([at(before), at(joined), at(left - 1), at(left)]).toEqual([0, 1, left === joined ? 0 : 1, 0]);
  });

  it('of an unknown group are none', () => {
    expect(resolveRefs(refs(['@nobody']), new Office('bob').state.directory(), 1, 1)).toEqual(new Set());
  });

  it('of an unknown person change nothing', () => {
    expect(standsAt(personOf('stranger'), new Office('bob').state.directory(), 1)).toBe(false);
  });
});
