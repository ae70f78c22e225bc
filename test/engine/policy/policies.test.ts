import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../src-main/engine/people/directory.ts';
import { refsOf } from '../../../src-main/engine/policy/check.ts';
import {
  archivePolicy,
  createPolicy,
  type PolicyState,
  restorePolicy,
  updatePolicy,
} from '../../../src-main/engine/policy/commands.ts';
import { policyOf } from '../support/ids.ts';
import { expectFacts, expectRefused, Office, refs, rulesOf, type Terms } from '../support/office.ts';

const id = policyOf('p');

function directory(change: (office: Office) => unknown = () => undefined): Directory {
  const office = new Office('bob mei carol')
    .hire('audrey', 'auditor')
    .group('managers', 'bob mei audrey')
    .group('empty', '');
  change(office);
  return office.state.directory();
}

const create = (terms: Terms, people = directory()) => createPolicy(id, rulesOf(terms), false, people);

describe('a policy', () => {
  it('is created as version 1, with all its rules', () => {
    const rules = rulesOf({ steps: [{ name: 'Review', by: ['@managers', 'carol'], required: 2 }], bypassers: ['bob'] });
    expect(createPolicy(id, rules, false, directory())).toEqual({
      ok: true,
      facts: [{ type: 'policy.created', data: { id, version: 1, rules } }],
    });
  });

  it('has a name that no other policy has', () => {
    const rules = rulesOf({ steps: [{ by: ['bob'] }] });
    expectRefused(createPolicy(id, rules, true, directory()), 'NAME_TAKEN');
    const policy: PolicyState = { id, version: 1, status: 'active', rules };
    expectRefused(updatePolicy(policy, 1, rules, true, directory()), 'NAME_TAKEN');
  });

  it('that no requester could ever pass is refused, with the step and the shortage', () => {
    const outcome = create({ steps: [{ by: ['carol'] }, { name: 'Managers', by: ['@managers'], required: 3 }] });
    expectRefused(outcome, 'QUORUM_IMPOSSIBLE');
    expect(outcome).toMatchObject({
      refusal: { message: expect.stringContaining('“Managers” (step 2) needs 3 more approvals, and only 2 people') },
    });
  });

  it('is refused if a count would accept it but a matching does not', () => {
    const steps = [{ by: ['bob', 'mei'] }, { by: ['bob', 'mei'] }, { by: ['bob', 'mei', '@managers'] }];
    expectRefused(create({ steps }), 'QUORUM_IMPOSSIBLE');
    expectFacts(create({ steps, distinct: false }), 'policy.created');
  });

  it('may be one that one approver could not pass but others could', () => {
    expectFacts(create({ steps: [{ by: ['bob', 'mei'], required: 2 }] }), 'policy.created');
  });

  it('does not count auditors, disabled people and empty groups as approvers', () => {
    expectRefused(create({ steps: [{ by: ['audrey'] }] }), 'QUORUM_IMPOSSIBLE');
    expectRefused(create({ steps: [{ by: ['@empty'] }] }), 'QUORUM_IMPOSSIBLE');
    expectRefused(
      create(
        { steps: [{ by: ['carol'] }] },
        directory((office) => office.disable('carol')),
      ),
      'QUORUM_IMPOSSIBLE',
    );
    expectFacts(create({ steps: [{ by: ['@empty', 'carol'] }] }), 'policy.created');
  });

  it('must be passable even with break-glass', () => {
    expectRefused(create({ steps: [{ by: ['@empty'] }], bypassers: ['bob'] }), 'QUORUM_IMPOSSIBLE');
  });

  it('gets its next version by an update based on the current one', () => {
    const rules = rulesOf({ steps: [{ by: ['bob'] }] });
    const policy: PolicyState = { id, version: 3, status: 'active', rules };
    expect(updatePolicy(policy, 3, { ...rules, precedence: 5 }, false, directory())).toMatchObject({
      facts: [{ type: 'policy.updated', data: { version: 4, rules: { precedence: 5 } } }],
    });
    for (const stale of [2, 4]) expectRefused(updatePolicy(policy, stale, rules, false, directory()), 'STALE');
    const impossible = rulesOf({ steps: [{ by: ['@empty'] }] });
    expectRefused(updatePolicy(policy, 3, impossible, false, directory()), 'QUORUM_IMPOSSIBLE');
  });

  it('can be archived in use, and is restored only if it could be created today', () => {
    const policy: PolicyState = { id, version: 2, status: 'active', rules: rulesOf({ steps: [{ by: ['carol'] }] }) };
    const archived: PolicyState = { ...policy, status: 'archived' };
    expectFacts(archivePolicy(policy), 'policy.archived');
    expectFacts(archivePolicy(archived));
    expectFacts(restorePolicy(archived, directory()), 'policy.restored');
    expectFacts(restorePolicy(policy, directory()));
    expectRefused(
      restorePolicy(
        archived,
        directory((office) => office.disable('carol')),
      ),
      'QUORUM_IMPOSSIBLE',
    );
  });

  it('names its approvers and bypassers once each', () => {
    const rules = rulesOf({
      steps: [{ by: ['bob', '@managers'] }, { by: ['@managers', 'carol'] }],
      bypassers: ['carol', '@empty'],
    });
    expect(refsOf(rules)).toEqual(refs(['bob', '@managers', 'carol', '@empty']));
  });
});
