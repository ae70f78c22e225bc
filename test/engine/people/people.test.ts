import { describe, expect, it } from 'vitest';
import type { Person } from '#contract/people.ts';
import {
  createPerson,
  disablePerson,
  enablePerson,
  updatePerson,
  whyNotChange,
  whyNotTakeName,
} from '../../../src-main/engine/people/commands.ts';
import { writeReason } from '../../../src-main/engine/reason/form.ts';
import { grantOf, personOf, requestOf } from '../support/ids.ts';
import { expectFacts, expectRefused, Office } from '../support/office.ts';

const person = (change: Partial<Person> = {}): Person => ({
  id: personOf('ruth'),
  username: 'ruth',
  name: 'Ruth Abelson',
  email: 'ruth@example.test',
  role: 'admin',
  status: 'enabled',
  version: 1,
  ...change,
});

describe('a person', () => {
  it('is created with a username that nobody has', () => {
    const { status: _, ...fresh } = person();
    expect(createPerson(fresh, false)).toEqual({ ok: true, facts: [{ type: 'person.created', data: fresh }] });
    expectRefused(createPerson(fresh, true), 'NAME_TAKEN');
  });

  it('is updated in the given fields, and keeps the others', () => {
    expect(updatePerson(person(), { email: 'new@example.test' }, 2)).toEqual({
      ok: true,
      facts: [
        {
          type: 'person.updated',
          data: { id: personOf('ruth'), name: 'Ruth Abelson', email: 'new@example.test', role: 'admin' },
        },
      ],
    });
  });

  it('is not updated by a change without effect', () => {
    expectFacts(updatePerson(person(), {}, 1));
    expectFacts(updatePerson(person(), { name: 'Ruth Abelson', role: 'admin' }, 1));
  });

  it('is disabled and enabled once; a second time changes nothing', () => {
    expectFacts(disablePerson(person(), 2, [], []), 'person.disabled');
    expectFacts(disablePerson(person({ status: 'disabled' }), 2, [requestOf('r1')], []));
    expectFacts(enablePerson(person({ status: 'disabled' })), 'person.enabled');
    expectFacts(enablePerson(person()));
  });

  it('who is disabled loses their own open requests and active grants in the same transaction', () => {
    const outcome = disablePerson(person({ role: 'member' }), 1, [requestOf('r1'), requestOf('r2')], [grantOf('g1')]);
    expectFacts(outcome, 'person.disabled', 'request.cancelled', 'request.cancelled', 'grant.revoked');
    const because = writeReason({ code: 'PERSON_DISABLED', person: person().id });
    expect(outcome).toMatchObject({
      facts: [
        {},
        { data: { requestId: requestOf('r1'), cause: 'requesterDisabled', comment: because } },
        { data: { requestId: requestOf('r2') } },
        { data: { id: grantOf('g1'), cause: 'holderDisabled', reason: because } },
      ],
    });
  });

  it('who is disabled keeps requests filed for others, and given approvals', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'], required: 2 }] }).hire(
      'ruth',
      'admin',
    );
    office.file('alice', { filedBy: 'ruth' });
    office.approve('bob');
    office.disable('ruth');
    office.disable('bob');
    expect(office.request().status).toBe('open');
    expectFacts(office.approve('carol'), 'request.approved', 'step.completed', 'grant.started');
  });

  it('who is enabled again gets back neither requests nor grants', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] })
      .file('alice')
      .file('alice', { account: 'x' }, 'r2');
    office.approve('bob', 'r2');
    office.disable('alice');
    office.enable('alice');
    expect(office.request('r1').status).toBe('cancelled');
    expect(office.grant('r2').status).toBe('revoked');
  });

  it('loses the same by becoming an auditor, and by no other role', () => {
    const access = { openRequests: [requestOf('r1')], activeGrants: [grantOf('g1')] };
    const outcome = updatePerson(person({ role: 'member' }), { role: 'auditor' }, 1, access);
    expectFacts(outcome, 'person.updated', 'request.cancelled', 'grant.revoked');
    const because = writeReason({ code: 'PERSON_BECAME_AUDITOR', person: person().id });
    expect(outcome).toMatchObject({
      facts: [
        { data: { role: 'auditor' } },
        { data: { requestId: requestOf('r1'), cause: 'requesterBecameAuditor', comment: because } },
        { data: { id: grantOf('g1'), cause: 'holderBecameAuditor', reason: because } },
      ],
    });
    expectFacts(
      updatePerson(person({ role: 'auditor' }), { role: 'auditor', name: 'R.' }, 1, access),
      'person.updated',
    );
    expectFacts(updatePerson(person({ role: 'auditor' }), { role: 'member' }, 1, access), 'person.updated');
    expectFacts(updatePerson(person({ role: 'member' }), { role: 'admin' }, 1, access), 'person.updated');
    expectFacts(updatePerson(person({ role: 'member' }), { role: 'auditor' }, 1), 'person.updated');
  });

  it('is changed by admins; people change their own name and e-mail address', () => {
    const [admin, member] = [person(), person({ id: personOf('bob'), role: 'member' })];
    expect(whyNotChange(admin, member.id, { role: 'auditor' })).toBeNull();
    expect(whyNotChange(member, member.id, { name: 'B.', email: 'b@example.test' })).toBeNull();
    const refused = { code: 'FORBIDDEN', message: expect.stringMatching(/admin/) };
    expect(whyNotChange(member, member.id, { role: 'member' })).toEqual(refused);
    expect(whyNotChange(member, admin.id, { name: 'B.' })).toEqual(refused);
    expect(whyNotChange(person({ role: 'auditor' }), member.id, { name: 'B.' })).toEqual(refused);
  });

  it('takes the name of an enabled person only as an admin', () => {
    const [gone, there] = [person({ status: 'disabled', name: 'Gone' }), person()];
    expect(whyNotTakeName({ role: 'member' }, [gone, there])).toEqual({
      code: 'FORBIDDEN',
      message: expect.stringContaining('Ruth Abelson (ruth)'),
    });
    expect(whyNotTakeName({ role: 'auditor' }, [there])).not.toBeNull();
    expect(whyNotTakeName({ role: 'admin' }, [there])).toBeNull();
    expect(whyNotTakeName({ role: 'member' }, [gone])).toBeNull();
    expect(whyNotTakeName({ role: 'member' }, [])).toBeNull();
  });

  it('is disabled or given another role despite a quorum', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    expectFacts(office.setRole('bob', 'auditor'), 'person.updated');
    expectFacts(office.disable('bob'), 'person.disabled');
    expect(office.stuck()).not.toBeNull();
  });
});

