import { describe, expect, it } from 'vitest';
import { demotedIn, stuckWithout } from '../../../src-main/engine/people/consequences.ts';
import { NOW, standsAt } from '../../../src-main/engine/people/directory.ts';
import { personOf } from '../support/ids.ts';
import { Office } from '../support/office.ts';

const without = (office: Office, name: string, ...requests: readonly string[]) =>
  stuckWithout(
    personOf(name),
    requests.map((as) => office.request(as)),
    office.state.directory(),
  ).map(({ number, because }) => ({ number, because }));

describe('a directory without a person', () => {
  it('ends the person’s standing now, and changes nobody else', () => {
    const office = new Office('alice bob');
    const before = office.state.directory();
    const afterwards = demotedIn(before, personOf('bob'), 'disabled');
    expect(standsAt(personOf('bob'), afterwards, NOW)).toBe(false);
    expect(standsAt(personOf('bob'), afterwards, office.state.sequence)).toBe(true);
    expect(standsAt(personOf('bob'), before, NOW)).toBe(true);
    expect(afterwards.people.get(personOf('alice'))).toEqual(before.people.get(personOf('alice')));
  });

  it('is unchanged for an unknown person', () => {
    const directory = new Office('alice').state.directory();
    expect(demotedIn(directory, personOf('nobody'), 'disabled')).toBe(directory);
  });
});

describe('the requests that would be stuck without a person', () => {
  it('are those that are stuck after the person is disabled, for the same reason', () => {
    const office = new Office('alice bob carol dan', { steps: [{ by: ['@managers'], required: 2 }, { by: ['dan'] }] });
    office.group('managers', 'bob carol').file('alice');
    const [impact] = without(office, 'bob', 'r1');
    expect(impact?.because).toContain('Step 1 needs 2 more approvals');
    office.disable('bob');
    expect(office.stuck()).toBe(impact?.because);
  });

  it('do not include the person’s own request, which is cancelled', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    expect(without(office, 'alice', 'r1')).toEqual([]);
  });

  it('do not include a request that the person filed for another, unless the person is needed in it', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice', { filedBy: 'boss' });
    expect(without(office, 'boss', 'r1')).toEqual([]);
  });

  it('do not include one stuck already for that reason, but one that would be stuck for another', () => {
    const office = new Office('alice bob carol', { steps: [{ by: ['bob', 'carol'], required: 2 }] }).file('alice');
    office.disable('bob');
    office.stuck();
    expect(without(office, 'bob', 'r1')).toEqual([]);
    expect(without(office, 'carol', 'r1')).toEqual([
      { number: 1, because: expect.stringContaining('nobody who is free') },
    ]);
  });

  it('include no closed request', () => {
    const office = new Office('alice bob', { steps: [{ by: ['bob'] }] }).file('alice');
    office.cancel('alice');
    expect(without(office, 'bob', 'r1')).toEqual([]);
  });
});
