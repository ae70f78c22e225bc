import { describe, expect, it } from 'vitest';
import type { RuleChange } from '#contract/eventShapes.ts';
import type { Fact } from '#contract/events.ts';
import type { Person } from '#contract/people.ts';
import { type CurrentState, changeOf, expectedOf } from '../../../src-main/engine/proposal/change.ts';
import { nowAt, START } from '../support/clock.ts';
import { groupOf, personOf, policyOf, requestOf } from '../support/ids.ts';
import { rulesOf } from '../support/office.ts';

const [dan, managers] = [personOf('dan'), groupOf('managers')];
const person: Person = {
  id: dan,
  username: 'dan',
  name: 'Dan',
  email: 'dan@example.test',
  role: 'member',
  status: 'enabled',
  version: 1,
};

const present = (change: Partial<Person> = {}, group = 'managers'): CurrentState => ({
  person: (id) => (id === dan ? { ...person, ...change } : undefined),
  groupName: (id) => (id === managers ? group : undefined),
  isMember: (id, personId) => id === managers && personId === dan,
  now: nowAt(START),
});

const updated = { id: dan, name: 'Daniel', email: 'daniel@example.test', role: 'admin' } as const;
const allOfDan = {
  id: dan,
  name: { from: 'Dan', to: 'Daniel' },
  email: { from: 'dan@example.test', to: 'daniel@example.test' },
  role: { from: 'member', to: 'admin' },
} as const;
const key = { id: 'a'.repeat(64), publicKey: 'A'.repeat(43) };

/** Rules as an event holds them. */
function recordedRules() {
  const { steps, conditions, bypass, ...rest } = rulesOf({ steps: [{ by: ['dan'] }] });
  return {
    ...rest,
    conditions: [...conditions],
    steps: steps.map((step) => ({ ...step, approvers: [...step.approvers] })),
    bypass: bypass && { bypassers: [...bypass.bypassers] },
  };
}

describe('the proposal of a change', () => {
  it('of a person has the differences, with the value before', () => {
    expect(changeOf({ type: 'person.updated', data: updated }, present())).toEqual({
      type: 'person.updated',
      data: allOfDan,
    });
    expect(changeOf({ type: 'person.updated', data: updated }, present({ ...updated }))).toEqual({
      type: 'person.updated',
      data: { id: dan },
    });
    const unknown = { ...updated, id: personOf('new') };
    expect(changeOf({ type: 'person.updated', data: unknown }, present())).toEqual({
      type: 'person.updated',
      data: { id: unknown.id },
    });
  });

  it('of a group has the new name only if it differs', () => {
    const members = { added: [personOf('zoe')], removed: [dan] };
    const of = (name: string, id = managers) =>
      changeOf({ type: 'group.updated', data: { id, name, ...members } }, present());
    expect(of('managers')).toEqual({ type: 'group.updated', data: { id: managers, ...members } });
    expect(of('Managers')).toEqual({
      type: 'group.updated',
      data: { id: managers, name: { from: 'managers', to: 'Managers' }, ...members },
    });
    expect(of('other', groupOf('other'))).toEqual({
      type: 'group.updated',
      data: { id: groupOf('other'), ...members },
    });
  });

  it('of a key leaves out the key, which is made on approval', () => {
    const expiresAt = '2026-01-06T09:00:00.000Z';
    expect(
      changeOf({ type: 'enrolment.issued', data: { personId: dan, key, expiresAt, reset: true } }, present()),
    ).toEqual({ type: 'enrolment.issued', data: { personId: dan, reset: true } });
    const week = { personId: dan, key, expiresAt: '2026-01-12T09:00:00.000Z', reset: false };
    expect(changeOf({ type: 'enrolment.issued', data: week }, present())).toEqual({
      type: 'enrolment.issued',
      data: { personId: dan, reset: false, validSeconds: 7 * 86_400 },
    });
    expect(changeOf({ type: 'recovery.issued', data: { key } }, present())).toEqual({
      type: 'recovery.issued',
      data: {},
    });
    expect(changeOf({ type: 'deskKey.enrolled', data: { key, replaces: null } }, present())).toEqual({
      type: 'deskKey.enrolled',
      data: {},
    });
  });

  const whole: Fact[] = [
    {
      type: 'person.created',
      data: { id: dan, username: 'dan', name: 'Dan', email: 'd@example.test', role: 'member' },
    },
    { type: 'person.enabled', data: { id: dan } },
    { type: 'group.created', data: { id: managers, name: 'managers', memberIds: [dan] } },
    { type: 'group.removed', data: { id: managers } },
    { type: 'policy.created', data: { id: policyOf('p'), version: 1, rules: recordedRules() } },
    { type: 'policy.updated', data: { id: policyOf('p'), version: 2, rules: recordedRules() } },
    { type: 'policy.archived', data: { id: policyOf('p') } },
    { type: 'policy.restored', data: { id: policyOf('p') } },
    { type: 'desk.updated', data: { fourEyes: true } },
  ];
  it.each(whole.map((fact) => [fact.type, fact] as const))('is the fact itself for %s', (_, fact) => {
    expect(changeOf(fact, present())).toEqual(fact);
  });

  const never: Fact[] = [
    { type: 'person.disabled', data: { id: dan } },
    { type: 'key.enrolled', data: { personId: dan, key } },
    { type: 'request.cancelled', data: { requestId: requestOf('r1'), comment: null, cause: 'requester' } },
  ];
  it.each(never.map((fact) => [fact.type, fact] as const))('does not exist for %s', (_, fact) => {
    expect(changeOf(fact, present())).toBeNull();
  });
});