describe('the last enabled admin', () => {
  it('cannot be disabled', () => {
    expectRefused(disablePerson(person(), 1, [], []), 'LAST_ADMIN');
  });

  it('cannot be made a member or an auditor', () => {
    expectRefused(updatePerson(person(), { role: 'member' }, 1), 'LAST_ADMIN');
    expectRefused(updatePerson(person(), { role: 'auditor', name: 'R.' }, 1), 'LAST_ADMIN');
  });

  it('can be renamed', () => {
    expectFacts(updatePerson(person(), { name: 'R.' }, 1), 'person.updated');
  });

  it('is not a disabled one: that one can be demoted', () => {
    expectFacts(updatePerson(person({ status: 'disabled' }), { role: 'member' }, 1), 'person.updated');
  });

  it('is the last only while there is no other', () => {
    expectFacts(updatePerson(person(), { role: 'member' }, 2), 'person.updated');
    const office = new Office('alice').hire('ruth', 'admin');
    expectFacts(office.disable('ruth'), 'person.disabled');
    expectRefused(office.disable('boss'), 'LAST_ADMIN');
    office.enable('ruth');
    expectFacts(office.disable('boss'), 'person.disabled');
    expectRefused(office.setRole('ruth', 'member'), 'LAST_ADMIN');
  });
});
