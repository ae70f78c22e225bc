import { describe, expect, it } from 'vitest';
import { groupOf, personOf } from '../support/ids.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

describe('the people who may decide a step', () => {
  it('are the people it names, directly or through a group, each once', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['@managers', 'bob', 'dan'] }] });
    office.group('managers', 'bob carol').file('alice');
    expect(office.eligible()).toEqual(['bob', 'carol', 'dan']);
  });

  it('never include the requester', () => {
    const office = new Office('alice bob', { steps: [{ by: ['alice', '@managers', 'bob'] }] });
    office.group('managers', 'alice bob').file('alice');
    expect(office.eligible()).toEqual(['bob']);
    expectRefused(office.approve('alice'), 'NOT_ELIGIBLE', 'REQUESTER');
    expectRefused(office.reject('alice'), 'NOT_ELIGIBLE', 'REQUESTER');
  });

  it('never include the filer who filed it for the requester', () => {
    const office = new Office('alice bob', { steps: [{ by: ['boss', 'bob'] }] });
    office.file('alice', { filedBy: 'boss' });
    expect(office.eligible()).toEqual(['bob']);
    expectRefused(office.approve('boss'), 'NOT_ELIGIBLE', 'FILED_IT');
    expectRefused(office.reject('boss'), 'NOT_ELIGIBLE', 'FILED_IT');
    expectRefused(office.approve('alice'), 'NOT_ELIGIBLE', 'REQUESTER');
  });

  it('include the filer of another request', () => {
    const office = new Office('alice bob', { steps: [{ by: ['boss', 'bob'] }] });
    office.file('alice', { filedBy: 'boss' }).file('alice', { resource: 'other' }, 'r2');
    expectRefused(office.approve('boss'), 'NOT_ELIGIBLE', 'FILED_IT');
    expectFacts(office.approve('boss', 'r2'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('do not include admins as such', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    expectRefused(office.approve('boss'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
    expectRefused(office.reject('boss'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });

  it('include an admin whom the policy names', () => {
    const office = new Office('alice', { steps: [{ by: ['boss'] }] }).file('alice');
    expectFacts(office.approve('boss'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('never include an auditor, while the role lasts', () => {
    const office = new Office('alice bob', { steps: [{ by: ['audrey', '@managers', 'bob'] }] });
    office.hire('audrey', 'auditor').group('managers', 'audrey').file('alice');
    expect(office.eligible()).toEqual(['bob']);
    expectRefused(office.approve('audrey'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
    office.setRole('audrey', 'member');
    expect(office.eligible()).toEqual(['audrey', 'bob']);
    office.setRole('bob', 'auditor');
    expect(office.eligible()).toEqual(['audrey']);
  });

  it('never include a disabled person, until they are enabled again', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers', 'carol'] }] });
    office.group('managers', 'bob').file('alice');
    office.disable('bob');
    office.disable('carol');
    expect(office.eligible()).toEqual([]);
    office.enable('bob');
    expect(office.eligible()).toEqual(['bob']);
  });
});

describe('a group among the approvers', () => {
  it('loses removed members at once', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob carol').file('alice').members('managers', 'carol');
    expect(office.eligible()).toEqual(['carol']);
    expectRefused(office.approve('bob'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });

  it('does not gain people who join after the request was filed', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob').file('alice').members('managers', 'bob carol');
    expect(office.eligible()).toEqual(['bob']);
    expectRefused(office.approve('carol'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });

  it('counts people who joined between two requests for the second one only', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob').file('alice').members('managers', 'bob carol');
    office.file('alice', { resource: 'other' }, 'r2');
    expect(office.eligible(1, 'r1')).toEqual(['bob']);
    expect(office.eligible(1, 'r2')).toEqual(['bob', 'carol']);
  });

  it('counts a person who was removed and added again', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob carol').file('alice').members('managers', 'carol');
    expect(office.eligible()).toEqual(['carol']);
    office.members('managers', 'bob carol');
    expect(office.eligible()).toEqual(['bob', 'carol']);
    expectFacts(office.approve('bob'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('does not gain a person who had left it before the request was filed and came back after', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob carol').members('managers', 'bob').file('alice').members('managers', 'bob carol');
    expect(office.eligible()).toEqual(['bob']);
  });

  it('is exactly that group, and not another one of the same name', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['@managers'] }] });
    office.group('managers', 'bob');
    const impostor = { id: groupOf('impostors'), name: 'managers', memberIds: [personOf('carol')] };
    office.state.apply([{ type: 'group.created', data: impostor }], null, office.at);
    office.file('alice');
    expect(office.eligible()).toEqual(['bob']);
    expectRefused(office.approve('carol'), 'NOT_ELIGIBLE', 'NOT_AN_APPROVER');
  });

  it('does not matter for people whom the step also names directly', () => {
    const office = new Office('alice bob', { steps: [{ by: ['@managers', 'bob'] }] });
    office.group('managers', 'bob').file('alice').members('managers', '');
    expect(office.eligible()).toEqual(['bob']);
  });
});

describe('the people of a closed request', () => {
  it('stay as they were when it closed', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['@managers', 'dan'] }] });
    office.group('managers', 'bob carol').file('alice').members('managers', 'bob');
    office.reject('dan');
    office.members('managers', 'carol').disable('dan');
    expect(office.eligible()).toEqual(['bob', 'dan']);
  });

  it('stay the same when a role changes', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    office.cancel('alice');
    office.setRole('bob', 'auditor');
    expect(office.eligible()).toEqual(['bob']);
  });
});