describe('the event of a change on the present state', () => {
  const expected = (change: RuleChange, state = present()) => expectedOf(change, state);

  it('changes the fields of a person that it names, and keeps the others as they are now', () => {
    expect(expected({ type: 'person.updated', data: allOfDan })).toEqual({ type: 'person.updated', data: updated });
    expect(expected({ type: 'person.updated', data: { id: dan } })).toEqual({
      type: 'person.updated',
      data: { id: dan, name: 'Dan', email: 'dan@example.test', role: 'member' },
    });
  });

  it.each([
    ['name', { name: 'Danny' }, 'The name of Danny was “Dan” when this was proposed, and is “Danny” now.'],
    [
      'e-mail address',
      { email: 'd@example.test' },
      'The e-mail address of Dan was “dan@example.test” when this was proposed, and is “d@example.test” now.',
    ],
    ['role', { role: 'auditor' }, 'The role of Dan was “member” when this was proposed, and is “auditor” now.'],
  ] as const)('does not exist when the %s has changed since', (_, change, sentence) => {
    expect(expected({ type: 'person.updated', data: allOfDan }, present(change))).toBe(sentence);
    expect(expected({ type: 'person.updated', data: { id: dan } }, present(change))).toMatchObject({ data: change });
  });

  it('does not exist without the person or the group', () => {
    const [other, others] = [personOf('other'), groupOf('other')];
    expect(expected({ type: 'person.updated', data: { id: other } })).toBe('The person does not exist.');
    expect(expected({ type: 'group.updated', data: { id: others, added: [], removed: [] } })).toBe(
      'The group does not exist.',
    );
  });

  it('changes name and members of a group', () => {
    const members = { added: [personOf('zoe')], removed: [dan] };
    expect(expected({ type: 'group.updated', data: { id: managers, ...members } })).toEqual({
      type: 'group.updated',
      data: { id: managers, name: 'managers', ...members },
    });
    const renamed = { id: managers, name: { from: 'managers', to: 'bosses' }, ...members };
    expect(expected({ type: 'group.updated', data: renamed })).toMatchObject({ data: { name: 'bosses' } });
    expect(expected({ type: 'group.updated', data: renamed }, present({}, 'chiefs'))).toBe(
      'The name of the group “chiefs” was “managers” when this was proposed, and is “chiefs” now.',
    );
  });

  it('does not exist when a person has joined or left since', () => {
    const of = (added: string[], removed: string[]) =>
      expected({
        type: 'group.updated',
        data: { id: managers, added: added.map(personOf), removed: removed.map(personOf) },
      });
    expect(of(['zoe', 'dan'], [])).toBe('Dan is in the group “managers” already.');
    expect(of([], ['dan', 'zoe'])).toMatch(/is not in the group “managers” any more\.$/);
    expect(of(['zoe'], ['dan'])).toMatchObject({ type: 'group.updated' });
  });

  it('is the change itself for everything else', () => {
    const change: RuleChange = { type: 'desk.updated', data: { fourEyes: true } };
    expect(expected(change)).toBe(change);
  });
});
